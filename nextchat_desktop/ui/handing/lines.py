"""Lines under headings, each with a box to be ticked or only told. It knows nothing of what they stand for."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.engine.telling_setups import Chapter, Line, usual_ticks
from nextchat_desktop.ui.elided import breakable
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import pair

_INDENT = 26
"""The box and the room beside it."""
_MOST = 300
"""Lines of a chapter that are shown; the rest follow the buttons for all and none."""


class TickLines(QScrollArea):
    """`changed` tells that others are ticked."""

    changed = Signal()

    def __init__(self, words: Words, theme: Theme, name: str, spoken: str) -> None:
        super().__init__()
        named(self, name, spoken)
        self._words, self._theme = words, theme
        self._boxes: dict[str, TickBox] = {}
        self._ticks: set[str] = set()
        self._parts: list[_Part] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to be ticked."""
        return any(part.every for part in self._parts)

    @property
    def ticks(self) -> frozenset[str]:
        """The ids of the lines that count."""
        return frozenset(self._ticks)

    def show_chapters(self, chapters: Iterable[Chapter]) -> None:
        """What was ticked or not stays so as far as it is there again; all else is as it usually is."""
        known = set(self._boxes) | {line.id for part in self._parts for line in part.hidden}
        before = self._ticks
        chapters = tuple(chapters)
        usual = usual_ticks(chapters)
        every = {line.id for chapter in chapters for line in chapter.lines if line.open}
        self._ticks = {id for id in every if (id in before if id in known else id in usual)}
        self._boxes, self._parts = {}, []
        ground = QWidget()
        column = QVBoxLayout(ground)
        set_margins(column, 0, 0, sizes.SPACE_3, 0)
        column.setSpacing(sizes.SPACE_1)
        for chapter in chapters:
            self._add(column, chapter)
        column.addStretch(1)
        self.setWidget(ground)
        ground.setAutoFillBackground(False)
        _in_turn(self, ground.findChildren(QAbstractButton))
        self._follow()

    def _add(self, column: QVBoxLayout, chapter: Chapter) -> None:
        part = _Part(chapter, self._words)
        self._parts.append(part)
        if column.count():
            column.addSpacing(sizes.SPACE_3)
        column.addLayout(Flow(labelled(chapter.title, "heading"), None, *part.buttons))
        for every, one in zip((True, False), part.buttons, strict=False):
            one.clicked.connect(lambda _on=False, part=part, every=every: self._on_all(part, every))
        for line in chapter.lines[:_MOST]:
            self._add_line(column, line)
        if part.hidden:
            count = len(part.hidden)
            column.addWidget(labelled(self._words.plural("setup.and_hidden", count), "hint"))

    def _add_line(self, column: QVBoxLayout, line: Line) -> None:
        holder = QVBoxLayout()
        set_margins(holder, _INDENT if line.is_inner else 0, 0, 0, 0)
        holder.setSpacing(0)
        if line.open:
            box = named(TickBox(line.text.replace("&", "&&")), f"line.{line.id}", line.text)
            box.setChecked(line.id in self._ticks)
            box.setAccessibleDescription(line.note or line.text)
            box.toggled.connect(lambda on, id=line.id: self._on_toggled(id, on))
            self._boxes[line.id] = box
            holder.addWidget(box)
        else:
            holder.addWidget(_told(line))
        if line.note:
            note = Hint(self._theme, f"note.{line.id}")
            note.say(breakable(line.note), "warn" if line.warns else "hint", "alert" if line.warns else "")
            set_margins(note, _INDENT, 0, 0, sizes.SPACE_1)
            holder.addWidget(note)
        column.addLayout(holder)

    def _on_toggled(self, id: str, on: bool) -> None:
        (self._ticks.add if on else self._ticks.discard)(id)
        self._follow()
        self.changed.emit()

    def _on_all(self, part: "_Part", every: bool) -> None:
        """Ticks every line that may be without a second look, or none."""
        self._ticks = self._ticks | part.own if every else self._ticks - part.every
        for id in part.every & self._boxes.keys():
            box = self._boxes[id]
            box.blockSignals(True)
            box.setChecked(id in self._ticks)
            box.blockSignals(False)
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """What depends on another line can be ticked only with that."""
        for line in (line for part in self._parts for line in part.chapter.lines if line.under):
            box = self._boxes.get(line.id)
            if box is not None:
                box.setEnabled(line.under in self._ticks)


class _Part:
    """A chapter with the buttons for all of its lines, where more than one can be ticked."""

    def __init__(self, chapter: Chapter, words: Words) -> None:
        self.chapter = chapter
        self.hidden = chapter.lines[_MOST:]
        self.every = frozenset(line.id for line in chapter.lines if line.open)
        self.own = frozenset(line.id for line in chapter.lines if line.open and not line.warns)
        first = chapter.lines[0].id.partition(".")[0]
        names = ("all", "none") if len(self.own) > 1 else ()
        self.buttons = [button(f"{first}.{name}", words(f"share.{name}"), "link") for name in names]
        for one in self.buttons:
            one.setAccessibleName(pair(words, chapter.title, one.text()))


def _in_turn(first: QWidget, others: Iterable[QWidget]) -> None:
    """The keyboard goes from one to the next: what is made last would else come behind the whole window."""
    for before, after in pairwise((first, *others)):
        QWidget.setTabOrder(before, after)


def _told(line: Line) -> QLabel:
    label = labelled(breakable(line.text), "")
    label.setObjectName(f"line.{line.id}")
    label.setWordWrap(True)
    set_margins(label, _INDENT, sizes.SPACE_1, 0, sizes.SPACE_1)
    return label
