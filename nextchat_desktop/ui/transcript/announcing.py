"""Reads an answer out while it arrives, politely and not too often; it knows no entries and no Markdown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from nextchat_desktop.ui.transcript.sentences import Sentences

PAUSE = 1000
"""Milliseconds between two announcements; what comes in between is said together."""


class Announcer(QObject):
    """Follows one message at a time: the one it was last told of."""

    def __init__(
        self, say: Callable[[str], None], code: str, parent: QObject | None = None, pause: int = PAUSE
    ) -> None:
        """`code` is said in place of a block of code."""
        super().__init__(parent)
        self._say = say
        self._code = code
        self._key = ""
        self._sentences = Sentences(code)
        self._waiting: list[str] = []
        self._pause = QTimer(self, singleShot=True, interval=pause)
        self._pause.timeout.connect(self._next)

    def hear(self, key: str, text: str, streaming: bool) -> None:
        """The text so far. A message that was never heard of while it grew is not read out."""
        if key != self._key:
            if not streaming:
                return
            self._follow(key)
        self._waiting += self._sentences.feed(text) if streaming else self._sentences.finish(text)
        if not streaming:
            self._key = ""
        if not self._pause.isActive():
            self._next()

    def skip(self, key: str, text: str) -> None:
        """A conversation was opened: what stands there is not read out, only what this message still gets."""
        self.hush()
        self._follow(key)
        self._sentences.feed(text)

    def hush(self) -> None:
        """Another conversation: what waits is not said any more."""
        self._key = ""
        self._waiting.clear()

    def _follow(self, key: str) -> None:
        self._key = key
        self._sentences = Sentences(self._code)

    def _next(self) -> None:
        if self._waiting:
            self._say(" ".join(self._waiting))
            self._waiting.clear()
            self._pause.start()
