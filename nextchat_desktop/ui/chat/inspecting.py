"""Opens a window on the requests behind an answer, when one asks for it below the answer or by a key."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.chat.actions import INSPECT
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage

if TYPE_CHECKING:
    from nextchat_desktop.ui.inspector.window import InspectorWindow, Sight


class Inspecting(QObject):
    """Binds the command that leads there, and says why there is nothing to see."""

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._stage = stage
        self._windows: dict[str, InspectorWindow] = {}
        stage.page.transcript.action_requested.connect(self._on_action)
        stage.commands.bind("inspect", self._open_last)

    def _open_last(self) -> None:
        """The last answer of the conversation, also one that is on its way."""
        session, words = self._stage.session, self._desk.words
        answers = [message for message in session.path if message.role is Role.ASSISTANT] if session else []
        if session is None or not answers:
            self._stage.toast.tell(words("inspector.no_answer_yet"))
        elif answers[-1].choice == GUIDE_CHOICE:
            self._stage.toast.tell(words("inspector.of_the_guide"))
        else:
            self._open(session, answers[-1].id)

    def _on_action(self, action: str, id: str) -> None:
        session = self._stage.session
        if action == INSPECT and session is not None and id in session.messages:
            self._open(session, id)

    def _open(self, session: Session, id: str) -> None:
        from nextchat_desktop.ui.inspector.window import InspectorWindow  # no start of the program needs it

        if id not in self._windows:
            look = partial(self._sight, session, session.messages[id])
            window = InspectorWindow(look, self._desk.words, self._stage.theme, self._stage.window)
            window.finished.connect(partial(self._forget, id))
            self._windows[id] = window
        self._windows[id].come_forward()

    def _sight(self, session: Session, opened: Message) -> "Sight":
        """`opened` is the message as it was, should it be gone meanwhile."""
        from nextchat_desktop.ui.inspector.window import Sight

        desk, message = self._desk, session.messages.get(opened.id, opened)
        connection = desk.setup.get(message.choice.connection) if message.choice else None
        name, model = connection.name if connection else "", message.choice.model if message.choice else ""
        return Sight(message, desk.inspector.exchanges(message.id), desk.clock(), name, model)

    def _forget(self, id: str, _result: int) -> None:
        self._windows.pop(id, None)
