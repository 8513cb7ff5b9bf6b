"""The key of a connection in its form: typed here, kept elsewhere; never shows a key that is kept."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.keeping import KeeperUnavailable, KeysLocked, NoKeeper, Reason
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.ui.inviting import KEPT, invite
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, KeyField
from nextchat_desktop.ui.settings.keeper_panel import KeeperPanel
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


@dataclass(frozen=True, slots=True)
class Standing:
    """How it is with the key of a connection: whether it can be used now, and the words for that."""

    is_here: bool
    sentence: str
    role: str = "hint"
    is_kept: bool = False
    waits_for_passphrase: bool = False
    is_hidden: bool = False
    """Nobody is to enter one here."""


def standing(setup: Setup, connection: Connection) -> Standing:
    """May ask to unlock the keyring."""
    rules = setup.rules
    if rules.lends_key(connection.id):
        return Standing(True, "connections.key.lent", is_hidden=True)
    hidden = rules.hides_key(setup.service(connection.service))
    if hidden is not None:
        return Standing(False, f"connections.key.hidden.{hidden}", is_hidden=True)
    where = setup.keys.where(connection.id)
    if where is None:
        return Standing(False, *_prospect(setup, connection))
    try:
        key = setup.keys.get(connection.id, connection.base_url)
    except KeysLocked:
        return Standing(False, "connections.key.locked", "warn", True, True)
    except KeeperUnavailable as trouble:
        return Standing(False, f"connections.trouble.{trouble.reason}", "warn", True)
    if key is None:
        return Standing(False, "connections.key.elsewhere", "warn")
    return Standing(True, f"connections.kept.{where}", "hint", True)


def _prospect(setup: Setup, connection: Connection) -> tuple[str, str]:
    """What will become of a key that is entered: the words and their role."""
    state = setup.keys.state()
    if not setup.service(connection.service).needs_key:
        return "connections.key.optional", "hint"
    if state.keeper is not None:
        return f"connections.will.{state.keeper}", "hint"
    reason = state.trouble.reason if state.trouble else Reason.ABSENT
    return f"connections.trouble.{reason}", "hint"


class KeyPart(QWidget):
    """The field, the line that says where the key is, and the question about it where there is no keyring.

    `settled` tells that keys can be kept now: whoever holds the connection should store again. `told` carries the
    connection whose key it speaks of now.
    """

    settled = Signal()
    told = Signal(object)

    def __init__(self, setup: Setup, words: Words, theme: Theme) -> None:
        super().__init__()
        self._setup = setup
        self._words = words
        self._stored = ""
        self._refused: tuple[str, str] = ("", "")
        self._told: tuple[str, str, str] | None = None
        self._standing = Standing(False, "")
        self.field: QLineEdit = named(
            KeyField(theme, words("connections.key.show"), words("connections.key.hide")),
            "keyField",
            words("connections.key.label"),
        )
        self.hint = Hint(theme, "keyHint")
        self.panel = KeeperPanel(setup.keys, words)
        self.panel.settled.connect(self._on_settled)
        self.field.textEdited.connect(self._on_typed)
        self._arrange()

    @property
    def has_key(self) -> bool:
        """Whether there is one to chat with, typed or kept."""
        return bool(self.field.text().strip()) or self._standing.is_here

    @property
    def is_kept(self) -> bool:
        """Whether something is kept that a person entered."""
        return self._standing.is_kept

    @property
    def waits_for_passphrase(self) -> bool:
        """Whether the key is kept in the file, which is locked."""
        return self._standing.waits_for_passphrase and not self.field.text().strip()

    @property
    def waits_for_keeper(self) -> bool:
        """Whether a key was typed and the person has yet to say how it is to be kept."""
        return bool(self.field.text().strip()) and self.panel.isVisibleTo(self)

    def point_out(self) -> None:
        """Puts the focus where something is missing; what is pasted there takes the place of what stood there."""
        self.panel.take_focus() if self.panel.isVisibleTo(self) else self.field.setFocus()
        self.field.selectAll()

    def want(self, sentence: str) -> None:
        """Says that there is to be a key first, and for what."""
        self.hint.say(sentence, "bad", "alert")
        self.point_out()

    def show_of(self, connection: Connection) -> None:
        """Begins afresh with another connection."""
        self.forget()
        self.tell(connection)

    def forget(self) -> None:
        """Puts away everything that was typed."""
        self._stored = ""
        self._refused = ("", "")
        self._told = None
        self.field.clear()
        if isinstance(self.field, KeyField):
            self.field.hide_text()
        self.panel.forget()

    def enter(self, key: str) -> None:
        """As if it had been typed. Where none is wanted, it is let go."""
        if self._standing.is_hidden:
            return
        self._stored = ""
        self._refused = ("", "")
        self.field.setText(key)
        self.field.setCursorPosition(0)

    def store(self, connection: Connection, again: bool = False) -> bool:
        """Whether nothing that was typed is left unkept. What was refused is only tried again when told to."""
        key = self.field.text().strip()
        if not key or key == self._stored:
            if self._told != _place(connection):
                self.tell(connection)
            return True
        if (key, connection.base_url) == self._refused and not again:
            return False
        trouble = self._trouble(connection, key)
        self._refused = (key, connection.base_url) if trouble else ("", "")
        self.tell(connection)
        if trouble:
            self._told = None
            self._say(trouble, "bad")
        return not trouble

    def tell(self, connection: Connection) -> None:
        """Says how it is with the key now; asks the keepers."""
        self._told = _place(connection)
        self._standing = standing(self._setup, connection)
        if self._stored and not self._standing.is_kept:
            self._stored = ""
            self.field.clear()
        self.field.setVisible(not self._standing.is_hidden)
        invite(self.field, *((self._words("connections.key.kept"), KEPT) if self._standing.is_kept else ()))
        self._say(self._standing.sentence, self._standing.role)
        if self._standing.waits_for_passphrase and not self.panel.isVisibleTo(self):
            self.panel.ask(has_key=False)
        self.told.emit(connection)

    def _trouble(self, connection: Connection, key: str) -> str:
        """Stores the key; the id of the sentence for what is in the way."""
        try:
            self._setup.store_key(connection, key)
        except NoKeeper:
            if not self.panel.isVisibleTo(self):
                self.panel.ask(has_key=True)
            return "connections.key.unkept"
        except KeeperUnavailable as trouble:
            return f"connections.trouble.{trouble.reason}"
        except ValueError:
            return "connections.key.needs_address"
        self._stored = key
        self.panel.forget()
        return ""

    def _on_typed(self, text: str) -> None:
        """Asks at once, so that the answer comes next on the way through the form."""
        if text.strip() and not self.panel.isVisibleTo(self) and self._setup.keys.state().keeper is None:
            self.panel.ask(has_key=True)

    def _on_settled(self) -> None:
        self._told = None
        self._refused = ("", "")
        self.settled.emit()

    def _say(self, sentence: str, role: str) -> None:
        icon = "lock" if role == "hint" else "alert"
        self.hint.say(self._words(sentence), role, icon)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_1)
        column.addWidget(self.field)
        column.addWidget(self.hint)
        column.addWidget(self.panel)
        self.setFocusProxy(self.field)


def _place(connection: Connection) -> tuple[str, str, str]:
    """What the standing of a key depends on."""
    return connection.id, connection.service, connection.base_url
