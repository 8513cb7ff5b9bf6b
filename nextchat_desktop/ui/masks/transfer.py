"""Asks for files of masks, reads and writes them. What is in one is known to the engine."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.pictures import file_name
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.ui.files import ask_where, ask_which, write_whole
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

    def ask_what_to_take(self) -> None:
        title = self._words("masks.import_title")
        dialog = ask_which(self._around, "takeMasksDialog", title, ["JSON (*.json)"], many=True)
        dialog.filesSelected.connect(self.take)

    def ask_where_to(self, masks: Sequence[Mask]) -> None:
        name = file_name(masks[0].name) if len(masks) == 1 else ""
        ask_where(
            self._around,
            "giveMasksDialog",
            self._words("masks.export_title"),
            f"{name or 'masks'}.json",
            lambda path, _ending: self.give(masks, path),
            {"json": "JSON"},
        )

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
        if reason := write_whole(path, self._masks.written(masks)):
            self.failed.emit(self._words("masks.not_given", reason=reason))
        else:
            self.told.emit(self._words.plural("masks.given", len(masks), name=Path(path).name))
