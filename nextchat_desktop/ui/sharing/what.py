"""Which conversations are given out: turns of the one that is read, those that were chosen, a folder, all."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QStackedWidget, QVBoxLayout, QWidget

from nextchat_desktop.core.exporting import ALL, Scope, Whole
from nextchat_desktop.engine.exports import Exports
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.choice_box import ChoiceBox
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import labelled
from nextchat_desktop.ui.sharing.turn_picker import TurnPicker
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

_MOST_ROWS = 1000
"""Titles that are listed; of the others there is the number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody came for. Without a scope it is the conversation of `session`, with the turns `ids` ticked, none
    for all; `scope` are other conversations."""

    session: Session | None = None
    ids: Sequence[str] = ()
    scope: Scope | None = None


class WhatPart(QWidget):
    """`changed` tells that something else is meant now."""

    changed = Signal()

    def __init__(self, exports: Exports, asked: Asked, words: Words, theme: Theme) -> None:
        super().__init__()
        self._exports, self._asked, self._words = exports, asked, words
        self._scopes: list[Scope | None] = []
        self._found: list[tuple[str, str]] = []
        self._choice = named(ChoiceBox(), "exportWhat", words("share.what"))
        self._picker = TurnPicker(words, theme)
        self._count = named(labelled("", "hint"), "exportCount")
        self._list = named(QListWidget(), "exportList", words("share.list"))
        self._lay_out()
        self._fill()
        self._choice.currentIndexChanged.connect(lambda _index: self._on_chosen())
        self._picker.changed.connect(self.changed)
        self._show_scope()

    @property
    def scope(self) -> Scope | None:
        """Which conversations; None for turns of the one that is read."""
        return self._scopes[self._choice.currentIndex()]

    @property
    def count(self) -> int:
        """Of conversations."""
        return len(self._found) if self.scope is not None else int(bool(self._picker.ticked))

    @property
    def name(self) -> str:
        """What it is called as a whole."""
        return self._choice.currentText() if self.scope is not None and self.scope.folder else ""

    def whole(self) -> Whole | None:
        """The one conversation that is meant, as far as it is; None where there are several, or nothing is ticked."""
        session = self._asked.session
        if self.scope is not None or session is None or not self._picker.ticked:
            return None
        whole, ticked = self._exports.as_it_is(session), self._picker.ticked
        return whole if all(one.id in ticked for one in whole.branch) else whole.only(ticked)

    def ids(self) -> list[str]:
        """Of the conversations that are meant."""
        return [id for id, _ in self._found]

    def _lay_out(self) -> None:
        several = QWidget()
        column = QVBoxLayout(several)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._count)
        column.addWidget(self._list, 1)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # so that titles are cut off
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._picker)
        self._pages.addWidget(several)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(sizes.SPACE_2)
        whole.addWidget(self._choice)
        whole.addWidget(self._pages, 1)

    def _fill(self) -> None:
        asked, words = self._asked, self._words
        if asked.session is not None and asked.session.path:
            self._add(words("share.this"), None)
            path = asked.session.path
            self._picker.show_turns(path, frozenset(asked.ids or (message.id for message in path)))
        if asked.scope is not None and asked.scope.ids is not None:
            self._add(words.plural("share.chosen", len(asked.scope.ids)), asked.scope)
        for folder in self._exports.folders:
            self._add(words("share.folder", name=folder.name), Scope(folder=folder.id))
        self._add(words("share.everything"), ALL)
        if asked.scope in self._scopes:
            self._choice.setCurrentIndex(self._scopes.index(asked.scope))

    def _add(self, text: str, scope: Scope | None) -> None:
        self._scopes.append(scope)
        self._choice.addItem(text)

    def _on_chosen(self) -> None:
        self._show_scope()
        self.changed.emit()

    def _show_scope(self) -> None:
        scope = self.scope
        self._pages.setCurrentIndex(0 if scope is None else 1)
        self._found = self._exports.titles(scope) if scope is not None else []
        self._list.clear()
        nameless = self._words("share.nameless")
        self._list.addItems([title or nameless for _, title in self._found[:_MOST_ROWS]])
        if len(self._found) > _MOST_ROWS:
            self._list.addItem(self._words.plural("share.more", len(self._found) - _MOST_ROWS))
        self._count.setText(self._words.plural("share.count", len(self._found)))
