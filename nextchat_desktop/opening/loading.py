"""Loads a module in a thread beside the window's, which goes on meanwhile; does not know what is in it."""

from importlib import import_module
from threading import Thread
from types import ModuleType

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal


class Loading(QObject):
    _done = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._found: ModuleType | BaseException | None = None

    def wait(self) -> ModuleType:
        """The module, when it is loaded; until then events are dealt with. Raises whatever importing it does."""
        loop = QEventLoop()
        self._done.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        thread = Thread(target=self._load, name="loading", daemon=True)
        thread.start()
        loop.exec()
        thread.join()
        if isinstance(self._found, ModuleType):
            return self._found
        raise self._found or ImportError(self._name)

    def _load(self) -> None:
        try:
            self._found = import_module(self._name)
        except BaseException as error:  # it is raised again where somebody waits for it
            self._found = error
        self._done.emit()
