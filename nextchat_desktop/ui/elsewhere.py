"""Notices that another process has written to files this window shows. It knows no content."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_PAUSE = 100
"""Milliseconds that gather the many small changes of one write."""


class Elsewhere(QObject):
    """`noticed` comes soon after a change to one of the files, whoever made it. Nothing polls."""

    noticed = Signal()

    def __init__(self, files: Iterable[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._files = tuple(str(file) for file in files)
        self._watcher = QFileSystemWatcher(self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.noticed)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watcher.directoryChanged.connect(self._on_changed)

    def watch(self) -> None:
        """Begins, or goes on after files were replaced: those are watched anew, and their folders always."""
        wanted = {*self._files, *(str(Path(file).parent) for file in self._files)}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if new := [path for path in sorted(wanted - watched) if Path(path).exists()]:
            self._watcher.addPaths(new)

    def rest(self) -> None:
        """Notices nothing until `watch` is called again."""
        self._pause.stop()
        if watched := [*self._watcher.files(), *self._watcher.directories()]:
            self._watcher.removePaths(watched)

    def _on_changed(self, _path: str) -> None:
        self.watch()
        self._pause.start()
