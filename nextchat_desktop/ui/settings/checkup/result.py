"""What a test has found, in words: what happened, what it means, what can be done. It does nothing of that itself."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from nextchat_desktop.core.directions import without_marks
from nextchat_desktop.core.remedies import Remedy
from nextchat_desktop.ui.button_rows import ButtonRows
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.selectable import make_selectable
from nextchat_desktop.ui.settings.fields import AddressText, Hint, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words


@dataclass(frozen=True, slots=True)
class Finding:
    """`title` and `meaning` are of a failure, `remarks` are what else is worth knowing; each may be empty.

    `remedies` have the words on their buttons, the best first.
    """

    title: str = ""
    meaning: str = ""
    remarks: tuple[str, ...] = ()
    remedies: tuple[tuple[Remedy, str], ...] = ()
    details: str = ""


NOTHING = Finding()


class CheckupResult(QWidget):
    """`chosen` carries the remedy that was pressed."""

    chosen = Signal(object)

    def __init__(self, words: Words, theme: Theme) -> None:
        super().__init__()
        self._words = words
        self._theme = theme
        self._title = named(labelled("", "heading"), "testTitle")
        self._meaning = named(labelled("", "quiet"), "testMeaning")
        self._remarks = Hint(theme, "testRemarks")
        self._remedies = named(ButtonRows(), "testRemedies")
        self._fold = button("testDetailsFold", words("test.details"), "flush")
        self._copy = button("testDetailsCopy", words("action.copy"), "link")
        self._details = named(AddressText(theme), "testDetails", words("test.details"))
        self._buttons: dict[Remedy, QPushButton] = {}
        self._arrange()
        self._fold.clicked.connect(self._on_fold_clicked)
        self._copy.clicked.connect(self._on_copy_clicked)
        self.show_finding(NOTHING)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said of it."""
        said = (label.text() for label in (self._title, self._meaning, self._remarks.label))
        return tuple(text for text in said if text)

    def show_finding(self, finding: Finding) -> None:
        """Its details are folded."""
        for label, text in ((self._title, finding.title), (self._meaning, finding.meaning)):
            label.setText(text)
            label.setVisible(bool(text))
        self._remarks.say("\n".join(finding.remarks), "warn", "alert")
        buttons = [self._button(place, *one) for place, one in enumerate(finding.remedies)]
        self._buttons = dict(zip((remedy for remedy, _ in finding.remedies), buttons, strict=True))
        self._remedies.show_buttons(buttons, self._remarks.label)
        self._details.show_text(finding.details)
        self._details.hide()
        self._foot.setVisible(bool(finding.details))
        self._say_fold()
        self.setVisible(finding != NOTHING)

    def offer_remedies(self, is_offered: bool) -> None:
        """Whether their buttons are in sight."""
        self._remedies.setVisible(is_offered)

    def focus_remedy(self, remedy: Remedy) -> None:
        """To its button, if it is offered."""
        if remedy in self._buttons:
            self._buttons[remedy].setFocus()

    def _button(self, place: int, remedy: Remedy, label: str) -> QPushButton:
        made = button(f"remedy-{remedy.kind}-{place}" if place else f"remedy-{remedy.kind}", label)
        made.setProperty("role", "link" if place else "primary")
        made.clicked.connect(partial(self._on_remedy_clicked, remedy))
        return made

    def _arrange(self) -> None:
        for label in (self._title, self._meaning, self._remarks.label):
            label.setWordWrap(True)
            make_selectable(label)
        self._foot = QWidget()
        line = QHBoxLayout(self._foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(sizes.SPACE_2)
        line.addWidget(self._fold)
        line.addWidget(self._copy)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(sizes.SPACE_2)
        for widget in (self._title, self._meaning, self._remarks, self._remedies, self._foot, self._details):
            column.addWidget(widget)

    def _say_fold(self) -> None:
        is_open = not self._details.isHidden()
        said = self._words("test.hide_details" if is_open else "test.details")
        self._fold.setText(said)
        self._fold.setAccessibleName(said)
        self._copy.setVisible(is_open)

    def _on_fold_clicked(self) -> None:
        self._details.setVisible(self._details.isHidden())
        self._say_fold()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(without_marks(self._details.text()))

    def _on_remedy_clicked(self, remedy: Remedy) -> None:
        self.chosen.emit(remedy)
