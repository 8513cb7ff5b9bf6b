"""Asks for files of prompts, reads and writes them. What is in one is known to the engine."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from nextchat_desktop.core.prompt_files import PromptFormat
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_a_row

_MOST = 50_000_000
"""Bytes; no file of prompts is as large."""


class Transfer(QObject):
    """`told` says what came of it, `failed` why nothing did."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, prompts: Prompts, words: Words, around: QWidget) -> None:
        super().__init__(around)
        self._prompts = prompts
        self._words = words
        self._around = around

    def ask_what_to_take(self) -> QFileDialog:
        words = self._words
        dialog = self._dialog("takePromptsDialog", words("prompts.import_title"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{words('prompts.files')} (*.json *.csv)", f"{words('prompts.all_files')} (*)"])
        dialog.fileSelected.connect(self.take)
        dialog.open()
        return dialog

    def ask_where_to(self) -> QFileDialog:
        dialog = self._dialog("givePromptsDialog", self._words("prompts.export_title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        filters = {f"{self._words(f'prompts.format.{form}')} (*.{form})": form for form in PromptFormat}
        dialog.setNameFilters(list(filters))
        dialog.selectFile(f"prompts.{PromptFormat.LIST}")
        dialog.filterSelected.connect(partial(self._on_filter, dialog, filters))
        dialog.fileSelected.connect(self.give)
        dialog.open()
        return dialog

    def take(self, path: str) -> None:
        """The prompts of this file, as the person's own."""
        try:
            with Path(path).open("rb") as file:
                data = file.read(_MOST)
        except OSError as error:
            self.failed.emit(self._words("prompts.not_read", detail=error.strerror or error))
            return
        read = self._prompts.take_in(data)
        if not read.prompts:
            self.failed.emit(self._words("prompts.all_known" if read.left_out else "prompts.nothing_in_file"))
        elif read.left_out:
            taken = self._words.plural("prompts.imported", len(read.prompts))
            self.told.emit(in_a_row((f"{taken}.", self._words.plural("prompts.left_out", read.left_out))))

    def give(self, path: str) -> None:
        """The person's own prompts, in the format that the end of the name tells."""
        form = next((one for one in reversed(PromptFormat) if path.lower().endswith(f".{one}")), PromptFormat.LIST)
        data, file = self._prompts.file(form), QSaveFile(path)
        if file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit():
            self.told.emit(self._words("prompts.exported", path=Path(path).name))
        else:
            self.failed.emit(self._words("prompts.not_written", detail=file.errorString()))

    def _on_filter(self, dialog: QFileDialog, forms: dict[str, PromptFormat], chosen: str) -> None:
        """The name ends as its format does."""
        name = Path((dialog.selectedFiles() or ["prompts"])[0]).name
        for form in sorted(PromptFormat, key=len, reverse=True):
            name = name.removesuffix(f".{form}")
        dialog.selectFile(f"{name}.{forms[chosen]}")

    def _dialog(self, name: str, title: str) -> QFileDialog:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._around, title, folder)
        dialog.setObjectName(name)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
