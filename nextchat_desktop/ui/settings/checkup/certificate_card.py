"""Shows a certificate to a person who is asked whether to trust it; what comes of the answer is for others."""

from PySide6.QtCore import QDateTime, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.engine.telling_certificates import Age, age_of, fingerprint_of, name_of
from nextchat_desktop.ui.elided import FlowingLabel, breakable
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.flowing_button import FlowingButton
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import AddressText, Hint, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import listed
from nextchat_desktop.words.times import day

MOST_NAMES = 12
"""Of those that a certificate is for; the rest is counted."""

_FACTS = ("server", "subject", "issuer", "valid", "names")


class CertificateCard(QFrame):
    """`trusted` and `cancelled` are the answers. One that would be refused all the same cannot be trusted."""

    trusted = Signal()
    cancelled = Signal()

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("certificateCard")
        self.setProperty("role", "card")
        self._title = named(FlowingLabel(words("trust.card.title")), "certificateTitle", role="heading")
        self._facts = {fact: labelled("", "") for fact in _FACTS}
        spoken = words("trust.card.fingerprint_spoken")
        self._fingerprint = named(AddressText(theme), "certificateFingerprint", spoken)
        self._meaning = Hint(theme, "certificateMeaning")
        self._trust = named(FlowingButton(words("trust.card.trust")), "trustCertificateButton", role="primary")
        self._cancel = button("cancelCertificateButton", words("action.cancel"))
        self._arrange()
        self._trust.clicked.connect(self.trusted)
        self._cancel.clicked.connect(self.cancelled)

    def show_certificate(self, certificate: Certificate, address: str) -> None:
        """What the server at this address has shown."""
        words = self._words
        itself = words("trust.card.itself")
        span = words("trust.card.span", begins=day(words, certificate.begins), ends=day(words, certificate.ends))
        said = {
            "server": address,
            "subject": certificate.subject or name_of(words, certificate),
            "issuer": itself if certificate.is_self_signed else certificate.issuer or "—",
            "valid": span,
            "names": self._names(certificate),
        }
        for fact, text in said.items():
            self._facts[fact].setText(breakable(text))
        self._fingerprint.show_text(_in_lines(fingerprint_of(certificate)))
        age = age_of(certificate, QDateTime.currentMSecsSinceEpoch())
        if age is Age.VALID:
            self._meaning.say(words("trust.card.meaning"), "hint", "info")
        else:
            date = certificate.ends if age is Age.ENDED else certificate.begins
            self._meaning.say(words(f"trust.card.{age.value}", date=day(words, date)), "warn", "alert")
        self._trust.setEnabled(age is Age.VALID)
        self.setAccessibleName(f"{self._title.text()} {address}")

    def take_focus(self) -> None:
        """To the button that changes nothing: nobody is to trust by pressing a key once more."""
        self._cancel.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _names(self, certificate: Certificate) -> str:
        shown, left = certificate.names[:MOST_NAMES], len(certificate.names) - MOST_NAMES
        more = (self._words.plural("trust.card.more_names", left),) if left > 0 else ()
        return listed(self._words, (*shown, *more)) or self._words("trust.card.no_names")

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_3, sizes.SPACE_3, sizes.SPACE_3, sizes.SPACE_3)
        column.setSpacing(sizes.SPACE_2)
        column.addWidget(self._title)
        column.addLayout(self._grid())
        column.addWidget(self._meaning)
        column.addLayout(Flow(self._trust, self._cancel))

    def _grid(self) -> QGridLayout:
        """What is said, and of what."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(sizes.SPACE_4)
        grid.setVerticalSpacing(sizes.SPACE_1)
        grid.setColumnStretch(1, 1)
        for row, (fact, label) in enumerate(self._facts.items()):
            label.setObjectName(f"certificate-{fact}")
            label.setWordWrap(True)
            grid.addWidget(_head(self._words(f"trust.card.{fact}")), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        head = _head(self._words("trust.card.fingerprint"))
        head.setBuddy(self._fingerprint)
        grid.addWidget(head, len(_FACTS), 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._fingerprint, len(_FACTS), 1)
        return grid


def _head(text: str) -> QLabel:
    """What is said, before it."""
    return named(FlowingLabel(text), "", role="label")


def _in_lines(fingerprint: str) -> str:
    """In two halves, so that no pair is torn apart at the end of a line."""
    half = len(fingerprint) // 2 + 1
    return f"{fingerprint[:half]}\n{fingerprint[half:]}"
