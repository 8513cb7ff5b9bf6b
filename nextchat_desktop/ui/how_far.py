"""A bar for how far something is. It does not know what is done."""

from PySide6.QtWidgets import QProgressBar

from nextchat_desktop.ui.naming import named

_FINE = 1000
"""Into so many parts it is divided."""


class HowFar(QProgressBar):
    """Empty at first. What is done, and in numbers, stands in words beside it."""

    def __init__(self, name: str, spoken: str = "") -> None:
        super().__init__()
        named(self, name, spoken)
        self.setTextVisible(False)
        self.show_share(0)

    def show_share(self, share: float | None) -> None:
        """From 0 to 1; None where nobody can tell, and it only moves."""
        self.setRange(0, 0 if share is None else _FINE)
        if share is not None:
            self.setValue(round(share * _FINE))
