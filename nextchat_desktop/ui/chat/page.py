"""One conversation on screen: the transcript and the composer. It shows what the session says and decides nothing."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.models import Answerer, Models
from nextchat_desktop.engine.ports import Drafts
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.markup.incremental import last_code
from nextchat_desktop.ui.chat.acting import Acting
from nextchat_desktop.ui.chat.aids import ReadingAids
from nextchat_desktop.ui.chat.attaching import Attaching, attachments_of
from nextchat_desktop.ui.chat.drafting import Drafting
from nextchat_desktop.ui.chat.empty import EmptyChat
from nextchat_desktop.ui.chat.entries import Entries
from nextchat_desktop.ui.chat.key_asking import KeyAsking
from nextchat_desktop.ui.chat.outlook import NOTHING, Ahead, Outlook
from nextchat_desktop.ui.chat.preface import Preface, speaks
from nextchat_desktop.ui.chat.saving import CodeSaving
from nextchat_desktop.ui.chat.showing import Showing
from nextchat_desktop.ui.chat.spoken import transcript_words
from nextchat_desktop.ui.chat.turns import Line, Turn, same_beginning, same_end, turns_of
from nextchat_desktop.ui.composer.composer import Composer
from nextchat_desktop.ui.composer.incoming import again
from nextchat_desktop.ui.composer.key_hints import KeyHints
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.toast import Toast
from nextchat_desktop.ui.transcript.entries import Entry
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.view import Transcript
from nextchat_desktop.words.catalogue import Words

FRAME = 33
"""Milliseconds between two looks at what has arrived."""

_LONGEST_NAME = 32
_FIRST_EXCHANGE = 2
"""A question and its answer."""


class ChatPage(QWidget):
    """`settings_asked` carries the id of the connection that needs them, `find_out_asked` that of one and its model, of
    which is to be found out why it failed; `link_activated` an address."""

    opened = Signal()
    """Another conversation is shown."""
    leaving = Signal()
    """The conversation that is shown is about to be left."""
    settings_asked = Signal(str)
    find_out_asked = Signal(str, str)
    link_activated = Signal(str)
    told = Signal(str)
    """A sentence about what was done."""
    warned = Signal(str)
    """A sentence about what could not be done."""
    model_asked = Signal()
    """Whoever used to answer here is gone, or will not do; the person has to choose."""

    def __init__(
        self, words: Words, theme: Theme, models: Models, setup: Setup, acts: Acts, drafts: Drafts, gallery: Gallery
    ) -> None:
        super().__init__()
        self._gallery = gallery
        self._words = words
        self._theme = theme
        self._models = models
        self._setup = setup
        self._entries = Entries(words)
        self._session: Session | None = None
        self._shown: tuple[Turn, ...] = ()
        self.key_hints = KeyHints(words)
        self._outlook = Outlook()
        self._line = ("", Line.UNSENT)
        """Below which turn it is said that what is above is not sent, and how."""
        self.transcript = Transcript(theme.palette, transcript_words(words), gallery=gallery)
        self.preface = Preface(words, self.transcript)
        self.composer = Composer(words, theme, attachments=attachments_of(gallery))
        self.drafting = Drafting(drafts, self.composer, self._draft_id, self)
        self.attaching = Attaching(words, theme, self.composer, models, setup, self, gallery.size)
        self.key_asking = KeyAsking(setup, words, theme)
        self.acting = Acting(words, setup, models, acts, self.key_asking, self.choice_or_way, self)
        self.aids = ReadingAids(words, theme, self.transcript, self)
        self.dismissing: list[Callable[[], bool]] = []
        """What may lie over the conversation; each tells whether it did, and then does no more."""
        self._touched: set[str] = set()
        """The messages that are other than they are shown."""
        self._empty = EmptyChat(words)
        self._saving = CodeSaving(words, self)
        self._showing = Showing(words, theme, self.transcript)
        self._frame = QTimer(self, singleShot=True, interval=FRAME)
        self._lay_out()
        self._connect()
        self._on_theme_changed()

    @property
    def session(self) -> Session | None:
        return self._session

    def show_session(self, session: Session) -> None:
        """Leaves the conversation that was shown, with its draft, and shows this one."""
        self.leave()
        self._session = session
        self.acting.follow(session)
        session.changed.listen(self._on_changed)
        self._outlook.forget()
        self._line = ("", Line.UNSENT)
        self._shown = self._turns()
        turns = (self._entries.later(turn, self._entry) for turn in self._shown)
        self.transcript.show_entries([*self.preface.show(session.conversation), *turns])
        self.drafting.show()
        self.refresh()
        self.opened.emit()

    def leave(self, is_read_on: bool = False) -> None:
        """Keeps the draft and no longer listens. What is on its way may be awaited where the same is read on."""
        if self._session is not None:
            self.composer.field.settle()
            self.drafting.keep()
            self.leaving.emit()
            self.aids.leave()
            self.key_asking.leave()
            if not is_read_on:
                self._gallery.leave()
            self._session.changed.silence(self._on_changed)
            self._session = None
            self.acting.follow(None)

    def reload(self) -> None:
        """Shows what was changed from elsewhere."""
        self._show_all()

    def refresh(self) -> None:
        """What depends on the model and on whether an answer is on its way."""
        now = self._answerer()
        name = first_line(now.label, _LONGEST_NAME)
        inviting = self._words("composer.message" if name else "composer.no_model", name=name)
        self.attaching.follow(now.choice, name)
        inviting = self._words("composer.painter") if self.attaching.paints and name else inviting
        self.composer.set_placeholder(now.warning or inviting)
        head = self._session.conversation if self._session is not None else None
        self._empty.show_model(name, self.attaching.paints, head)
        self._stack.setCurrentWidget(self.transcript if self._shown or speaks(head) else self._empty)
        self.composer.set_busy(self._session is not None and self._session.busy)
        self._forecast()

    def send_with(self, key: str, suggests: bool) -> None:
        """The key that sends, by its name in the settings; whether prompts are suggested, too."""
        self.composer.send_with(key)
        self.key_hints.set(key, suggests)
        self._forecast()

    def stop(self) -> bool:
        """Whether there was an answer to stop."""
        if self._session is None or not self._session.busy:
            return False
        self._session.stop()
        return True

    def dismiss(self) -> bool:
        """Whether something lay over the conversation that now is gone."""
        return any(dismiss() for dismiss in (*self.dismissing, self.key_asking.leave, self.aids.dismiss))

    def stand_in(self, part: QWidget) -> None:
        """Puts it above the composer, as wide as that."""
        part.setMaximumWidth(sizes.COLUMN)
        self._foot.insertWidget(self._foot.count() - 1, part)

    def tell_used(self, used: Callable[[Message], tuple[str, ...]], when: Callable[[int], str]) -> None:
        """Has this say below each answer what it has used, and when it came."""
        self._entries.used, self._entries.when = used, when

    def speak_through(self, toast: Toast) -> None:
        """What is told of this page, and how to undo it."""
        self.told.connect(toast.tell)
        self.warned.connect(toast.warn)
        self.attaching.undoable.connect(toast.offer)
        self.attaching.over.connect(toast.forget)

    def ask(self, text: str, choice: ModelChoice) -> None:
        """Sends this text, whatever stands in the composer."""
        if self._send(text, choice):
            self.drafting.keep_soon()  # a draft begun before the conversation is now its own

    def _send(self, text: str, choice: ModelChoice, pictures: tuple[Picture, ...] = ()) -> bool:
        """Whether it was sent. Then the draft that all conversations yet to begin share is no longer this one's."""
        if self._session is None or not self._session.send(text, choice, self._models.label(choice), pictures):
            return False
        self.transcript.follow()  # whoever sends wants to see it, wherever they were reading
        if len(self._session.path) <= _FIRST_EXCHANGE:
            self.drafting.begin()
        return True

    def stand_below(self, widget: QWidget) -> None:
        """Puts it between the conversation and the field, as wide as the conversation."""
        self._column.insertWidget(1, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.composer.field.set_most(max(80, self.height() // 3))

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (self.composer, self.key_asking):
            widget.setMaximumWidth(sizes.COLUMN)
        centred = QHBoxLayout()
        centred.setContentsMargins(sizes.SPACE_4, 0, sizes.SPACE_4, 0)
        centred.addStretch(1)
        self._foot = foot = QVBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(self.key_asking)
        foot.addWidget(self.composer)
        centred.addLayout(foot, 100)
        centred.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.transcript.setAccessibleName(self._words("transcript.name"))
        self._stack.addWidget(self.transcript)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        column.addLayout(centred)

    def _connect(self) -> None:
        self.composer.submitted.connect(self._on_submitted)
        self.composer.stopped.connect(self._on_stopped)
        self.composer.edited.connect(self._on_edited)
        self.composer.recalled.connect(self._on_recalled)
        self.transcript.action_requested.connect(self.acting.act)
        self.acting.settings_asked.connect(self.settings_asked)
        self.acting.find_out_asked.connect(self.find_out_asked)
        self.acting.model_asked.connect(self.model_asked)
        self.acting.told.connect(self.told)
        self.key_asking.closed.connect(self.composer.field.setFocus)
        self.transcript.link_activated.connect(self.link_activated)
        self.transcript.quote_asked.connect(self.composer.quote)
        self.transcript.write_into(self.composer.field)
        self.transcript.save_asked.connect(self._saving.ask)
        self.transcript.picture_attach_asked.connect(self._on_attach_asked)
        for saving in (self._saving, self._showing):
            saving.told.connect(self.told)
            saving.failed.connect(self.warned)
        self.attaching.told.connect(self.told)
        self.attaching.warned.connect(self.warned)
        self.attaching.opened.connect(self._showing.open_picture)
        self._frame.timeout.connect(self._on_frame)
        self._theme.changed.connect(self._on_theme_changed)

    def _draft_id(self) -> str:
        """A conversation that has not begun shares one draft with all such."""
        return self._session.conversation.id if self._session and self._session.messages else ""

    def _answerer(self) -> Answerer:
        return self._models.answerer(self._session) if self._session else Answerer(None)

    def choice_or_way(self) -> ModelChoice | None:
        """Who is to answer now. If there is nobody, the person is led to where that is mended."""
        now = self._answerer()
        if now.warning and self._setup.choices():
            self.warned.emit(now.warning)
            self.model_asked.emit()
        elif now.choice is None:
            self.settings_asked.emit("")
        return now.choice

    def _entry(self, turn: Turn) -> Entry:
        """As whoever was asked gave it: their names stand in the sentences about a failure."""
        choice = turn.message.choice or (self._session.conversation.choice if self._session else None)
        connection = self._setup.get(choice.connection) if choice and turn.message.failure else None
        return self._entries.entry(turn, connection.name if connection else "", choice.model if choice else "")

    def _on_submitted(self, text: str) -> None:
        if self._session is not None and self._session.busy:  # since a moment that the composer does not know of yet
            self.composer.queued.emit(text)
            return
        choice = self.choice_or_way()
        pictures = self.attaching.going
        if choice is not None and self._send(text, choice, pictures):
            self.empty_composer(pictures)

    def empty_composer(self, pictures: tuple[Picture, ...]) -> None:
        """What stood there is on its way, with these."""
        self.composer.clear()
        self.attaching.clear(pictures)
        self.drafting.keep_soon()
        self.drafting.keep()

    def _on_stopped(self) -> None:
        self.stop()

    def _on_edited(self) -> None:
        self._forecast()

    def _on_recalled(self) -> None:
        asked = [message.text for message in self._session.path if message.role is Role.USER] if self._session else []
        if asked:
            self.composer.set_text(asked[-1])

    def _on_attach_asked(self, address: str) -> None:
        self.attaching.attach([again(self._gallery.pictures.reader(address))])
        self.composer.field.setFocus()

    def _on_changed(self, message: str) -> None:
        self._touched.add(message)
        if self._session is not None and not self._session.busy:
            self._on_frame()
        elif not self._frame.isActive():
            self._frame.start()

    def copy_last(self) -> None:
        """The last answer, as Markdown."""
        answers = [turn.message.text for turn in self._shown if turn.message.role is Role.ASSISTANT]
        if answers and answers[-1]:
            QGuiApplication.clipboard().setText(answers[-1])
            self.told.emit(self._words("transcript.copied"))

    def copy_last_code(self) -> None:
        """The last block of code there is."""
        for turn in reversed(self._shown):
            if code := last_code(turn.message.text):
                QGuiApplication.clipboard().setText(code)
                self.told.emit(self._words("transcript.copied"))
                return

    def _on_frame(self) -> None:
        touched, self._touched = self._touched, set()
        last = self._shown[-1] if self._shown else None
        if last is not None and touched == {last.message.id} and self._grows(last.message.id):
            self._show_growth(last)
        else:
            self._show_all()

    def _grows(self, id: str) -> bool:
        """Whether nothing has happened but that this answer at the end has got longer."""
        return self._session is not None and self._session.busy and self._session.conversation.leaf == id

    def _show_growth(self, last: Turn) -> None:
        if self._session is not None:
            grown = replace(last, message=self._session.messages[last.message.id])
            self._shown = (*self._shown[:-1], grown)
            self.transcript.put(self._entry(grown))

    def _show_all(self) -> None:
        """Something was said, or done to what was said."""
        self._outlook.forget()
        self._show_turns()
        self.refresh()

    def _show_turns(self) -> None:
        """Brings the transcript from the turns it shows to those of the branch being read."""
        shown, self._shown = self._shown, self._turns()
        if self._session is None or self.preface.follow(self._session.conversation, map(self._entry, self._shown)):
            return
        same = same_beginning(shown, self._shown)
        end = same_end(shown[same:], self._shown[same:])
        gone, new = shown[same : len(shown) - end], self._shown[same : len(self._shown) - end]
        if gone or (new and end):
            inside = [self._entry(turn) for turn in new] if end else []
            before = self._shown[-end].message.id if end else ""
            self.transcript.exchange([turn.message.id for turn in gone], inside, before)
        kept = {turn.message.id: turn for turn in (*shown[:same], *shown[len(shown) - end :])}
        for turn in self._shown:
            if turn != kept.get(turn.message.id):
                self.transcript.put(self._entry(turn))

    def _turns(self) -> tuple[Turn, ...]:
        return turns_of(self._session, self._models, *self._line) if self._session else ()

    def _forecast(self) -> None:
        """What would be sent now."""
        text = self.composer.text().strip()
        busy = self._session is not None and self._session.busy
        is_asking = text or self.attaching.going  # all of a long conversation is not looked at for nothing
        choice = self._answerer().choice if is_asking else None
        ahead = NOTHING
        if self._session is not None and choice is not None:
            ahead = self._outlook.ahead(self._session, text, self.attaching.going, choice)
        self.composer.set_hints(self.key_hints.said(busy), self.attaching.forecast(ahead.before, text))
        self._draw_line(ahead)

    def _draw_line(self, ahead: Ahead) -> None:
        """Below the last turn that is not sent as it is. It moves only where somebody writes."""
        line = (ahead.last_left, Line.TOLD if ahead.is_told else Line.UNSENT)
        if line != self._line:
            self._line = line
            self._show_turns()

    def _on_theme_changed(self) -> None:
        self.transcript.wear(self._theme)
