"""Shows how that will begin which is given out: as text, or drawn. It decides nothing."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTemporaryDir
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedWidget

from nextchat_desktop.core.exporting import Extra, Manner, Told, Whole, told
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parts import Part, Reasoning, Text
from nextchat_desktop.ui.inspector.long_text import LongText
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.sharing.drawn.studio import Dress, Outcome, Sheet, Studio, Work
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_LETTERS, _TURNS = 1500, 4
"""As much is drawn of what will be."""
_PNG = "preview.png"


class Preview(QStackedWidget):
    """One of text, a drawing, or a sentence."""

    def __init__(self, words: Words, theme: Theme, studio: Studio) -> None:
        super().__init__()
        self._studio = studio
        self._folder = QTemporaryDir()
        self._work: Work | None = None
        self._pixmap = QPixmap()
        self._text = LongText(theme, "exportText", words("share.text"))
        self._picture = named(QLabel(), "exportPicture", words("share.preview"))
        self._note = named(labelled("", "hint"), "exportNote")
        self._room = named(QScrollArea(), "exportPictureRoom", role="card")
        self._lay_out()

    def show_text(self, text: str) -> None:
        self._stop()
        self._text.show_text(text)
        self.setCurrentWidget(self._text)

    def show_note(self, text: str) -> None:
        self._stop()
        self._note.setText(text)
        self.setCurrentWidget(self._note)

    def show_drawn(self, whole: Whole, manner: Manner, dress: Dress) -> None:
        """The beginning; what was shown before stays until it is drawn."""
        self._stop()
        all_of_it = told(whole, manner)
        sheet = Sheet(_beginning(all_of_it), manner.has(Extra.PICTURES), all_of_it)
        self._work = self._studio.png(sheet, self._folder.filePath(_PNG), replace(dress, scale=2))
        self._work.ended.connect(self._on_drawn)
        self._work.start()

    def close_down(self) -> None:
        self._stop()
        self._folder.remove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._note.setMargin(sizes.SPACE_3)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._room.setWidget(self._picture)
        self._room.setWidgetResizable(True)
        self._room.setViewportMargins(sizes.SPACE_2, sizes.SPACE_2, 0, sizes.SPACE_2)  # its corners are round
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for page in (self._text, self._room, self._note):
            self.addWidget(page)

    def _stop(self) -> None:
        work, self._work = self._work, None
        if work is not None:
            work.cancel()
            work.deleteLater()

    def _on_drawn(self, outcome: Outcome) -> None:
        if outcome.cancelled:
            return
        if outcome.reason:
            self.show_note(outcome.reason)
            return
        self._pixmap = QPixmap(outcome.path)
        self.setCurrentWidget(self._room)
        self._room.verticalScrollBar().setValue(0)
        self._fit()

    def _fit(self) -> None:
        """As wide as there is room, never larger than it will be."""
        if self._pixmap.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self._room.maximumViewportSize().width() - self._room.verticalScrollBar().sizeHint().width()
        width = min(room * ratio, self._pixmap.width())
        shown = self._pixmap.scaled(
            QSize(round(width), self._pixmap.height()),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        shown.setDevicePixelRatio(ratio)
        self._picture.setPixmap(shown)


def _beginning(whole: Told) -> Told:
    return replace(whole, context=tuple(_first(whole.context)), messages=tuple(_first(whole.messages)))


def _first(messages: tuple[Message, ...]) -> Iterator[Message]:
    left = _LETTERS
    for message in messages[:_TURNS]:
        if left <= 0:
            return
        yield replace(message, parts=tuple(_cut(part, left) for part in message.parts))
        left -= len(message.text) + len(message.reasoning)


def _cut(part: Part, most: int) -> Part:
    return replace(part, text=part.text[:most]) if isinstance(part, Text | Reasoning) else part
