"""The window in which conversations are given out: what, how, a look, and what comes of it."""

import errno
import json
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
)

from end2end.person import Person
from lived_in import PNG, keys_in, plant_keys
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.png_rows import chunks
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.sharing.troubles import not_written
from nextchat_desktop.words.catalogue import Words

Opened = Callable[..., QDialog]


def say(person: Person, id: str, title: str, pictures: tuple[Picture, ...] = (), folder: str | None = None) -> None:
    program = person.app.program
    asked = Message(f"{id}-q", Role.USER, (Text(f"What of {title}?"), *pictures), None, 1_700_000_000_000)
    said = Message(
        f"{id}-a",
        Role.ASSISTANT,
        (Reasoning("Hm."), Text(f"{title} it is.")),
        asked.id,
        1_700_000_001_000,
        author="Tiny",
    )
    head = Conversation(id, title, True, 1_700_000_000_000, 1_700_000_001_000, said.id, folder=folder)
    program.conversations.save(head, asked, said)
    program.shelf.read_again()


@pytest.fixture
def opened(person: Person) -> Opened:
    """The window, opened by a command."""

    def open(command: str = "export") -> QDialog:
        person.app.window.commands.run(command)
        return person.see("exportDialog", QDialog)

    return open


def choose(person: Person, name: str, text: str) -> None:
    box = person.see(name, QComboBox)
    row = box.findText(text) if box.findText(text) >= 0 else box.findData(text)
    assert row >= 0, [box.itemText(place) for place in range(box.count())]
    box.setCurrentIndex(row)


