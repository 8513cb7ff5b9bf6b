"""Asks for files of prompts, reads and writes them. What is in one is known to the engine."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.prompt_files import PromptFormat
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.ui.files import ask_where, ask_which, ending_of, write_whole
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

    def ask_what_to_take(self) -> None:
        words = self._words
        filters = [f"{words('prompts.files')} (*.json *.csv)", f"{words('attach.all_files')} (*)"]
        dialog = ask_which(self._around, "takePromptsDialog", words("prompts.import_title"), filters)
        dialog.fileSelected.connect(self.take)

    def ask_where_to(self) -> None:
        ask_where(
            self._around,
            "givePromptsDialog",
            self._words("prompts.export_title"),
            f"prompts.{PromptFormat.LIST}",
            lambda path, _ending: self.give(path),
            {form: self._words(f"prompts.format.{form}") for form in PromptFormat},
        )

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
        form = PromptFormat(ending_of(path, PromptFormat) or PromptFormat.LIST)
        if reason := write_whole(path, self._prompts.file(form)):
            self.failed.emit(self._words("prompts.not_written", detail=reason))
        else:
            self.told.emit(self._words("prompts.exported", path=Path(path).name))
