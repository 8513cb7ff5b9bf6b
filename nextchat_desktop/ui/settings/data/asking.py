"""A question in its own place on a page, with what it is about and the answers. It does not know what is done."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nextchat_desktop.ui.elided import breakable
from nextchat_desktop.ui.flowing import Flow
from nextchat_desktop.ui.naming import named
from nextchat_desktop.ui.settings.fields import Hint, button, labelled
from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.theme import Theme, set_property
from nextchat_desktop.words.catalogue import Words


class Asking(QFrame):
    """Gone until something is asked, which `asked` tells; the answer does what was asked for at most once."""

    asked = Signal()

    def __init__(self, name: str, yes: str, words: Words, theme: Theme) -> None:
        super().__init__()
        named(self, name, role="card")
        self._act: Callable[[], object] | None = None
        self.text = named(labelled("", "label"), f"{name}Text")
        self.text.setWordWrap(True)
        self.warning = Hint(theme, f"{name}Warning")
        self.yes = button(f"{name}Yes", yes, "primary")
        self.no = button(f"{name}No", words("data.not_now"))
        self.answers = Flow(None, self.no, self.yes)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(sizes.SPACE_3)
        self.column.addWidget(self.text)
        self.column.addWidget(self.warning)
        self.column.addLayout(self.answers)
        self.yes.clicked.connect(self._on_yes)
        self.no.clicked.connect(self.forget)
        self.hide()

    def ask(self, text: str, yes: str, act: Callable[[], object], role: str = "primary", warning: str = "") -> None:
        """With the keyboard at the answer that changes nothing."""
        self._act = act
        self.text.setText(breakable(text))
        self.setAccessibleName(text)
        self.yes.setText(yes)
        self.yes.setAccessibleName(yes)
        set_property(self.yes, "role", role)
        self.warning.say(warning, "warn", "alert")
        self.show()
        self.no.setFocus()
        self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc answers that nothing is to change, and closes no window over that."""
        if event.key() == Qt.Key.Key_Escape:
            self.no.click()
        else:
            super().keyPressEvent(event)

    def insert(self, widget: QWidget) -> None:
        """Between the question and the answers."""
        self.column.insertWidget(2, widget)

    def forget(self) -> None:
        self._act = None
        self.hide()

    def _on_yes(self) -> None:
        act = self._act
        self.forget()
        if act is not None:
            act()
