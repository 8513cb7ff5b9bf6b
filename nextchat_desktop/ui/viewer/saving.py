"""Asks where a picture is to be kept, in which format, and writes it there."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFileDialog, QWidget

from nextchat_desktop.ui import files
from nextchat_desktop.ui.viewer.picture import SaveFormat


def ask_where(
    parent: QWidget, title: str, name: str, formats: Sequence[SaveFormat], chosen: Callable[[str, SaveFormat], None]
) -> QFileDialog:
    """Opens the question; `chosen` is told the path and the format that its end or the list of formats says."""
    by_ending = {format.suffix: format for format in formats}
    return files.ask_where(
        parent,
        "saveDialog",
        title,
        f"{name}.{formats[0].suffix}",
        lambda path, ending: chosen(path, by_ending[ending]),
        {format.suffix: format.label for format in formats},
        files.Place.PicturesLocation,
    )


def written(path: str, format: SaveFormat) -> str:
    """Why it could not be written; empty when it was."""
    return files.write_whole(path, format.make())
