"""How conversations are given out: the format, what comes along, how a picture looks. It remembers the last choice."""

from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nextchat_desktop.core.exporting import ALWAYS, OPEN, SHOWN_DRAWN, Extra, Manner, Shape, Whole
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import EXPORT_LOOK, EXPORT_SHAPE, EXPORT_WITH
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.sharing.drawn.studio import Dress
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.ui.window import beside
from nextchat_desktop.words.catalogue import Words

T = TypeVar("T")
_LOOKS = ("card", "dark", "sharp")


class Remember(Protocol):
    """Keeps what was chosen for the next time."""

    def __call__(self, option: Option[T], value: T) -> None: ...


class MannerPart(QWidget):
    """`changed` tells that something else is wanted now."""

    changed = Signal()

    def __init__(self, words: Words, settings: Settings, remember: Remember) -> None:
        super().__init__()
        self._words, self._settings, self._remember = words, settings, remember
        self._whole: Whole | None = None
        self._shape = named(ChoiceBox(), "exportShape", words("share.shape"))
        self._shape.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        self._extras = {extra: self._box(f"export{extra.title()}", f"share.{extra}") for extra in Extra}
        self._looks = {look: self._box(f"export{look.title()}", f"share.look.{look}") for look in _LOOKS}
        self._about = named(labelled("", "hint"), "exportAbout")
        self._lay_out()
        self._restore()
        self._connect()
        self._follow()

    @property
    def shape(self) -> Shape:
        return Shape(self._shape.currentData())

    @property
    def manner(self) -> Manner:
        kept = self._settings[EXPORT_WITH]
        return Manner(self.shape, frozenset(extra for extra in Extra if f"{self.shape}.{extra}" in kept))

    @property
    def dress(self) -> Dress:
        card, dark, sharp = (self._looks[look].isChecked() for look in _LOOKS)
        return Dress(card, dark, 2 if sharp else 1)

    def show_whole(self, whole: Whole | None) -> None:
        """What one conversation does not have cannot come along; of several nobody knows."""
        self._whole = whole
        self._follow()

    def _box(self, name: str, sentence: str) -> TickBox:
        return named(TickBox(self._words(sentence)), name, self._words(sentence))

    def _lay_out(self) -> None:
        for shape in Shape:
            self._shape.addItem(self._words(f"share.{shape}"), shape.value)
        self._about.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addLayout(beside(self._shape, None))
        for boxes in (self._extras, self._looks):
            column.addLayout(Flow(*boxes.values(), apart=sizes.SPACE_3))
        column.addWidget(self._about)

    def _restore(self) -> None:
        self._shape.setCurrentIndex(max(0, self._shape.findData(self._settings[EXPORT_SHAPE])))
        for look, box in self._looks.items():
            box.setChecked(look in self._settings[EXPORT_LOOK])

    def _connect(self) -> None:
        self._shape.currentIndexChanged.connect(lambda _index: self._on_shape_chosen())
        for extra, box in self._extras.items():
            box.clicked.connect(lambda is_on, extra=extra: self._on_extra_clicked(extra, is_on))
        for box in self._looks.values():
            box.clicked.connect(lambda _on: self._on_look_clicked())

    def _follow(self) -> None:
        manner = self.manner
        about = self._words(f"share.about.{self.shape}")
        is_drawn = self._whole is not None and self.shape in SHOWN_DRAWN
        self._about.setText(self._words("share.begins", about=about) if is_drawn else about)
        for box in self._looks.values():
            box.setVisible(self.shape is Shape.PICTURE)
        for extra, box in self._extras.items():
            reason = self._why_not(extra)
            box.setEnabled(not reason)
            box.setChecked(manner.has(extra))
            box.setToolTip(reason)
            box.setAccessibleDescription(reason)

    def _why_not(self, extra: Extra) -> str:
        """Why there is no choice; empty where there is."""
        if extra in ALWAYS.get(self.shape, ()):
            return self._words("share.why.always")
        if extra not in OPEN[self.shape]:
            return self._words(f"share.why.never.{extra}")
        return "" if self._whole is None or _has(self._whole, extra) else self._words(f"share.why.none.{extra}")

    def _on_shape_chosen(self) -> None:
        self._remember(EXPORT_SHAPE, self.shape.value)
        self._follow()
        self.changed.emit()

    def _on_extra_clicked(self, extra: Extra, is_on: bool) -> None:
        key, kept = f"{self.shape}.{extra}", self._settings[EXPORT_WITH]
        others = tuple(one for one in kept if one != key)
        self._remember(EXPORT_WITH, (*others, key) if is_on else others)
        self.changed.emit()

    def _on_look_clicked(self) -> None:
        self._remember(EXPORT_LOOK, tuple(look for look, box in self._looks.items() if box.isChecked()))
        self.changed.emit()


def _has(whole: Whole, extra: Extra) -> bool:
    messages = (*whole.head.context, *whole.branch)
    match extra:
        case Extra.CONTEXT:
            return bool(whole.head.context)
        case Extra.THOUGHTS:
            return any(message.reasoning.strip() for message in messages)
        case Extra.PICTURES:
            return any(message.pictures for message in messages)
