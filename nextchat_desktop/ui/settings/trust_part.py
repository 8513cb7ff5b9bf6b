"""What a connection trusts beside the system's certificates: authorities from files, and the one that is pinned."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nextchat_desktop.core.connections import NO_MORE_TRUST, Connection
from nextchat_desktop.core.origins import host, origin
from nextchat_desktop.engine.telling_certificates import Age, age_of, lines_of, name_of, where_it_counts
from nextchat_desktop.engine.trusting import Entry, Found, Taken, Trusting
from nextchat_desktop.ui.elided import FlowingLabel, breakable
from nextchat_desktop.ui.files import ask_which
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, IconButton, button
from nextchat_desktop.ui.settings.undo_bar import UndoBar
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

MOST_BYTES = 4 * 1024 * 1024
"""Of a file with certificates; those of all authorities of a system together have a tenth of it."""

_SUFFIXES = "*.pem *.crt *.cer *.der"

Change = Callable[[Connection], Connection]


class TrustRow(QWidget):
    """One certificate, or what cannot be read in its place. `removed` tells that it is not to be trusted any more."""

    removed = Signal()

    def __init__(self, words: Words, theme: Theme, entry: Entry, connection: Connection, number: int) -> None:
        super().__init__()
        self.entry = entry
        self._number = number
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self._fill(words, theme, connection)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addLayout(self._column, 1)
        line.addWidget(self._remove_button(words, theme), 0, Qt.AlignmentFlag.AlignTop)

    def _fill(self, words: Words, theme: Theme, connection: Connection) -> None:
        certificate = self.entry.certificate
        if certificate is None:
            self._say(theme, words("trust.entry.unreadable"), "bad", "alert")
        else:
            now = QDateTime.currentMSecsSinceEpoch()
            is_valid = age_of(certificate, now) is Age.VALID
            until, fingerprint = lines_of(words, certificate, now)
            self._add_line(f"trusted-{self._number}", name_of(words, certificate), "")
            self._add_line(f"trustedUntil-{self._number}", until, "hint" if is_valid else "warn")
            self._add_line(f"trustedFingerprint-{self._number}", fingerprint, "hint")
        where = where_it_counts(words, self.entry, connection)
        if where:
            counts = origin(connection.base_url) == self.entry.pinned_for
            self._say(theme, where, "hint" if counts else "warn", "lock" if counts else "alert")

    def _add_line(self, id: str, text: str, role: str) -> None:
        label = FlowingLabel(breakable(text))
        label.setObjectName(id)
        label.setProperty("role", role)
        self._column.addWidget(label)

    def _say(self, theme: Theme, text: str, role: str, icon: str) -> None:
        hint = Hint(theme, f"trustedWhere-{self._number}")
        hint.say(text, role, icon)
        self._column.addWidget(hint)

    def _remove_button(self, words: Words, theme: Theme) -> QWidget:
        if self.entry.is_pinned:
            forget = button("forgetCertificateButton", words("trust.entry.forget"))
            forget.clicked.connect(self.removed)
            return forget
        spoken = words("trust.entry.remove", name=name_of(words, self.entry.certificate))
        remove = IconButton(theme, f"removeCertificate-{self._number}", "close", spoken)
        remove.clicked.connect(self.removed)
        return remove


class TrustPart(QWidget):
    """`finished` tells that something was added or removed: whoever holds the connection takes it with `taken`."""

    finished = Signal()

    def __init__(self, trusting: Trusting, words: Words, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("trustPart")
        self._trusting = trusting
        self._words = words
        self._theme = theme
        self._connection = Connection("", "", "")
        self._change: Change | None = None
        self._removed: Entry | None = None
        self._rows: list[TrustRow] = []
        self._bar = UndoBar(words, "trust")
        self._add = named(FlowingButton(words("trust.add")), "addAuthorityButton", role="flush")
        self._said = Hint(theme, "trustHint")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(sizes.SPACE_2)
        for widget in (self._bar, self._add, self._said):
            self._column.addWidget(widget)
        self.setFocusProxy(self._add)
        self._add.clicked.connect(self._on_add_clicked)
        self._bar.undone.connect(self._on_undone)

    def show_of(self, connection: Connection) -> None:
        """What was said and offered of another state goes."""
        self._change = None
        self._bar.forget()
        self._say_help()
        self._show(connection)

    def taken(self, connection: Connection) -> Connection:
        """The connection after what was done here since it was last asked."""
        change, self._change = self._change, None
        changed = change(connection) if change else connection
        self._show(changed)
        return changed

    def take_file(self, path: str) -> None:
        """Adds what the file holds, or says why not."""
        try:
            with Path(path).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
        except OSError as error:
            self._complain(self._words("trust.found.unreadable", detail=error.strerror or type(error).__name__))
            return
        if len(data) > MOST_BYTES:
            self._complain(self._words("trust.found.too_large"))
            return
        self._tell(self._trusting.take(self._connection, data))
        self._bar.forget()
        self._do(lambda connection: self._trusting.take(connection, data).connection)

    def _tell(self, taken: Taken) -> None:
        words, found = self._words, taken.found
        match found:
            case Found.AUTHORITIES:
                self._said.say(words.plural("trust.found.authorities", len(taken.added)), "ok", "check")
            case Found.SERVER:
                server = host(taken.connection.base_url)
                self._said.say(words("trust.found.server", server=server), "ok", "check")
            case Found.KNOWN:
                self._said.say(words("trust.found.known"))
            case _:
                self._complain(words(f"trust.found.{found}"))

    def _complain(self, text: str) -> None:
        self._said.say(text, "bad", "alert")

    def _say_help(self) -> None:
        self._said.say(self._words("trust.help"))

    def _do(self, change: Change) -> None:
        self._change = change
        self.finished.emit()

    def _show(self, connection: Connection) -> None:
        seen = self._connection.trust, origin(self._connection.base_url)
        self._connection = connection
        if seen == (connection.trust, origin(connection.base_url)):
            return
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        entries = () if connection.trust == NO_MORE_TRUST else self._trusting.entries(connection.trust)
        self._rows = [self._row(entry, number) for number, entry in enumerate(entries, 1)]
        for place, row in enumerate(self._rows):
            self._column.insertWidget(place, row)
            row.show()

    def _row(self, entry: Entry, number: int) -> TrustRow:
        row = TrustRow(self._words, self._theme, entry, self._connection, number)
        row.removed.connect(partial(self._on_removed, entry))
        return row

    def _on_removed(self, entry: Entry) -> None:
        self._removed = entry
        self._say_help()
        self._add.setFocus()  # the button that was pressed goes with its row
        self._do(lambda connection: self._trusting.without(connection, entry))
        self._bar.say(self._words("trust.removed", name=name_of(self._words, entry.certificate)))

    def _on_undone(self) -> None:
        entry, self._removed = self._removed, None
        if entry is not None:
            self._do(lambda connection: self._trusting.again(connection, entry))

    def _on_add_clicked(self) -> None:
        words = self._words
        filters = [f"{words('trust.file.certificates')} ({_SUFFIXES})", f"{words('attach.all_files')} (*)"]
        dialog = ask_which(self, "certificateDialog", words("trust.file.title"), filters)
        dialog.fileSelected.connect(self.take_file)
