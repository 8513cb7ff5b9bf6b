"""The card of a test in the form of a connection: its button, its steps, what it found. It tests and mends nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.core.remedies import Remedy
from nextchat_desktop.ui.announcing import announce
from nextchat_desktop.ui.elided import FlowingLabel
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.leading_icon import lead
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.checkup.certificate_card import CertificateCard
from nextchat_desktop.ui.settings.checkup.result import NOTHING, CheckupResult, Finding
from nextchat_desktop.ui.settings.checkup.steps import CheckupSteps, StepLine
from nextchat_desktop.ui.settings.checkup.telling import Ending
from nextchat_desktop.ui.settings.fields import button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words

_SECOND, _LONG = 1000, 2
"""Milliseconds; and the seconds from which on it is said how long one has been waiting."""


class _Button(QPushButton):
    """Begins and stops: the second click of a double click must not undo the first."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class CheckupPart(QFrame):
    """`started` and `stopped` tell that the button was pressed, `chosen` carries a remedy, `undone` that what was done
    is to be taken back, `trusted` carries the remedy for which a certificate was shown and trusted."""

    started = Signal()
    stopped = Signal()
    chosen = Signal(object)
    undone = Signal()
    trusted = Signal(object)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._runs = False
        self._shown: object = None
        self._title = named(FlowingLabel(), "testState", role="heading")
        self._time = named(FlowingLabel(), "testTime", role="hint")
        self._button = named(_Button(), "testButton")
        self._button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self, interval=_SECOND)
        self._about = named(labelled(words("test.about"), "hint"), "testAbout")
        self.steps = CheckupSteps(theme)
        self.result = CheckupResult(words, theme)
        self._done = named(labelled("", "hint"), "testDone")
        self._foot = QWidget()
        self._undo = button("testUndo", words("connections.undo"), "link")
        self._trust = CertificateCard(words, theme)
        self._trusting: Remedy | None = None
        self._arrange()
        self._trust.trusted.connect(self._on_trusted)
        self._trust.cancelled.connect(self._on_cancelled)
        self._button.clicked.connect(self._on_button_clicked)
        self._undo.clicked.connect(self.undone)
        self._ticks.timeout.connect(self._on_tick)
        self.result.chosen.connect(self.chosen)
        theme.changed.connect(self._dress_button)
        self.show_nothing()
        self.say_done("")

    def take_focus(self) -> None:
        """To the button, from which the keyboard goes on to what can be done."""
        self._button.setFocus()

    def show_nothing(self) -> None:
        """Nothing was tested yet."""
        self._show(self._words("test.title"), "", "test.begin", ())

    def show_running(self, lines: Sequence[StepLine]) -> None:
        if not self._runs:
            self._clock.start()
            self._ticks.start()
        self._show(self._words("test.running"), self._waited(), "test.stop", lines)

    def show_end(self, ending: Ending, faded: bool) -> None:
        """`faded` tells that what was found is of how it was before."""
        if faded:
            self._show(self._words("test.before"), "", "test.again", ending.lines, faded=True)
        else:
            self._show(ending.title, ending.time, "test.again", ending.lines, ending.finding)

    def say_done(self, text: str) -> None:
        """What was done about it, with a way back; nothing takes that away."""
        self._done.setText(text)
        if not text:
            self._keep_focus(self._foot)
        self._foot.setVisible(bool(text))
        self._undo.setAccessibleDescription(text)

    def ask_for_trust(self, certificate: Certificate, address: str, remedy: Remedy) -> None:
        """Shows the certificate in place of what can be done."""
        self._trusting = remedy
        self._trust.show_certificate(certificate, address)
        self._trust.show()
        self._trust.take_focus()
        self.result.offer_remedies(False)

    def announce(self) -> None:
        """Says what came of the test to those who do not see it."""
        announce(self, " ".join((self._title.text(), *self.result.sentences)))

    def _show(
        self,
        title: str,
        time: str,
        label: str,
        lines: Sequence[StepLine],
        finding: Finding = NOTHING,
        faded: bool = False,
    ) -> None:
        shown = (title, time, label, tuple(lines), finding, faded)
        if shown == self._shown:
            return
        self._shown, self._runs = shown, label == "test.stop"
        if not self._runs:
            self._ticks.stop()
        self._keep_focus(self.result, self._trust)
        self._title.setText(title)
        self._title.setEnabled(not faded)
        self._time.setText(time)
        self._button.setText(self._words(label))
        self._button.setAccessibleName(
            self._words("test.step.line", name=self._words("test.title"), outcome=self._words(label))
        )
        self._about.setVisible(label == "test.begin")
        self.steps.show_lines(lines, faded)
        self.result.show_finding(finding)
        self._trust.hide()
        self._dress_button()

    def _arrange(self) -> None:
        named(self, "testPart", self._words("test.title"), "card")
        head = Flow(self._title, self._time, None, self._button)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._done, 1)
        foot.addWidget(self._undo)
        for label in (self._about, self._done):
            label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.SPACE_4 - 2, sizes.SPACE_2 + 2, sizes.SPACE_4 - 2, sizes.SPACE_2 + 2)
        column.setSpacing(sizes.SPACE_2)
        column.addLayout(head)
        for widget in (self._about, self.steps, self.result, self._trust, self._foot):
            column.addWidget(widget)

    def _dress_button(self) -> None:
        """A sign of what it does now."""
        icon = "stop" if self._runs else "play" if self._about.isVisibleTo(self) else "retry"
        lead(self._button, self._theme, icon, self._theme.palette.text, self._theme.room.icon_small)

    def _keep_focus(self, *going: QWidget) -> None:
        """The keyboard does not get lost with what is taken away."""
        focus = QApplication.focusWidget()
        if focus is not None and any(part.isAncestorOf(focus) for part in going):
            self.take_focus()

    def _waited(self) -> str:
        seconds = self._clock.elapsed() // _SECOND
        return self._words("time.seconds", number=whole(self._words, seconds)) if seconds >= _LONG else ""

    def _on_tick(self) -> None:
        """That something goes on is seen without anything that moves."""
        self._time.setText(self._waited())

    def _on_trusted(self) -> None:
        self._on_cancelled()
        self.trusted.emit(self._trusting)

    def _on_cancelled(self) -> None:
        had_focus = self._trust.isAncestorOf(QApplication.focusWidget() or self)
        self._trust.hide()
        self.result.offer_remedies(True)
        if had_focus and self._trusting is not None:
            self.result.focus_remedy(self._trusting)

    def _on_button_clicked(self) -> None:
        (self.stopped if self._runs else self.started).emit()
