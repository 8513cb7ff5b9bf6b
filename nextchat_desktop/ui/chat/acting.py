"""What the buttons at a message do: they ask the session, or lead to where something can be mended."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.wire import RESEND
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.failures import ANSWER_AGAIN, FIND_OUT, NEW_KEY, OPEN_SETTINGS, OTHER_MODEL
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.chat.actions import EARLIER, GO_ON, LATER, RETELL, UNCLEAR
from nextchat_desktop.ui.chat.key_asking import KeyAsking
from nextchat_desktop.ui.chat.turns import turns_of
from nextchat_desktop.ui.transcript.entries import COPY
from nextchat_desktop.words.catalogue import Words

Answers = Callable[[], ModelChoice | None]
"""Who is to answer now. If there is nobody, the person has been led to where that is mended."""


class Acting(QObject):
    """What a person does to a turn is an act that can be undone.

    `settings_asked` carries the id of the connection that needs them, `find_out_asked` that of one and its model;
    `model_asked` that another model is to be chosen, `told` is a sentence about what could not be done."""

    settings_asked = Signal(str)
    find_out_asked = Signal(str, str)
    model_asked = Signal()
    told = Signal(str)

    def __init__(
        self,
        words: Words,
        setup: Setup,
        models: Models,
        acts: Acts,
        key_asking: KeyAsking,
        answers: Answers,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._setup = setup
        self._models = models
        self._acts = acts
        self._key_asking = key_asking
        self._answers = answers
        self._session: Session | None = None
        self._does: Mapping[str, Callable[[Session, str], None]] = {
            COPY: self._copy,
            OPEN_SETTINGS: self._open_settings,
            FIND_OUT: self._find_out,
            EARLIER: self._turn_back,
            LATER: self._turn_on,
            ANSWER_AGAIN: self._answer_again,
            RETELL: self._retell,
            GO_ON: self._go_on,
            UNCLEAR: self._unclear,
            NEW_KEY: self._ask_for_key,
            OTHER_MODEL: self._ask_for_model,
        }
        key_asking.kept.connect(self._on_key_kept)

    def follow(self, session: Session | None) -> None:
        """From now on this conversation is acted in."""
        self._session = session

    def act(self, action: str, id: str) -> None:
        """Does what was pressed at this message."""
        session = self._session
        if session is not None and id in session.messages and action in self._does:
            self._does[action](session, id)

    def _copy(self, session: Session, id: str) -> None:
        QGuiApplication.clipboard().setText(session.messages[id].text)

    def _open_settings(self, session: Session, id: str) -> None:
        asked = session.messages[id].choice or session.conversation.choice
        self.settings_asked.emit(asked.connection if asked else "")

    def _find_out(self, session: Session, id: str) -> None:
        """Of a connection that is gone there is nothing to find out."""
        asked = session.messages[id].choice or session.conversation.choice
        if asked is not None and self._setup.get(asked.connection) is not None:
            self.find_out_asked.emit(asked.connection, asked.model)
        else:
            self.settings_asked.emit("")

    def _ask_for_key(self, session: Session, id: str) -> None:
        connection = self._asked(session, id)
        if connection is not None:
            self._key_asking.ask(connection, id)

    def _ask_for_model(self, session: Session, id: str) -> None:
        self.model_asked.emit()

    def _asked(self, session: Session, id: str) -> Connection | None:
        choice = session.messages[id].choice
        return self._setup.get(choice.connection) if choice else None

    def _turn_back(self, session: Session, id: str) -> None:
        self._turn_over(session, id, -1)

    def _turn_on(self, session: Session, id: str) -> None:
        self._turn_over(session, id, 1)

    def _turn_over(self, session: Session, id: str, by: int) -> None:
        """To the sibling before or after."""
        turn = next((turn for turn in turns_of(session, self._models) if turn.message.id == id), None)
        if turn is not None and 0 <= turn.place + by < len(turn.siblings):
            session.turn_to(turn.siblings[turn.place + by])

    def _retell(self, session: Session, id: str) -> None:
        self._answer_again(session, id, {RESEND: True})

    def _answer_again(self, session: Session, id: str, options: Mapping[str, Any] | None = None) -> None:
        choice = self._answers()
        if choice is not None:
            self.answer_with(session, id, choice, options)

    def answer_with(
        self, session: Session, id: str, choice: ModelChoice, options: Mapping[str, Any] | None = None
    ) -> None:
        """Another answer, by this model."""
        if not self._acts.answer_again(session, id, choice, self._models.label(choice), options):
            self.told.emit(self._words("action.not_now"))

    def _go_on(self, session: Session, id: str) -> None:
        choice = self._answers()
        if choice is not None and not self._acts.go_on(session, id, choice):
            self.told.emit(self._words("action.not_now"))

    def _unclear(self, session: Session, _id: str) -> None:
        self._acts.unclear(session)

    def _on_key_kept(self, id: str) -> None:
        if self._session is not None:
            self._answer_again(self._session, id)
