"""Asks where a block of code is to be kept and writes it there, whole or not at all; it knows no transcript."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nextchat_desktop.markup.code import suffix
from nextchat_desktop.words.catalogue import Words


class CodeSaving(QObject):
    """`told` says that it was done, `failed` why it was not."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, words: Words, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = words
        self._around = parent

    def ask(self, code: str, language: str) -> None:
        """Opens the question and returns; nothing is told if the person thinks better of it."""
        name = Path(_folder()) / f"code.{suffix(language)}"
        dialog = QFileDialog(self._around, self._words("transcript.save_title"), str(name.parent))
        dialog.setObjectName("saveCodeDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(str(name))
        dialog.fileSelected.connect(partial(self._save, code))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, code: str, path: str) -> None:
        reason, name = written(path, code), Path(path).name
        words = self._words
        if reason:
            self.failed.emit(words("transcript.not_saved", reason=reason))
        else:
            self.told.emit(words("transcript.saved", name=name))


def written(path: str, code: str) -> str:
    """Why it could not be written; empty when it was. A file that was there is lost only to a whole new one."""
    data = (code if code.endswith("\n") else f"{code}\n").encode()
    file = QSaveFile(path)
    is_written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    return "" if is_written else file.errorString()


def _folder() -> str:
    places = QStandardPaths.StandardLocation
    kept = (QStandardPaths.writableLocation(place) for place in (places.DocumentsLocation, places.DownloadLocation))
    return next((folder for folder in kept if folder and Path(folder).is_dir()), str(Path.home()))
