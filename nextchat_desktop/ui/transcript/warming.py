"""Loads what takes long to load for the first time, beside the window's thread; it does not know what it loads."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from nextchat_desktop.ui.viewer.decoder import Decoder


class Warming(QObject):
    """The first formula, or the first code in a language, would hold the window up for a tenth of a second."""

    warmed = Signal()

    def __init__(self, decoder: Decoder | None, parent: QObject | None = None) -> None:
        """Without a decoder, which has the threads, all is loaded when it is asked for."""
        super().__init__(parent)
        self._decoder = decoder
        self._asked: set[str] = set()
        self._ready: set[str] = set()

    def is_ready(self, name: str, load: Callable[[], object]) -> bool:
        """If it is not, it will be; `warmed` tells when."""
        if name not in self._asked:
            self._asked.add(name)
            if self._decoder is None:
                load()
                self._ready.add(name)
            else:
                self._decoder.run(load, partial(self._on_loaded, name), self)
        return name in self._ready

    def _on_loaded(self, name: str, _result: object) -> None:
        self._ready.add(name)
        self.warmed.emit()
