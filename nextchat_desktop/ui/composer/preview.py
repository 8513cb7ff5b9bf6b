"""What is being written as it will look in the conversation, above the field. It knows no conversation."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.transcript.entries import Entry, TranscriptWords
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.view import Transcript

_PAUSE, _LAID_OUT = 150, 60
"""Milliseconds between two looks at what is written, and until that is laid out."""
_PART = 4
"""It takes no more than such a part of the window."""
_ID = "preview"


class Preview(QFrame):
    """Nothing is laid out, and nothing is made for it, until it is wanted."""

    def __init__(self, composer: Composer, name: str, words: TranscriptWords, theme: Theme, gallery: Gallery) -> None:
        super().__init__()
        named(self, "preview", name)
        self._composer = composer
        self._words = words
        self._theme = theme
        self._gallery = gallery
        self._wanted = False
        self._view: Transcript | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._laid_out = QTimer(self, singleShot=True, interval=_LAID_OUT)
        self._pause.timeout.connect(self._show)
        self._laid_out.timeout.connect(self._fit)
        composer.field.textChanged.connect(self._on_written)
        theme.changed.connect(self._dress)
        self.hide()

    def want(self, wanted: bool) -> None:
        """Whether there is to be one."""
        self._wanted = wanted
        self._show()

    def _on_written(self) -> None:
        if self._wanted and not self._composer.text().strip():
            self._pause.stop()
            self.hide()
        elif self._wanted and not self._pause.isActive():
            self._pause.start()

    def _show(self) -> None:
        text = self._composer.text()
        if not self._wanted or not text.strip():
            self.hide()
            return
        view = self._view or self._made()
        if view.canvas.index(_ID) is None or not self.isVisible():
            view.show_entries([Entry(_ID, "user", text)])
        else:
            view.put(Entry(_ID, "user", text))
        self.show()
        self._fit()
        self._laid_out.start()

    def _made(self) -> Transcript:
        self._view = view = Transcript(self._theme.palette, self._words, gallery=self._gallery)
        view.setObjectName("previewText")
        view.setAccessibleName(self.accessibleName())
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(view)
        self._dress()
        return view

    def _fit(self) -> None:
        """As high as what is written, as long as there is room; then its end is seen."""
        if self._view is not None:
            most = self.window().height() // _PART
            self._view.setFixedHeight(max(self._theme.room.row, min(self._view.canvas.total, most)))
            self._view.follow()

    def _dress(self) -> None:
        if self._view is not None:
            self._view.wear(self._theme)
