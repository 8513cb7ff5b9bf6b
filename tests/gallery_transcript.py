"""Paints a transcript with everything that can stand in one, each page as tall as it needs to be."""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gallery_start import painted, started, written
from gallery_turns import PAGES, UNFOLDED, turns
from nextchat_desktop.ui.chat.entries import Entries
from nextchat_desktop.ui.chat.turns import Turn
from nextchat_desktop.ui.transcript.entries import Entry

_WIDTH, _TALLEST = 880, 6000
_LOOKS, _PAUSE = 100, 100
"""What is drawn little by little is looked at so often, so many milliseconds apart."""
_SAME, _SAME_DRAWN = 10, 40
"""It is taken for finished when so many looks show the same; what another process draws takes longer to begin."""
_SMALLEST = 0
"""Of PNG: the picture is the same."""
_DRAWN = ("diagrams", "pictures")


class TranscriptPainter:
    """One look in one language at one scale."""

    def __init__(self, language: str, theme: str, home: Path, out: Path, scale: int) -> None:
        self._out = out
        self._language = language
        self._suffix = f"{theme}-{language[:2]}-{scale}x"
        self._app = started(language, theme, home)
        self._entries = Entries(self._app.program.words)
        self._pictures = {"picture": _address(painted(360, 200)), "small": _address(painted(64, 16))}

    def paint(self, pages: Sequence[str]) -> None:
        """All pages, or these."""
        self._view = self._app.window.page.transcript
        self._view.setParent(None)
        for page in pages or PAGES:
            self._view.resize(_WIDTH, 600)
            self._view.show()
            self._view.show_entries([self._entry(turn) for turn in turns(page, self._language, self._pictures)])
            self._unfold()
            image = self._settled(_SAME_DRAWN if page in _DRAWN else _SAME)
            image.save(str(self._out / f"{page}-{self._suffix}.png"), quality=_SMALLEST)
        self._view.close()
        self._view.setParent(self._app.window)
        self._app.close()

    def _entry(self, turn: Turn | str) -> Entry:
        if isinstance(turn, str):
            return Entry("notice", "notice", turn)
        return self._entries.entry(turn, "Azure", "gpt-4-turbo")

    def _unfold(self) -> None:
        """The thought and the details that are to be seen."""
        self._grow()
        for button in self._view.findChildren(QAbstractButton):
            if button.objectName() in ("reasoningChip", "detailsFold") and _entry_of(button).startswith(UNFOLDED):
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._view.setFocus()
        self._grow()
        self._view.follow()

    def _grow(self) -> None:
        """As tall as what is in it."""
        for _ in range(_LOOKS):
            QTest.qWait(20)
            height = max(1, min(_TALLEST, self._view.canvas.total))
            if self._view.height() == height:
                break
            self._view.resize(_WIDTH, height)

    def _settled(self, looks: int) -> QImage:
        """As it is when so many looks have shown the same."""
        seen = self._view.grab().toImage()
        same = 0
        for _ in range(_LOOKS):
            QTest.qWait(_PAUSE)
            self._grow()
            now = self._view.grab().toImage()
            same = same + 1 if now == seen and not self._view.kit.drawings.is_waiting else 0
            seen = now
            if same == looks:
                break
        return seen


def _entry_of(widget: QObject | None) -> str:
    """The id of the turn a button stands in; details are in a card."""
    while widget is not None and not widget.property("entry"):
        widget = widget.parent()
    return str(widget.property("entry")) if widget is not None else ""


def _address(image: QImage) -> str:
    return "data:image/png;base64," + b64encode(written(image)).decode()
