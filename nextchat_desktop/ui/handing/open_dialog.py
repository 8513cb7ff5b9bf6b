"""A set-up that somebody was given: from whom, what it would change, its keys, and a chat at the end of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper, WrongPassphrase
from nextchat_desktop.core.sealed import Changed
from nextchat_desktop.core.setups import AllSecrets, Opened
from nextchat_desktop.engine.setups import SetUps, TakenIn
from nextchat_desktop.engine.telling_setups import TellingSetUps, taking_of
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.elided import breakable
from nextchat_desktop.ui.handing.lines import TickLines
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, KeyField, button, labelled
from nextchat_desktop.ui.settings.keeper_panel import KeeperPanel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.ui.workers import Workers
from nextchat_desktop.words.times import day

_SIZE = QSize(700, 640)
_NOTE, _BESIDE = 96, 80
"""The height of what the sender says, and what is beside it."""


class OpenDialog(Window):
    """`taken` tells who answers now, `key_asked` the connection whose key is missing, `test_asked` a connection and a
    model to be tested."""

    taken = Signal(object)
    key_asked = Signal(str)
    test_asked = Signal(str, str)

    def __init__(self, opened: Opened, setups: SetUps, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__("openSetupDialog", desk.words("setup.open.title"), _SIZE, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._opened, self._setups, self._words, self._desk = opened, setups, desk.words, desk
        self._theme = theme
        self._telling = TellingSetUps(desk.words, desk.setup)
        self._secrets: AllSecrets = {}
        self._is_unsealed = opened.sealed is None
        self._beside = Workers()
        self._lines = TickLines(desk.words, theme, "setupLines", desk.words("setup.open.what"))
        self._passphrase = named(
            KeyField(theme, desk.words("connections.key.show"), desk.words("connections.key.hide")),
            "setupPassphrase",
            desk.words("setup.open.passphrase"),
        )
        self._unlock = button("setupUnlockButton", desk.words("setup.open.unlock"))
        self._sealed_said = Hint(theme, "setupSealedSaid")
        self._keeper = KeeperPanel(desk.setup.keys, desk.words, "setup.")
        self._said = Hint(theme, "setupSaid")
        self._cancel = button("setupCancelButton", desk.words("setup.open.cancel"))
        self._take = button("setupTakeButton", desk.words("setup.open.take"), "primary")
        self._after = button("setupKeyButton", desk.words("setup.open.key"), "primary")
        self._test = button("setupTestButton", desk.words("setup.open.test"))
        self._chat = button("setupChatButton", desk.words("setup.open.chat"), "primary")
        self._lay_out()
        self._connect()
        self._show()

    def done(self, result: int) -> None:
        self._beside.close()
        super().done(result)

    def _lay_out(self) -> None:
        setup, words = self._opened.setup, self._words
        name = words("setup.open.from", name=setup.sender) if setup.sender else words("setup.open.nobody")
        heading = named(labelled(breakable(name), "title"), "setupFrom")
        heading.setWordWrap(True)
        made = labelled(words("setup.open.made", date=day(words, setup.made)) if setup.made else "", "hint")
        made.setVisible(bool(setup.made))
        warning = labelled(words("setup.open.help"), "hint")
        warning.setWordWrap(True)
        buttons = self._cancel, self._take, self._test, self._after, self._chat
        parts = (
            heading,
            self._note(),
            made,
            warning,
            self._seal_card(),
            self._lines,
            self._keeper,
            foot(self._said, *buttons),
        )
        self.stack(*parts, grows=self._lines)
        for part in (self._test, self._after, self._chat):
            part.hide()

    def _note(self) -> QScrollArea:
        """However long it is, it leaves room for what the set-up would change."""
        note = named(labelled(breakable(self._opened.setup.note), "quiet"), "setupNote")
        note.setWordWrap(True)
        note.ensurePolished()
        area = named(QScrollArea(), "setupNoteArea", self._words("setup.open.note"), "read")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(note)
        note.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        following(self._theme, area, lambda area: self._fit_note(area, note))
        area.setVisible(bool(note.text()))
        return area

    def _fit_note(self, area: QScrollArea, note: QLabel) -> None:
        scaled, ring = self._theme.room.scaled, 2 * self._theme.room.focus
        words = note.heightForWidth(scaled(_SIZE.width()) - _BESIDE - ring)
        area.setFixedHeight(min(scaled(_NOTE), words) + ring)

    def _seal_card(self) -> QFrame:
        card = named(QFrame(), "setupSealCard", role="card")
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.SPACE_3, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        help = labelled(self._words("setup.open.sealed"), "")
        help.setWordWrap(True)
        self._passphrase.setPlaceholderText(self._words("setup.open.passphrase"))
        column.addWidget(help)
        column.addLayout(beside(self._passphrase, self._unlock))
        column.addWidget(self._sealed_said)
        card.setVisible(self._opened.sealed is not None)
        return card

    def _connect(self) -> None:
        self._lines.changed.connect(self._refresh)
        self._passphrase.returnPressed.connect(self._unseal)
        self._unlock.clicked.connect(self._unseal)
        self._keeper.settled.connect(self._on_take)
        self._cancel.clicked.connect(self.reject)
        self._take.clicked.connect(self._on_take)
        self._chat.clicked.connect(self.accept)

    def _show(self) -> None:
        """The lines as they are now: with the keys there is more to be ticked."""
        self._look = self._setups.look(self._opened, self._secrets)
        self._lines.show_chapters(self._telling.chapters(self._look))
        self._refresh()

    def _refresh(self) -> None:
        words = self._words
        is_here = not self._lines.is_open
        is_ready = is_here and not any(one.asks_key for one in self._look.arrivals)
        idle = words("setup.nothing_new") if is_here else "" if self._lines.ticks else words("setup.nothing_ticked")
        self._said.say(" ".join(filter(None, (idle, self._telling.left_out(self._look)))))
        self._chat.setVisible(is_ready)
        self._take.setVisible(not is_ready)
        self._take.setEnabled(bool(self._lines.ticks) and (self._is_unsealed or self._unlock.isEnabled()))
        self._take.setText(words("setup.open.take" if self._is_unsealed else "setup.open.take_without"))
        self._take.setAccessibleName(self._take.text())

    def _unseal(self) -> None:
        """Beside the window: it takes a moment, which is what makes guessing dear."""
        passphrase = self._passphrase.text()
        if not passphrase or self._is_unsealed or not self._unlock.isEnabled():
            return
        self._unlock.setEnabled(False)
        self._refresh()
        self._sealed_said.say(self._words("setup.open.unlocking"))
        self._beside.run(partial(_unsealed, self._setups, self._opened, passphrase), self._on_unsealed, self)

    def _on_unsealed(self, outcome: AllSecrets | Exception) -> None:
        self._unlock.setEnabled(True)
        if isinstance(outcome, Exception):
            sentence = "setup.changed" if isinstance(outcome, Changed) else "setup.open.wrong"
            self._sealed_said.say(self._words(sentence), "bad", "alert")
            self._passphrase.selectAll()
            self._passphrase.setFocus()
            self._refresh()
            return
        self._secrets, self._is_unsealed = outcome, True
        self._passphrase.clear()
        for part in (self._passphrase, self._unlock):
            part.setEnabled(False)
        self._sealed_said.say(self._words("setup.open.unlocked"), "ok", "check")
        self._show()

    def _on_take(self) -> None:
        try:
            taken = self._setups.take(self._look, taking_of(self._look, self._lines.ticks))
        except (NoKeeper, KeeperUnavailable) as error:
            self._keeper.ask_after(error, self._said)
        except OSError as error:
            self._said.say(self._words("storage.not_written", detail=error), "bad", "alert")
        else:
            self._end(taken)

    def _end(self, taken: TakenIn) -> None:
        """Says what is next: the key that is missing, or a chat, and a test of whether it works."""
        words, choice = self._words, taken.choice
        for part in (self._cancel, self._take, self._keeper):
            part.hide()
        self._lines.setEnabled(False)
        self.taken.emit(choice)
        missing = self._missing(taken)
        if missing:
            connection = self._desk.setup.get(missing)
            name = connection.name if connection is not None else ""
            self._said.say(words("setup.open.keyless", name=name), "warn", "key")
            self._after.clicked.connect(lambda: self._leave(partial(self.key_asked.emit, missing)))
        elif choice is not None:
            self._said.say(words("setup.open.done_with", name=self._desk.models.label(choice)), "ok", "check")
            self._test.clicked.connect(
                lambda: self._leave(partial(self.test_asked.emit, choice.connection, choice.model))
            )
        else:
            self._said.say(words("setup.done"), "ok", "check")
        self._after.setVisible(bool(missing))
        self._test.setVisible(not missing and choice is not None)
        self._chat.setVisible(not missing)
        (self._after if missing else self._chat).setFocus()

    def _missing(self, taken: TakenIn) -> str:
        """The connection whose key is asked for: rather that of whoever is to answer."""
        keyless = taken.joined.keyless
        wanted = taken.choice.connection if taken.choice is not None else ""
        return wanted if wanted in keyless else next(iter(keyless), "") if taken.choice is None else ""

    def _leave(self, then: Callable[[], object]) -> None:
        self.accept()
        then()


def _unsealed(setups: SetUps, opened: Opened, passphrase: str) -> AllSecrets | Exception:
    """On a thread of its own; why it does not open is a value."""
    try:
        return setups.unseal(opened, passphrase)
    except (WrongPassphrase, Changed) as error:
        return error
