"""Asks which files or folders are meant, and writes a file whole or not at all. It knows nothing of what is in them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QIODevice, QSaveFile, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

Place = QStandardPaths.StandardLocation


def ask_which(
    around: QWidget,
    id: str,
    title: str,
    filters: Sequence[str],
    *,
    many: bool = False,
    place: Place = Place.DocumentsLocation,
) -> QFileDialog:
    """Opens the question and returns at once; whoever asks connects what was chosen."""
    dialog = _dialog(around, id, title, place)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(filters))
    dialog.open()
    return dialog


def ask_folder(around: QWidget, id: str, title: str, chosen: Callable[[str], object], start: str = "") -> QFileDialog:
    """Opens the question and returns at once; `chosen` is told the path. It begins at `start`, or at the documents."""
    dialog = _dialog(around, id, title, Place.DocumentsLocation)
    if start:
        dialog.setDirectory(start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def ask_where(
    around: QWidget,
    id: str,
    title: str,
    name: str,
    chosen: Callable[[str, str], object],
    endings: Mapping[str, str] | None = None,
    place: Place = Place.DocumentsLocation,
) -> QFileDialog:
    """Opens the question and returns at once; `name` is offered.

    `endings` are those such a file can have, each with what it is called; the name ends as the one does that the person
    chooses among them. `chosen` is told the path, and the ending that is meant; nothing where there are none.
    """
    filters = {f"{label} (*.{ending})": ending for ending, label in (endings or {}).items()}
    dialog = _dialog(around, id, title, place)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(filters))
    dialog.setDefaultSuffix(next(iter(filters.values()), ""))
    dialog.selectFile(name)
    dialog.filterSelected.connect(lambda filter: _end_with(dialog, filters[filter], filters.values()))
    dialog.fileSelected.connect(
        lambda path: chosen(path, ending_of(path, filters.values()) or filters.get(dialog.selectedNameFilter(), ""))
    )
    dialog.open()
    return dialog


def ending_of(path: str, endings: Iterable[str]) -> str:
    """Which of them the path has, the longest that fits; empty where it has none."""
    fitting = [ending for ending in endings if path.lower().endswith(f".{ending}")]
    return max(fitting, key=len, default="")


def open_folder(folder: Path) -> None:
    """In whatever shows folders here."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def write_whole(path: str, data: bytes) -> str:
    """Why it could not be written; empty when it was. A file that was there is lost only to a whole new one."""
    file = QSaveFile(path)
    is_written = file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()
    return "" if is_written else file.errorString()


def _dialog(around: QWidget, id: str, title: str, place: Place) -> QFileDialog:
    dialog = QFileDialog(around, title, _folder(place))
    dialog.setObjectName(id)
    dialog.finished.connect(dialog.deleteLater)
    return dialog


def _folder(place: Place) -> str:
    """The first of those that are there."""
    kept = (QStandardPaths.writableLocation(one) for one in (place, Place.DownloadLocation))
    return next((folder for folder in kept if folder and Path(folder).is_dir()), str(Path.home()))


def _end_with(dialog: QFileDialog, ending: str, endings: Iterable[str]) -> None:
    """The system's own dialog is told the name; Qt's takes no other while its field has the keyboard."""
    dialog.setDefaultSuffix(ending)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    for path in dialog.selectedFiles():
        name = Path(path).name
        if was := ending_of(name, endings):
            (dialog.selectFile if field is None else field.setText)(f"{name[: -len(was)]}{ending}")
