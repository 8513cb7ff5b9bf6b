"""How the engine says that something has changed, without knowing who listens."""

from collections.abc import Callable


class Notice:
    """Tells whoever listens, in order, on the caller's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[str], None]] = []

    def listen(self, listener: Callable[[str], None]) -> None:
        self._listeners.append(listener)

    def silence(self, listener: Callable[[str], None]) -> None:
        self._listeners.remove(listener)

    def tell(self, id: str) -> None:
        for listener in list(self._listeners):
            listener(id)
