"""Asks for files of masks, reads and writes them. What is in one is known to the engine."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.words.catalogue import Words

_MOST = 200_000_000
"""Bytes; no file of masks is as large."""


class Transfer(QObject):
    """`told` says that a file was written, `failed` why nothing came of it."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, masks: Masks, words: Words, around: QWidget) -> None:
        super().__init__(around)
        self._masks = masks
        self._words = words
        self._around = around

    def ask_what_to_take(self) -> QFileDialog:
        dialog = self._dialog("takeMasksDialog", self._words("masks.import_title"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.take)
        dialog.open()
        return dialog

    def ask_where_to(self, masks: Sequence[Mask]) -> QFileDialog:
        dialog = self._dialog("giveMasksDialog", self._words("masks.export_title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")
        name = file_name(masks[0].name) if len(masks) == 1 else ""
        dialog.selectFile(f"{name or 'masks'}.json")
        dialog.fileSelected.connect(partial(self.give, tuple(masks)))
        dialog.open()
        return dialog

    def take(self, paths: Sequence[str]) -> None:
        """The masks of these files; those of the others are taken where one cannot be read."""
        files = []
        for path in paths:
            try:
                with open(path, "rb") as file:
                    files.append(file.read(_MOST))
            except OSError as error:
                reason = error.strerror or str(error)
                self.failed.emit(self._words("masks.not_read", name=Path(path).name, reason=reason))
        nothing = self._masks.take(files) if files else ""
        if nothing:
            self.failed.emit(nothing)

    def give(self, masks: Sequence[Mask], path: str) -> None:
        data = self._masks.written(masks)
        file = QSaveFile(path)
        is_written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
        if is_written:
            self.told.emit(self._words.plural("masks.given", len(masks), name=Path(path).name))
        else:
            self.failed.emit(self._words("masks.not_given", reason=file.errorString()))

    def _dialog(self, name: str, title: str) -> QFileDialog:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._around, title, folder)
        dialog.setObjectName(name)
        dialog.setNameFilter("JSON (*.json)")
        dialog.finished.connect(dialog.deleteLater)
        return dialog
