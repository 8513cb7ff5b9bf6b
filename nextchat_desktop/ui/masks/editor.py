"""The page on which a mask is written. What is typed is kept as it is typed, and one deed when the page is left."""

from contextlib import suppress
from dataclasses import replace
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import NOTHING_SAID
from nextchat_desktop.engine.mask_finding import EVERY
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.masks.gallery import headline
from nextchat_desktop.ui.masks.traits import Traits
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.settings.form import held_parameters
from nextchat_desktop.ui.tailoring.context_list import ContextList
from nextchat_desktop.ui.tailoring.conversation_settings import choices
from nextchat_desktop.ui.tailoring.form import ParameterForm
from nextchat_desktop.ui.tailoring.telling import MODEL, PROGRAM, Sight
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme

_OFTEN = 1000
"""Milliseconds between two looks at whether something was typed that is not on the disk yet."""

_ROWS = 132
"""Pixels of the list of messages: the page scrolls, so that it need not be as high as it can."""


class MaskEditor(QWidget):
    """`left` tells that the person is done, `chat_asked` carries the mask they want to chat with."""

    left = Signal()
    chat_asked = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, around: QWidget) -> None:
        """Panels float over `around`."""
        super().__init__()
        words = desk.words
        named(self, "maskEditor", words("mask.edit_title"))
        self._desk = desk
        self._theme = theme
        self._words = words
        self._mask: Mask | None = None
        """As it was when the page was opened."""
        self._is_new = False
        self._turns: tuple[Message, ...] = ()
        self._jotted: Mask | None = None
        """As it was kept last."""
        self._look = QTimer(self, interval=_OFTEN)
        self._title = headline("")
        self._back = button("maskBackButton", words("mask.back"))
        self._chat = button("maskChatButton", words("mask.chat"), "primary")
        self.traits = Traits(desk.models, words, theme, around)
        self.context = ContextList(words, theme, lambda: uuid4().hex)
        self._with_turns = named(QCheckBox(), "maskWithTurns")
        self.form = ParameterForm(words, theme, desk.models.label, lambda: choices(desk))
        self._scroll = QScrollArea()
        self._lay_out()
        self._connect()

    def show_mask(self, mask: Mask, is_new: bool = False, turns: tuple[Message, ...] = ()) -> None:
        """`turns` are what may go before everything, too, if the person wants that."""
        self._mask, self._is_new, self._turns = mask, is_new, turns
        self._jotted = mask
        masks = self._desk.masks
        self._title.setText(self._words("mask.new_title" if is_new else "mask.edit_title"))
        self.traits.show_mask(mask, masks.languages(), masks.categories(EVERY))
        self.context.show_messages(mask.context, mask.hides_context)
        told = self._words.plural("mask.with_turns", len(turns))
        self._with_turns.setChecked(False)
        self._with_turns.setText(told)
        self._with_turns.setAccessibleName(told)
        self._with_turns.setVisible(bool(turns))
        self._show_sight(mask)
        self._scroll.verticalScrollBar().setValue(0)
        self._look.start()

    def focus(self) -> None:
        self.traits.name.setFocus()
        self.traits.name.selectAll()

    def leave(self) -> Mask | None:
        """Keeps what was written, and gives it; None where nothing was."""
        if self._mask is None:
            return None
        self.form.commit()
        self.context.commit()
        before, now = self._mask, self._written(self._mask)
        self._mask = None
        self._look.stop()
        if self._is_new and _is_blank(now):
            self._desk.masks.discard(before)
            return None
        self._desk.masks.keep(now if now.name else replace(now, name=self._words("mask.untitled")))
        return now

    def take_in(self, id: str) -> None:
        """A deed was undone or done again: the page follows where that is about the mask that is written."""
        here = self._mask
        if here is None or id not in (here.id, ""):
            return
        mask = self._desk.masks.get(here.id)
        if mask is not None and mask != self._jotted:
            self.show_mask(mask)
        elif mask is None and (id or not self._is_new):
            self._mask = None
            self._look.stop()
            self.left.emit()

    def _written(self, mask: Mask) -> Mask:
        """The mask as it stands on the page."""
        return replace(
            self.traits.filled(mask),
            context=tuple(one for one in self.context.messages if one.says_something),
            hides_context=self.context.hides,
            parameters=self.form.parameters,
        )

    def _show_sight(self, mask: Mask) -> None:
        """The parameters of use to the model that will answer."""
        models, briefing = self._desk.models, self._desk.briefing
        choice = mask.choice or models.current()
        levels = briefing.levels(self._desk.library.new().conversation, choice)
        self.form.show_sight(
            Sight(
                mask.parameters,
                ((PROGRAM, levels.program), (MODEL, levels.model)),
                briefing.accepts(mask.choice) if mask.choice is not None else None,
                models.label(choice) if choice is not None else "",
                held=held_parameters(self._desk.settings, self._words),
            )
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(sizes.SPACE_5, sizes.SPACE_5, sizes.SPACE_5, sizes.SPACE_3)
        head.setSpacing(sizes.SPACE_3)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self._chat)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(sizes.SPACE_5, 0, sizes.SPACE_5, sizes.SPACE_5)
        column.setSpacing(sizes.SPACE_3)
        words = self._words
        help = labelled(words("mask.context_help"), "hint")
        help.setWordWrap(True)
        for part in (
            self.traits,
            labelled(words("mask.context"), "heading"),
            help,
            self.context,
            self._with_turns,
            labelled(words("mask.parameters"), "heading"),
            self.form,
        ):
            column.addWidget(part)
        column.addStretch(1)
        for rows in self.context.findChildren(QListWidget):
            following(self._theme, rows, lambda rows: rows.setMaximumHeight(self._theme.room.scaled(_ROWS)))
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._scroll, 1)

    def _connect(self) -> None:
        self._with_turns.clicked.connect(self._on_turns_wanted)
        self.traits.changed.connect(self._on_trait_changed)
        self._look.timeout.connect(self._on_look)
        self._back.clicked.connect(self.left)
        self._chat.clicked.connect(self._on_chat_clicked)
        self._theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_trait_changed(self) -> None:
        """Another model takes other parameters."""
        if self._mask is not None:
            self._show_sight(self._written(self._mask))

    def _on_look(self) -> None:
        """Without room on the disk it is tried again, and told when the page is left."""
        self.context.commit()
        now = self._written(self._mask) if self._mask is not None else None
        if now is not None and now != self._jotted and not (self._is_new and _is_blank(now)):
            self._jotted = now
            with suppress(NotWritten):
                self._desk.masks.jot(now)

    def _on_turns_wanted(self) -> None:
        there = [one for one in self.context.messages if one not in self._turns]
        wanted = self._turns if self._with_turns.isChecked() else ()
        self.context.show_messages((*there, *wanted), self.context.hides)

    def _on_chat_clicked(self) -> None:
        written = self.leave()
        if written is not None:
            self.chat_asked.emit(written)

    def _on_theme_changed(self) -> None:
        lead(self._back, self._theme, "chevron-left")
        lead(self._chat, self._theme, "chat", self._theme.palette.on_accent)


def _is_blank(mask: Mask) -> bool:
    """Whether nobody has said anything of it."""
    said = (mask.name, mask.about, mask.avatar, mask.category, mask.context, mask.choice, mask.model)
    return not any(said) and mask.parameters == NOTHING_SAID
