"""Pages of which one is shown; each is made when somebody first needs it. It does not know what is on them."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    made = Signal(str)
    """The name of a page that was not there before."""

    def __init__(self, makers: Mapping[str, Callable[[], QWidget]]) -> None:
        super().__init__()
        self._makers = dict(makers)
        self._pages: dict[str, QWidget] = {}

    def has(self, name: str) -> bool:
        return name in self._pages

    def show_page(self, name: str) -> None:
        if name not in self._pages:
            self._pages[name] = self._makers[name]()
            self.addWidget(self._pages[name])
            self.made.emit(name)
        self.setCurrentWidget(self._pages[name])
