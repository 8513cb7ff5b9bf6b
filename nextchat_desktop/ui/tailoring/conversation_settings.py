"""The settings of one conversation, in a window beside it: parameters, the messages before everything, memory."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.picture_options import picture_options
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.elided import ElidedLabel
from nextchat_desktop.ui.hearing import hear
from nextchat_desktop.ui.mirroring import set_margins
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.form import held_parameters
from nextchat_desktop.ui.tailoring.context_list import ContextList
from nextchat_desktop.ui.tailoring.form import ParameterForm
from nextchat_desktop.ui.tailoring.memory_part import MemoryPart
from nextchat_desktop.ui.tailoring.telling import MASK, MODEL, PROGRAM, Sight
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window

_SIZE = QSize(680, 720)
PARTS = ("parameters", "context", "memory")


class ConversationSettings(Window):
    """Everything applies at once and is undone from where everything is; `new_id` names messages that are added."""

    def __init__(self, desk: Desk, theme: Theme, new_id: Callable[[], str], parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__("conversationSettings", words("tailoring.title"), _SIZE, parent)
        self._desk = desk
        self._session: Session | None = None
        self._title = named(ElidedLabel(), "tailoringTitle", role="heading")
        self._tabs = named(QTabBar(), "tailoringTabs", words("tailoring.title"))
        self._form = ParameterForm(words, theme, desk.models.label, lambda: choices(desk))
        self._context = ContextList(words, theme, new_id)
        self._memory = MemoryPart(words, theme)
        self._parts = QStackedWidget()
        self._arrange()
        self._connect()

    def show_session(self, session: Session) -> None:
        """What was typed for another is kept before."""
        if self._session is not None and self._session is not session:
            self.commit()
        self._session = session
        self.refresh()

    def commit(self) -> None:
        """Takes what is being typed."""
        self._form.commit()
        self._context.commit()
        self._memory.commit()

    @property
    def holds_work(self) -> bool:
        return False

    def give_way(self) -> None:
        self.commit()
        super().give_way()

    def done(self, result: int) -> None:
        self.commit()
        super().done(result)

    def refresh(self) -> None:
        """Shows the conversation as it is now, answered by whom it is answered now."""
        session = self._session
        if session is None:
            return
        head = session.conversation
        self._title.setText(head.title or self._desk.words("tailoring.untitled"))
        self._form.show_sight(sight_of(self._desk, session))
        self._context.show_messages(head.context, head.hides_context)
        memory = session.memory
        author = self._desk.models.label(memory.choice) if memory is not None and memory.choice is not None else ""
        self._memory.show_memory(memory.text if memory is not None else None, author, _covered(session))

    def _on_library_changed(self, id: str) -> None:
        if self._session is not None and id == self._session.conversation.id:
            self.refresh()

    def _on_parameters(self, parameters: Parameters) -> None:
        if self._session is not None:
            self._desk.acts.set_parameters(self._session, parameters)

    def _on_context(self) -> None:
        if self._session is not None:
            self._desk.acts.set_context(self._session, self._context.messages, self._context.hides)

    def _on_memory(self, text: str) -> None:
        if self._session is not None:
            self._desk.acts.remember(self._session, text)
            self.refresh()

    def _arrange(self) -> None:
        words = self._desk.words
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        for name, part in zip(PARTS, (self._form, self._context, self._memory), strict=True):
            self._tabs.addTab(words(f"tailoring.{name}"))
            self._parts.addWidget(_scrolling(part))
        column = QVBoxLayout(self)
        set_margins(column, sizes.SPACE_5, sizes.SPACE_4, sizes.SPACE_3, sizes.SPACE_4)
        column.setSpacing(sizes.SPACE_3)
        column.addWidget(self._title)
        column.addWidget(self._tabs)
        column.addWidget(self._parts, 1)

    def _connect(self) -> None:
        self._tabs.currentChanged.connect(self._parts.setCurrentIndex)
        self._form.edited.connect(self._on_parameters)
        self._context.edited.connect(self._on_context)
        self._memory.edited.connect(self._on_memory)
        hear(self._desk.library.changed, self._on_library_changed)
        hear(self._desk.acts.turned, self._on_library_changed)


def sight_of(desk: Desk, session: Session) -> Sight:
    """The conversation's own level over those below it."""
    head = session.conversation
    choice = desk.models.answerer(session).choice
    levels = desk.briefing.levels(head, choice)
    below = ((PROGRAM, levels.program), (MODEL, levels.model), (MASK, levels.mask))
    reasons = held_parameters(desk.settings, desk.words)
    if choice is None:
        return Sight(head.parameters, below, held=reasons)
    pictures = picture_options(choice.model)
    return Sight(head.parameters, below, desk.briefing.accepts(choice), desk.models.label(choice), pictures, reasons)


def _covered(session: Session) -> tuple[int, int]:
    """How many messages of the branch its memory tells of, and how many there are."""
    ids = [message.id for message in session.tree.path]
    memory, living = session.memory, {message.id for message in session.path}
    known = ids[: ids.index(memory.through) + 1] if memory is not None and memory.through in ids else []
    since = ids.index(memory.since) + 1 if memory is not None and memory.since in ids else 0
    return sum(id in living for id in known[since:]), len(living)


def choices(desk: Desk) -> Iterable[tuple[ModelChoice, str]]:
    """The models that can be chosen, with the connection where it is needed to tell them apart."""
    picks = [pick for group in desk.models.groups() for pick in group.picks if pick.choice.connection != GUIDE]
    return [(pick.choice, f"{pick.label} · {pick.connection}") for pick in picks]


def _scrolling(part: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the keyboard, and scrolls into sight
    area.setFrameShape(QFrame.Shape.NoFrame)
    inside = QWidget()
    column = QVBoxLayout(inside)
    set_margins(column, 0, 0, sizes.SPACE_3, 0)
    column.addWidget(part)
    column.addStretch(1)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
