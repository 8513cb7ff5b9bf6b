"""Says in a window of its own why there is no other, and what can be done. It does not know what that does."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMessageBox, QPushButton

from nextchat_desktop.ui.naming import named
from nextchat_desktop.words.catalogue import Words

Way = tuple[str, Callable[[], object]]
"""What a button says, and what it does before it is tried again."""


class TroubleAtStart(QMessageBox):
    """Quitting is what a key in a hurry does."""

    def __init__(self, words: Words, text: str, detail: str = "", ways: Sequence[Way] = ()) -> None:
        super().__init__(QMessageBox.Icon.Critical, words("window.title"), text)
        self.setObjectName("troubleAtStart")
        self.setDetailedText(detail)
        self._ways: dict[QPushButton, Callable[[], object]] = {}
        for place, (label, act) in enumerate(ways):
            self._ways[self._button(f"startWay{place}", label)] = act
        self._again = self._button("startAgain", words("start.again"))
        self._quit = self._button("startQuit", words("start.quit"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._quit)
        self.setEscapeButton(self._quit)

    def chosen(self) -> Callable[[], object] | None:
        """What is to be done before it is tried again; None where somebody wants to quit."""
        pressed = self.clickedButton()
        if pressed is self._again:
            return _nothing
        return self._ways.get(pressed) if isinstance(pressed, QPushButton) else None

    def _button(
        self, name: str, label: str, role: QMessageBox.ButtonRole = QMessageBox.ButtonRole.ActionRole
    ) -> QPushButton:
        made = named(QPushButton(label), name, label)  # the box keeps no hold of it
        self.addButton(made, role)
        return made


def _nothing() -> None:
    """It is only tried again."""