def begin(person: Person, path: Path) -> None:
    person.click("exportSaveButton")
    dialog = person.see("saveDialog", QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def save(person: Person, path: Path) -> None:
    begin(person, path)
    person.wait(lambda: not person.see("exportProgress", QProgressBar).isVisible())


def close(person: Person) -> None:
    person.see("exportDialog", QDialog).close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(person: Person) -> str:
    return person.read("exportSaid")


@pytest.mark.parametrize(("shape", "begins"), [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("html", b"<!DOCTYPE html>")])
def test_what_is_drawn_is_kept_in_a_file(
    person: Person, opened: Opened, tmp_path: Path, shape: str, begins: bytes
) -> None:
    opened()
    choose(person, "exportShape", shape)
    person.wait(lambda: not person.see("exportPicture", QLabel).pixmap().isNull())
    save(person, tmp_path / "one")
    assert (tmp_path / "one").read_bytes().startswith(begins)
    assert said(person) == f"Saved: {tmp_path / 'one'}"


def test_markdown_with_pictures_is_a_zip_and_without_them_a_file(
    person: Person, opened: Opened, tmp_path: Path
) -> None:
    kept = person.app.program.blobs.keep(PNG)
    assert kept is not None
    say(person, "p", "Paint", (kept,))
    session = person.app.program.library.open("p")
    assert session is not None
    person.app.window.show_session(session)
    opened()
    save(person, tmp_path / "one.zip")
    assert sorted(zipfile.ZipFile(tmp_path / "one.zip").namelist())[0] == "Paint.md"
    person.click("exportCopyButton")
    assert said(person) == "Copied without the pictures: save it to have them along."
    person.see("exportPictures", QCheckBox).click()
    save(person, tmp_path / "one.md")
    assert (tmp_path / "one.md").read_text("utf-8").startswith("# Paint")


@pytest.mark.parametrize("shape", ["pdf", "png", "html"])
def test_no_key_is_in_anything_that_is_drawn(person: Person, opened: Opened, tmp_path: Path, shape: str) -> None:
    plant_keys(person.app.program)
    say(person, "a", "Apples")
    opened()
    choose(person, "exportShape", shape)
    save(person, tmp_path / "one")
    choose(person, "exportWhat", "All conversations")
    save(person, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        files = [(tmp_path / "one").read_bytes(), *map(archive.read, archive.namelist())]
    assert len(files) == 3
    assert [keys_in(laid_open(file)) for file in files] == [[]] * 3


def laid_open(file: bytes) -> bytes:
    """What is packed in it as well; the words of a PDF, too. Of a picture there is nothing but what is seen."""
    if file.startswith(b"\x89PNG"):
        assert {kind for kind, _ in chunks(file)} == {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    if not file.startswith(b"%PDF"):
        return file
    reader = PdfReader(BytesIO(file))
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    streams = [each.get_data() for each in objects if isinstance(each, StreamObject)]
    words = "".join(page.extract_text() for page in reader.pages)
    assert "One?" in words or "Apples" in words
    return b"".join((file, *streams, repr((words, reader.metadata, reader.outline)).encode()))


def test_all_conversations_are_one_file_or_a_zip(person: Person, opened: Opened, tmp_path: Path) -> None:
    say(person, "a", "Apples")
    opened("export_all")
    assert person.read("exportCount") == "2 conversations"
    assert [person.see("exportList", QListWidget).item(row).text() for row in (0, 1)] == ["Apples", "One?"]
    choose(person, "exportShape", "json")
    save(person, tmp_path / "all.json")
    assert len(json.loads((tmp_path / "all.json").read_bytes())["conversations"]) == 2
    choose(person, "exportShape", "pdf")
    assert person.read("exportNote").startswith("2 conversations go into a zip")
    save(person, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["Apples.pdf", "One.pdf"]
        assert archive.read("Apples.pdf").startswith(b"%PDF")
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith((".", "all"))) == [
        "all.json",
        "all.zip",
    ]


def test_a_folder_and_chosen_conversations_are_exported_from_their_menus(
    person: Person, opened: Opened, tmp_path: Path
) -> None:
    shelving, menus = person.app.program.shelving, person.app.window.sidebar.menus
    folder = shelving.new_folder()
    say(person, "a", "Apples", folder=folder.id)
    say(person, "b", "Bread", folder=folder.id)
    menus.folder_export_asked.emit(folder.id)
    assert person.read("exportCount") == "2 conversations"
    close(person)
    menus.export_asked.emit(["a", "b"])
    assert person.see("exportWhat", QComboBox).currentText() == "The 2 chosen conversations"
    close(person)
    menus.export_asked.emit(["b"])
    assert "Bread it is." in person.see("exportText", QPlainTextEdit).toPlainText()


def test_what_means_nothing_is_shut_and_says_why(person: Person, opened: Opened) -> None:
    opened()
    choose(person, "exportShape", "json")
    box = person.see("exportThoughts", QCheckBox)
    assert (box.isEnabled(), box.isChecked()) == (False, True)
    assert box.toolTip() == "This format always has it, so that nothing is lost."
    assert person.see("exportPictures", QCheckBox).toolTip() == "There are no pictures in it."
    assert person.see("exportPrintButton", QPushButton).toolTip() == "This format is for programs, not for paper."
    choose(person, "exportShape", "pdf")
    assert person.see("exportCopyButton", QPushButton).toolTip() == "This format is a file: save it."
    choose(person, "exportWhat", "All conversations")
    person.wait(lambda: not person.see("exportPrintButton", QPushButton).isEnabled())
    assert "one conversation at a time" in person.see("exportPrintButton", QPushButton).toolTip()
    assert person.see("exportSaveButton", QPushButton).isEnabled()


def test_the_last_choice_is_remembered_for_each_format(person: Person, opened: Opened) -> None:
    say(person, "t", "Thoughtful")
    session = person.app.program.library.open("t")
    assert session is not None
    person.app.window.show_session(session)
    opened()
    person.see("exportThoughts", QCheckBox).click()
    assert "Hm." in person.see("exportText", QPlainTextEdit).toPlainText()
    choose(person, "exportShape", "txt")
    assert not person.see("exportThoughts", QCheckBox).isChecked()
    choose(person, "exportShape", "md")
    close(person)
    opened()
    assert person.see("exportThoughts", QCheckBox).isChecked()


def test_a_picture_and_a_page_are_copied(person: Person, opened: Opened) -> None:
    opened()
    clipboard = QGuiApplication.clipboard()
    for shape, kind in (("png", "image/png"), ("html", "text/html")):
        choose(person, "exportShape", shape)
        person.click("exportCopyButton")
        person.wait(lambda: said(person) == "Copied")
        assert clipboard.mimeData().hasFormat(kind)
    choose(person, "exportShape", "nextchat")
    assert said(person) == ""


def test_called_off_it_says_so_and_leaves_nothing(person: Person, opened: Opened, tmp_path: Path) -> None:
    for number in range(200):
        say(person, f"n{number}", f"Number {number}")
    opened("export_all")
    for shape in ("pdf", "html"):
        choose(person, "exportShape", shape)
        begin(person, tmp_path / "all.zip")
        person.see("exportDialog", QDialog).close()
        assert said(person) == "Still writing. Close once more to cancel it."
        person.click("exportStopButton")
        person.wait(lambda: said(person) == "Cancelled. Nothing was written.")
        assert [one.name for one in tmp_path.iterdir() if "all.zip" in one.name or "export" in one.name] == []
    close(person)
    assert person.app.window.findChild(QDialog, "exportDialog") is None


@pytest.mark.parametrize("shape", ["pdf", "json"])
def test_the_end_of_the_program_leaves_nothing_half(person: Person, opened: Opened, tmp_path: Path, shape: str) -> None:
    for number in range(100):
        say(person, f"n{number}", f"Number {number}")
    opened("export_all")
    choose(person, "exportShape", shape)
    begin(person, tmp_path / "all.zip")
    person.wait(lambda: person.see("exportProgress", QProgressBar).value() > 0)
    person.quit()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


@pytest.mark.parametrize("shape", ["md", "pdf", "html", "json"])
def test_where_nothing_can_be_written_it_is_told(person: Person, opened: Opened, tmp_path: Path, shape: str) -> None:
    (tmp_path / "file").write_text("x")
    opened()
    choose(person, "exportShape", shape)
    save(person, tmp_path / "file" / "out")
    person.wait(lambda: bool(said(person)))
    assert "Saved" not in said(person)
    assert "Errno" not in said(person)


def test_a_full_disk_is_called_by_its_name() -> None:
    words = Words(resource("locales"), "en")
    assert not_written(words, OSError(errno.ENOSPC, "No space left on device")).startswith("The disk is full")
    assert not_written(words, PermissionError(errno.EACCES, "Permission denied")).endswith(": Permission denied")


def test_without_any_conversation_it_says_what_is_missing(person: Person, opened: Opened) -> None:
    person.app.program.shelving.delete([person.session.conversation.id])
    opened("export_all")
    assert person.read("exportNote").startswith("There is nothing here to export yet")
    assert not person.see("exportSaveButton", QPushButton).isEnabled()
