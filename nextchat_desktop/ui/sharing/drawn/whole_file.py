"""A file that is written piece by piece and is there only when it is whole; it does not know what is in it."""

from PySide6.QtCore import QIODevice, QSaveFile


class WholeFile:
    """What was there under its name stays until `keep`. Raises OSError where something cannot be written."""

    def __init__(self, path: str) -> None:
        self._file = QSaveFile(path)
        if not self._file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(0, self._file.errorString())

    def write(self, data: bytes) -> None:
        if data and self._file.write(data) != len(data):
            raise OSError(0, self._file.errorString())

    def write_first(self, data: bytes) -> None:
        """In the place of as many bytes at its beginning."""
        if not self._file.seek(0):
            raise OSError(0, self._file.errorString())
        self.write(data)

    def keep(self) -> None:
        if not self._file.commit():
            raise OSError(0, self._file.errorString())

    def drop(self) -> None:
        """Unless it was kept, nothing of it stays."""
        if self._file.isOpen():
            self._file.cancelWriting()
            self._file.commit()
