"""Asking where a file is to be kept, or for a folder, whoever asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QDir, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from nextchat_desktop.ui.files import ask_folder, ask_where

ENDINGS = {"json": "A list", "nextchat.json": "As NextChat keeps it", "csv": "A table"}


class Asked:
    """Somebody was asked, and `told` is what came of it."""

    def __init__(self) -> None:
        self.around = QWidget()
        self.told: list[tuple[str, str]] = []
        self.dialog = ask_where(self.around, "where", "Where?", "mine.json", self._tell, ENDINGS)

    def _tell(self, path: str, ending: str) -> None:
        self.told.append((path, ending))

    @property
    def name(self) -> str:
        return self.dialog.selectedFiles()[0].rpartition("/")[2]

    def choose_kind(self, ending: str) -> None:
        self.dialog.filterSelected.emit(f"{ENDINGS[ending]} (*.{ending})")


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[Asked]:
    asked = Asked()
    yield asked
    asked.around.deleteLater()


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_name_ends_as_the_kind_of_file_does_that_is_chosen(asked: Asked, ending: str) -> None:
    asked.choose_kind("nextchat.json")
    asked.choose_kind(ending)
    assert asked.name == f"mine.{ending}"


def test_the_end_of_a_name_says_which_kind_is_meant(asked: Asked) -> None:
    for path in ("/b.csv", "/b.NextChat.json", "/b"):
        asked.dialog.fileSelected.emit(path)
    assert asked.told == [("/b.csv", "csv"), ("/b.NextChat.json", "nextchat.json"), ("/b", "json")]


def test_nothing_is_left_of_the_question_once_it_is_answered(asked: Asked) -> None:
    asked.dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert asked.around.findChildren(QFileDialog) == []


def test_a_folder_is_asked_for_where_the_last_one_was(qapp: QApplication, tmp_path: Path) -> None:
    around, told = QWidget(), list[str]()
    dialog = ask_folder(around, "whither", "Whither?", told.append, str(tmp_path))
    assert dialog.directory() == QDir(str(tmp_path))
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    assert dialog.testOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.emit("/b")
    assert told == ["/b"]
    around.deleteLater()
