"""Somebody hands a friend what is set up here: what of it, from whom, with or without the keys, as a file or a link."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from nextchat_desktop.core.keeping import KeeperUnavailable
from nextchat_desktop.core.pasted import shows_key
from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.core.setups import ENDING, LONG_LINK, Strength, strength
from nextchat_desktop.engine.telling_sharing import TellingSharing, chosen_of
from nextchat_desktop.ui.desk import Desk
from nextchat_desktop.ui.files import ask_where, write_whole
from nextchat_desktop.ui.handing.lines import TickLines
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, KeyField, TextField, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.following import following
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.ui.tick_box import TickBox
from nextchat_desktop.ui.window import Window, beside, foot
from nextchat_desktop.ui.workers import Workers
from nextchat_desktop.words.amounts import whole

_SIZE = QSize(900, 640)
_SIDE, _NOTE = 340, 84
_ROLES = {Strength.NONE: "hint", Strength.WEAK: "warn", Strength.FAIR: "hint", Strength.GOOD: "ok"}
_LONGEST_SENDER = 80


class ShareDialog(Window):
    """What is ticked is what goes along. Keys go only under a passphrase."""

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget) -> None:
        super().__init__("shareSetupDialog", desk.words("setup.share.title"), _SIZE, parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._words = desk, desk.words
        self._sharing = desk.handing.sharing()
        self._there = self._sharing.offered()
        self._beside = Workers()
        self._lines = TickLines(desk.words, theme, "shareLines", desk.words("setup.share.what"))
        self._sender = named(QLineEdit(), "shareSender", desk.words("setup.share.sender"))
        self._note = named(TextField(), "shareNote", desk.words("setup.share.note"))
        self._keys = named(TickBox(desk.words("setup.share.keys")), "shareKeys", desk.words("setup.share.keys"))
        self._passphrase = named(
            KeyField(theme, desk.words("connections.key.show"), desk.words("connections.key.hide")),
            "sharePassphrase",
            desk.words("setup.share.passphrase"),
        )
        self._strength = Hint(theme, "shareStrength")
        self._said = Hint(theme, "shareSaid")
        self._link = button("shareLinkButton", desk.words("setup.share.copy_link"))
        self._save = button("shareSaveButton", desk.words("setup.share.save"), "primary")
        self._lay_out(theme)
        self._connect()
        self._lines.show_chapters(TellingSharing(desk.words, desk.setup, desk.settings).chapters(self._there))
        self._refresh()

    def done(self, result: int) -> None:
        self._beside.close()
        super().done(result)

    def _lay_out(self, theme: Theme) -> None:
        words = self._words
        self._sender.setMaxLength(_LONGEST_SENDER)
        self._sender.setPlaceholderText(words("setup.share.sender"))
        self._note.setPlaceholderText(words("setup.share.note"))
        following(theme, self._note, lambda note: note.setFixedHeight(theme.room.scaled(_NOTE)))
        self._passphrase.setPlaceholderText(words("setup.share.passphrase"))
        side = QWidget()
        following(theme, side, lambda side: side.setFixedWidth(theme.room.scaled(_SIDE)))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        for part in (labelled(words("setup.share.from"), "heading"), self._sender, self._note):
            column.addWidget(part)
        column.addSpacing(sizes.SPACE_2)
        column.addWidget(self._card())
        column.addStretch(1)
        help = labelled(words("setup.share.help"), "quiet")
        help.setWordWrap(True)
        body = beside(self._lines, side, apart=sizes.SPACE_5)
        self.stack(help, body, foot(self._said, self._link, self._save), grows=body)

    def _card(self) -> QFrame:
        """The keys, and what protects them."""
        card = named(QFrame(), "shareKeysCard", role="card")
        column = QVBoxLayout(card)
        column.setContentsMargins(sizes.SPACE_3, sizes.SPACE_2, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        help = labelled(self._words("setup.share.keys_help"), "hint")
        help.setWordWrap(True)
        for part in (self._keys, help, self._passphrase, self._strength):
            column.addWidget(part)
        return card

    def _connect(self) -> None:
        self._lines.changed.connect(self._refresh)
        self._keys.toggled.connect(self._on_keys_toggled)
        self._passphrase.textChanged.connect(lambda _text: self._refresh())
        self._sender.textChanged.connect(lambda _text: self._refresh())
        self._note.textChanged.connect(self._refresh)
        self._link.clicked.connect(lambda: self._make(self._copy))
        self._save.clicked.connect(lambda: self._make(self._ask_where))

    def _on_keys_toggled(self, on: bool) -> None:
        self._refresh()
        if on:
            self._passphrase.setFocus()

    def _refresh(self) -> None:
        """What was said of another choice no longer holds."""
        takes_keys, found = self._keys.isChecked(), strength(self._passphrase.text())
        self._passphrase.setVisible(takes_keys)
        self._strength.say(self._words(f"setup.strength.{found}") if takes_keys else "", _ROLES[found])
        tells_key = shows_key(f"{self._sender.text()}\n{self._note.toPlainText()}")
        said = "setup.share.note_holds_key" if tells_key else "" if self._lines.ticks else "setup.share.nothing"
        self._said.say(self._words(said) if said else "", "warn" if tells_key else "hint", "alert" if tells_key else "")
        for part in (self._link, self._save):
            part.setEnabled(not said and (not takes_keys or found is not Strength.NONE))

    def _make(self, then: Callable[[bytes], None]) -> None:
        """Made beside the window: a seal takes a moment."""
        words, first = self._words, self._desk.models.current()
        chosen = chosen_of(self._there, self._lines.ticks, self._sender.text(), self._note.toPlainText(), first)
        passphrase = self._passphrase.text() if self._keys.isChecked() else ""
        try:
            secrets = self._sharing.secrets(chosen) if passphrase else {}
        except KeeperUnavailable:
            self._said.say(words("setup.share.locked"), "bad", "alert")
            return
        setup = self._sharing.setup(chosen)
        if passphrase and not secrets:
            self._said.say(words("setup.share.no_keys"), "warn", "alert")
            return
        self._set_busy(True)
        self._beside.run(partial(self._sharing.written, setup, secrets, passphrase), partial(self._on_made, then), self)

    def _on_made(self, then: Callable[[bytes], None], data: bytes) -> None:
        self._set_busy(False)
        then(data)

    def _set_busy(self, is_busy: bool) -> None:
        for part in (self._link, self._save):
            part.setEnabled(not is_busy)

    def _copy(self, data: bytes) -> None:
        link = self._sharing.link(data)
        QGuiApplication.clipboard().setText(link)
        is_long = len(link) > LONG_LINK
        sentence = "setup.share.copied_long" if is_long else "setup.share.copied"
        self._said.say(self._words(sentence, count=whole(self._words, len(link))), "warn" if is_long else "ok", "check")

    def _ask_where(self, data: bytes) -> None:
        words = self._words
        name = file_name(self._sender.text()) or words("setup.share.file_name")
        endings = {ENDING: words("setup.share.kind")}
        ask_where(
            self, "saveSetupDialog", words("setup.share.save"), f"{name}.{ENDING}", partial(self._keep, data), endings
        )

    def _keep(self, data: bytes, path: str, _ending: str) -> None:
        if reason := write_whole(path, data):
            self._said.say(self._words("transcript.not_saved", reason=reason), "bad", "alert")
        else:
            self._said.say(self._words("setup.share.saved", path=path), "ok", "check")
