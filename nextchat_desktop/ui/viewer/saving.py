"""Asks where a picture is to be kept and writes it there, whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from nextchat_desktop.ui.viewer.picture import SaveFormat


def ask_where(
    parent: QWidget, title: str, name: str, formats: Sequence[SaveFormat], chosen: Callable[[str, SaveFormat], None]
) -> QFileDialog:
    """Opens the question; `chosen` is told the path and the format that its end or the list of formats says."""
    dialog = QFileDialog(parent, title, _folder())
    dialog.setObjectName("saveDialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    filters = {f"{format.label} (*.{format.suffix})": format for format in formats}
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(formats[0].suffix)
    dialog.selectFile(f"{name}.{formats[0].suffix}")
    dialog.filterSelected.connect(lambda filter: dialog.setDefaultSuffix(filters[filter].suffix))
    dialog.fileSelected.connect(
        lambda path: chosen(path, _meant(path, formats) or filters[dialog.selectedNameFilter()])
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def written(path: str, format: SaveFormat) -> str:
    """Why it could not be written; empty when it was. A file that was there is lost only to a whole new one."""
    data = format.make()
    file = QSaveFile(path)
    is_written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    return "" if is_written else file.errorString()


def _meant(path: str, formats: Sequence[SaveFormat]) -> SaveFormat | None:
    ending = Path(path).suffix.lower().removeprefix(".")
    return next((format for format in formats if format.suffix == ending), None)


def _folder() -> str:
    places = QStandardPaths.StandardLocation
    kept = (QStandardPaths.writableLocation(place) for place in (places.PicturesLocation, places.DownloadLocation))
    return next((folder for folder in kept if folder and Path(folder).is_dir()), str(Path.home()))
