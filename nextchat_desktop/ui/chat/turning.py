"""What a person does to turns beyond asking: edit, branch, pin, quote, choose several, delete. It joins parts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.engine.failures import ANSWER_AGAIN
from nextchat_desktop.engine.session import Session
from nextchat_desktop.ui.chat.actions import AGAIN_WITH, DELETE, EDIT, FORK, PIN, QUOTE, SELECT
from nextchat_desktop.ui.chat.busy_bar import BusyBar
from nextchat_desktop.ui.chat.choosing import ChoosingBar
from nextchat_desktop.ui.chat.edit_panel import Edited, EditPanel
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.stage import Stage
from nextchat_desktop.words.times import moment


class Turning(QObject):
    """Binds the commands that are about turns. `export_asked` carries the ids of those that are to be exported."""

    export_asked = Signal(tuple)

    def __init__(self, desk: Desk, stage: Stage) -> None:
        super().__init__(stage.window)
        self._desk = desk
        self._words = desk.words
        self._stage = stage
        self._page = stage.page
        self.panel = EditPanel(desk.words, stage.theme, desk.drafts)
        self.bar = ChoosingBar(desk.words, stage.page.transcript)
        self.busy = BusyBar(desk.words, desk.library)
        self._does: Mapping[str, Callable[[Session, str], object]] = {
            EDIT: self._edit,
            FORK: self._fork,
            AGAIN_WITH: self._ask_which_model,
            PIN: self._pin,
            QUOTE: self._quote,
            SELECT: self._begin_choosing,
            DELETE: self._delete,
        }
        self._connect()
        self._bind()

    def dismiss(self) -> bool:
        """Whether something of this lay over the conversation that now is gone."""
        return self.panel.leave() or self.bar.leave()

    def edit(self, id: str) -> None:
        """A turn of the conversation that is read."""
        if self._page.session is not None:
            self._edit(self._page.session, id)

    def _bind(self) -> None:
        bind, library = self._stage.commands.bind, self._desk.library
        bind("fork", self._fork_last, self._stage.has_turns)
        bind("clear", self._clear, self._stage.has_turns)
        bind("stop_all", library.stop_all, lambda: library.busy_count > 0)
        bind("edit_last", self._edit_last, self._has_question)
        bind("answer_again", self._answer_last_again, self._has_question)
        bind("choose_turns", self.bar.begin, self._stage.has_turns)

    def _edit_last(self) -> None:
        """The last question."""
        session = self._page.session
        asked = [message for message in session.path if message.role is Role.USER] if session else []
        if session is not None and asked:
            self._edit(session, asked[-1].id)

    def _answer_last_again(self) -> None:
        session = self._page.session
        if session is not None and session.path:
            self._page.transcript.action_requested.emit(ANSWER_AGAIN, session.path[-1].id)

    def _fork_last(self) -> None:
        """From the last turn on."""
        session = self._page.session
        if session is not None and session.path:
            self._fork(session, session.path[-1].id)

    def _clear(self) -> None:
        session = self._page.session
        if session is not None:
            self._desk.acts.clear(session)

    def _has_question(self) -> bool:
        session = self._page.session
        return session is not None and any(message.role is Role.USER for message in session.path)

    def _act(self, action: str, id: str) -> None:
        session = self._page.session
        if session is not None and id in session.messages and action in self._does:
            self._does[action](session, id)

    def _edit(self, session: Session, id: str) -> None:
        message = session.messages[id]
        self.bar.leave()
        self.panel.open(self._edited(message))
        self._page.composer.hide()
        index = self._page.transcript.canvas.index(id)
        if index is not None and message.role is Role.ASSISTANT:
            self._page.transcript.ways.to_turn(index)

    def _edited(self, message: Message) -> Edited:
        words, count = self._words, len(message.pictures)
        is_question = message.role is Role.USER
        title = words(f"editing.{message.role}", time=moment(words, message.created, self._desk.clock()))
        aside = words.plural("editing.pictures", count) if count else ""
        return Edited(message.id, message.text, title, aside, is_question)

    def _save(self, id: str, text: str) -> None:
        session = self._page.session
        if session is None or id not in session.messages or session.messages[id].text == text:
            self.panel.leave()
        elif self._desk.acts.reword(session, id, text):
            self.panel.forget()
        else:
            self._stage.toast.tell(self._words("action.not_now"))

    def _send(self, id: str, text: str) -> None:
        session, choice = self._page.session, self._page.choice_or_way()
        if session is None or choice is None or id not in session.messages:
            return
        pictures = session.messages[id].pictures
        label = self._desk.models.label(choice)
        if self._desk.acts.ask_otherwise(session, id, text, choice, label, pictures):
            self.panel.forget()
            self._page.transcript.follow()
        else:
            self._stage.toast.tell(self._words("action.not_now"))

    def _fork(self, session: Session, id: str) -> None:
        self._stage.show(self._desk.acts.fork(session, id))

    def _ask_which_model(self, session: Session, id: str) -> None:
        def chosen(choice: ModelChoice) -> None:
            if id in session.messages:
                self._page.acting.answer_with(session, id, choice)

        self._stage.choosing.ask(chosen)

    def _pin(self, session: Session, id: str) -> None:
        """Where it can be seen and changed is one press away."""
        if self._desk.acts.pin(session, id):
            show = partial(self._stage.commands.run, "conversation_settings")
            self._stage.toast.lead(self._words("turn.view_pinned"), show)

    def _quote(self, session: Session, id: str) -> None:
        self._page.composer.quote(session.messages[id].text)

    def _begin_choosing(self, session: Session, id: str) -> None:
        self.panel.leave()
        self.bar.begin(id)

    def _delete(self, session: Session, id: str) -> None:
        self._desk.acts.delete(session, [id])

    def _on_delete_pressed(self) -> None:
        """The chosen turns, or the one at whose buttons the keyboard is."""
        if self._page.transcript.is_choosing:
            self._delete_all(self.bar.chosen)
        elif id := self._page.transcript.turn_at_hand:
            self._act(DELETE, id)

    def _delete_all(self, ids: Sequence[str]) -> None:
        session = self._page.session
        if session is not None and ids and self._desk.acts.delete(session, ids):
            self.bar.leave()

    def _copy_all(self, ids: Sequence[str]) -> None:
        from nextchat_desktop.ui.sharing.making import markdown_of  # no start of the program needs it

        session = self._page.session
        if session is not None:
            QGuiApplication.clipboard().setText(markdown_of(session, ids, self._words))
            self._stage.toast.tell(self._words("transcript.copied"))

    def _on_left(self) -> None:
        self._page.composer.show()
        self._page.composer.field.setFocus()

    def _connect(self) -> None:
        page = self._page
        for part in (self.panel, self.bar, self.busy):
            page.stand_in(part)
            self._stage.toast.keep_clear_of(part)
        page.dismissing.append(self.dismiss)
        page.leaving.connect(self.dismiss)
        page.transcript.action_requested.connect(self._act)
        page.transcript.delete_pressed.connect(self._on_delete_pressed)
        page.transcript.changed.connect(self.bar.refresh)
        self.panel.saved.connect(self._save)
        self.panel.sent.connect(self._send)
        self.panel.left.connect(self._on_left)
        self.bar.deleted.connect(self._delete_all)
        self.bar.copied.connect(self._copy_all)
        self.bar.exported.connect(self.export_asked)
