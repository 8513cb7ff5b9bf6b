"""Asks where a block of code is to be kept and writes it there; it knows no transcript."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.markup.code import suffix
from nextchat_desktop.ui.files import ask_where, write_whole
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
        title, name = self._words("transcript.save_title"), f"code.{suffix(language)}"
        ask_where(self._around, "saveCodeDialog", title, name, partial(self._save, code))

    def _save(self, code: str, path: str, _ending: str) -> None:
        words = self._words
        if reason := write_whole(path, (code if code.endswith("\n") else f"{code}\n").encode()):
            self.failed.emit(words("transcript.not_saved", reason=reason))
        else:
            self.told.emit(words("transcript.saved", name=Path(path).name))
