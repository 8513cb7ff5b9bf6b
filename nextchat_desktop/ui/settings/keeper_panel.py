"""Asks how keys are to be kept where the system has no keyring; does not know which key is waiting."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from nextchat_desktop.core.keeping import KeeperUnavailable, KeysState, NoKeeper, Reason, WrongPassphrase
from nextchat_desktop.engine.secrets import Keys
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.inviting import invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.words.catalogue import Words


class KeeperPanel(QFrame):
    """`settled` tells that keys can be kept and read now. `place` tells its widgets from those of another panel."""

    settled = Signal()

    def __init__(self, keys: Keys, words: Words, place: str = "") -> None:
        super().__init__()
        self._keys = keys
        self._words = words
        self._place = place
        self._is_creating = False
        self.setObjectName(f"{place}keeperPanel")
        self.setProperty("role", "card")
        self._heading = labelled("", "heading")
        self._meaning = labelled("", "hint")
        self._trouble = labelled("", "bad")
        self._passphrase = self._secret("passphraseField", "connections.panel.passphrase")
        self._again = self._secret("passphraseAgainField", "connections.panel.again")
        self._session = named(FlowingButton(words("connections.panel.session")), f"{place}keepSessionButton")
        self._file = named(FlowingButton(words("connections.panel.file")), f"{place}keepFileButton")
        self._confirm = named(FlowingButton(words("connections.panel.encrypt")), f"{place}confirmPassphraseButton")
        self._arrange()
        self._connect()
        self.hide()

    def ask(self, has_key: bool) -> None:
        """Shows what this system needs: a choice, or the passphrase of the file there is.

        `has_key` tells that a key was typed, which can be kept otherwise where the passphrase is forgotten.
        """
        state = self._keys.state()
        unlocks = state.file_exists and state.file_locked
        self._is_creating = False
        self._heading.setText(self._heading_of(state))
        self._meaning.setText(self._words("connections.panel.unlock_help" if unlocks else "connections.panel.help"))
        self._session.setVisible(state.keeper is None and (has_key or not unlocks))
        self._file.setVisible(not unlocks)
        self._show_fields(unlocks, False)
        self._confirm.say(self._words("connections.panel.unlock"))
        self._say("")
        self.show()

    def ask_after(self, error: NoKeeper | KeeperUnavailable, said: Hint) -> None:
        """As `ask`, where keys that came along could not be kept, with the reason in `said`."""
        self.ask(has_key=True)
        self.take_focus()
        if isinstance(error, NoKeeper):
            said.say(self._words("setup.open.no_keeper"), "warn", "alert")
        else:
            said.say(self._words("setup.open.locked"), "bad", "alert")

    def forget(self) -> None:
        """Puts away what was typed."""
        self._passphrase.clear()
        self._again.clear()
        self.hide()

    def take_focus(self) -> None:
        """To the first thing there is to do."""
        parts = (self._passphrase, self._session, self._file)
        next(part for part in parts if part.isVisibleTo(self)).setFocus()

    def _heading_of(self, state: KeysState) -> str:
        if state.file_exists and state.file_locked:
            return self._words("connections.panel.locked")
        return self._words(f"connections.trouble.{state.trouble.reason if state.trouble else Reason.ABSENT}")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_3, sizes.SPACE_3, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        for label in (self._heading, self._meaning):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addLayout(Flow(self._session, self._file))
        column.addLayout(Flow(self._passphrase, self._again, self._confirm))
        self._trouble.setObjectName(f"{self._place}keeperTrouble")
        self._trouble.setWordWrap(True)
        column.addWidget(self._trouble)

    def _connect(self) -> None:
        self._session.clicked.connect(self._on_session_clicked)
        self._file.clicked.connect(self._on_file_clicked)
        self._confirm.clicked.connect(self._on_confirmed)
        self._passphrase.returnPressed.connect(self._on_passphrase_entered)
        self._again.returnPressed.connect(self._on_confirmed)

    def _secret(self, id: str, word: str) -> QLineEdit:
        field = named(QLineEdit(), f"{self._place}{id}", self._words(word))
        field.setEchoMode(QLineEdit.EchoMode.Password)
        invite(field, self._words(word))
        return field

    def _show_fields(self, passphrase: bool, again: bool) -> None:
        self._passphrase.setVisible(passphrase)
        self._again.setVisible(again)
        self._confirm.setVisible(passphrase)

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def _on_session_clicked(self) -> None:
        self._keys.choose_session()
        self._settle()

    def _on_file_clicked(self) -> None:
        self._is_creating = True
        self._confirm.say(self._words("connections.panel.encrypt"))
        self._show_fields(True, True)
        self._passphrase.setFocus()

    def _on_passphrase_entered(self) -> None:
        if self._is_creating and self._passphrase.text() and not self._again.text():
            self._again.setFocus()
        else:
            self._on_confirmed()

    def _on_confirmed(self) -> None:
        wrong = self._wrong()
        if not wrong:
            wrong = self._refusal()
        self._say(self._words(wrong) if wrong else "")
        if not wrong:
            self._settle()

    def _wrong(self) -> str:
        """The id of the sentence for what is wrong with what was typed."""
        if not self._passphrase.text():
            return "connections.panel.empty"
        differs = self._is_creating and self._passphrase.text() != self._again.text()
        return "connections.panel.differs" if differs else ""

    def _refusal(self) -> str:
        """Opens or makes the file; the id of the sentence for what is in the way."""
        file, passphrase = self._keys.file, self._passphrase.text()
        try:
            file.create(passphrase) if self._is_creating else file.unlock(passphrase)
        except WrongPassphrase:
            return "connections.panel.wrong"
        except FileExistsError:
            self.ask(has_key=True)
            return "connections.panel.exists"
        except (KeeperUnavailable, OSError):
            return "connections.panel.failed"
        return ""

    def _settle(self) -> None:
        self.forget()
        self.settled.emit()
