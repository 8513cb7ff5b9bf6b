"""Pictures on their whole way: into the composer, to the server, into the transcript, and back after a start."""

import os
import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.conversation import Draft
from nextchat_desktop.core.messages import Role
from nextchat_desktop.core.pictures import kind_of
from nextchat_desktop.ui.composer.chips import PictureChip
from nextchat_desktop.ui.composer.incoming import from_files
from nextchat_desktop.ui.viewer.window import PictureViewer
from scripted import JSON, STALL, Reply, ScriptedServer, error
from ui.test_pictures import png

ROOT = Path(__file__).parents[2]


def paste(person: Person, colour: str = "#2a6f97", width: int = 300) -> None:
    """A picture, as it is copied elsewhere; waits until it is ready."""
    before = len(person.app.window.page.composer.attachments.ready)
    mime = QMimeData()
    mime.setImageData(QImage.fromData(png(width, 200, colour)))
    QGuiApplication.clipboard().setMimeData(mime)
    person.press("composer", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: len(person.app.window.page.composer.attachments.ready) == before + 1)


def chips(person: Person) -> tuple[PictureChip, ...]:
    return person.app.window.page.composer.chips.chips


def pictures(person: Person) -> list[QToolButton]:
    """Those that are seen in the transcript."""
    found = person.app.window.page.transcript.findChildren(QToolButton, "pictureButton")
    return [
        each for each in found if each.isVisible() and each.accessibleDescription() == "Opens in a window of its own"
    ]


def colour_of(person: Person, picture: QToolButton) -> QColor:
    viewport = person.app.window.page.transcript.viewport()
    return viewport.grab().toImage().pixelColor(picture.geometry().center())


def connect(person: Person, server: ScriptedServer, model: Model) -> None:
    person.app.program.setup.save(Connection("c", "Lab", "compatible", server.base_url, models=(model,)))


def place_in(person: Person, name: str) -> QRect:
    """Where something lies in the window around the toast."""
    widget, around = person.see(name, QWidget), person.see("toast", QWidget).parentWidget()
    return QRect(widget.mapTo(around, QPoint(0, 0)), widget.size())


def forecast(person: Person) -> str:
    return person.read("composerForecast")


def test_a_pasted_picture_reaches_the_server_and_is_still_there_tomorrow(
    chatting: Person, server: ScriptedServer
) -> None:
    paste(chatting)
    assert forecast(chatting).endswith("and 1 picture")
    chatting.ask("What is this?")
    chatting.wait_for_the_answer()
    content = server.requests[0].json["messages"][-1]["content"]
    (url,) = (piece["image_url"]["url"] for piece in content if piece["type"] == "image_url")
    head, _, letters = url.partition(";base64,")
    assert (head, kind_of(b64decode(letters))) == ("data:image/png", "png")
    assert [piece["text"] for piece in content if piece["type"] == "text"] == ["What is this?"]
    assert chips(chatting) == ()
    chatting.wait(lambda: len(pictures(chatting)) == 1)
    chatting.quit()
    chatting.start()
    chatting.wait(lambda: len(pictures(chatting)) == 1)
    assert colour_of(chatting, pictures(chatting)[0]) == QColor("#2a6f97")


def test_a_picture_needs_no_words(chatting: Person, server: ScriptedServer) -> None:
    paste(chatting)
    chatting.press("composer", Qt.Key.Key_Return)
    chatting.wait_for_the_answer()
    (question,) = (message for message in chatting.session.path if message.role is Role.USER)
    assert (question.text, len(question.pictures)) == ("", 1)


def test_pictures_wait_in_the_draft_of_their_conversation(chatting: Person) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    first = chatting.session.conversation.id
    paste(chatting)
    chatting.app.window.new_chat()
    assert chips(chatting) == ()
    chatting.app.window.sidebar.chosen.emit(first)
    assert len(chips(chatting)) == 1
    chatting.quit()
    chatting.start()
    assert len(chips(chatting)) == 1


def test_pictures_survive_a_kill(
    home: Path, server: ScriptedServer, qtbot: QtBot, memory_keyring: KeyringBackend
) -> None:
    command = [sys.executable, "-m", "end2end.killed_drafting", str(home), server.base_url]
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    person = Person(qtbot, home, memory_keyring)
    try:
        person.wait(lambda: len(person.app.window.page.composer.attachments.ready) == 1)
        person.wait(lambda: not chips(person)[0].attached.thumb.isNull())
    finally:
        person.quit()


def test_a_removed_picture_comes_back_with_undo(chatting: Person) -> None:
    paste(chatting)
    QTest.keyClick(chips(chatting)[0], Qt.Key.Key_Delete)
    assert chips(chatting) == ()
    assert chatting.read("toastText") == "Removed Picture"
    chatting.click("undoButton")
    assert len(chips(chatting)) == 1


def test_the_tab_key_goes_from_the_pictures_to_the_field(chatting: Person) -> None:
    paste(chatting)
    paste(chatting, "#aa3311")
    first, second = chips(chatting)
    chatting.press("composer", Qt.Key.Key_Backtab)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Backtab)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    QTest.keyClick(second, Qt.Key.Key_Tab)
    assert chatting.see("composer", QWidget).hasFocus()


def test_all_that_was_refused_is_told_at_once(chatting: Person, tmp_path: Path) -> None:
    files = {"notes.txt": b"Hello", "list.csv": b"a,b", "holiday.png": b"\0\0\0\x18ftypheic\0\0\0\0"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    chatting.app.window.page.attaching.attach(from_files([str(tmp_path / name) for name in files]))
    chatting.wait(lambda: chatting.see("toastText", QLabel).isVisible())
    assert chatting.read("toastText").split("\n") == [
        "holiday.png is a HEIC picture, which cannot be read here. Save it as JPEG and attach that.",
        "list.csv and notes.txt are not pictures. Attach a PNG, JPEG, GIF, WebP, BMP or SVG.",
    ]
    toast = chatting.see("toast", QWidget)
    paste(chatting)
    chatting.wait(lambda: not toast.geometry().intersects(place_in(chatting, "composerFrame")))
    chatting.ask("Without them, then")
    assert not toast.isVisible()


def test_a_model_that_does_not_see_is_sent_the_words_alone(chatting: Person, server: ScriptedServer) -> None:
    paste(chatting)
    connect(chatting, server, Model("tiny", vision=False))
    assert not chatting.see("attachButton", QToolButton).isEnabled()
    assert chatting.read("picturesStay") == "tiny does not take pictures: only the text is sent, they stay here"
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    assert "image_url" not in server.requests[0].body.decode()
    assert len(chips(chatting)) == 1
    connect(chatting, server, Model("tiny"))
    assert chatting.see("attachButton", QToolButton).isEnabled()


def test_the_guide_takes_no_pictures_and_says_so(chatting: Person) -> None:
    chatting.app.window.commands.run("guide")
    chatting.wait_for_the_answer()
    button = chatting.see("attachButton", QToolButton)
    assert not button.isEnabled()
    assert button.accessibleDescription().endswith("does not take pictures")


def test_the_question_recalled_and_words_quoted_leave_pictures_alone(chatting: Person) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    paste(chatting)
    chatting.press("composer", Qt.Key.Key_Up)
    chatting.app.window.page.composer.quote("Fine.")
    assert chatting.app.window.page.composer.text().startswith("Hello")
    assert len(chips(chatting)) == 1


def test_a_click_on_a_picture_opens_it_from_composer_and_transcript(chatting: Person) -> None:
    paste(chatting)
    QTest.mouseClick(chips(chatting)[0], Qt.MouseButton.LeftButton)
    chatting.wait(lambda: chatting.app.window.findChild(PictureViewer) is not None)
    chatting.see("pictureViewer", PictureViewer).close()
    chatting.wait(lambda: chatting.app.window.findChild(PictureViewer) is None)
    chatting.ask("What is this?")
    chatting.wait_for_the_answer()
    chatting.wait(lambda: len(pictures(chatting)) == 1)
    QTest.mouseClick(pictures(chatting)[0], Qt.MouseButton.LeftButton)
    chatting.wait(lambda: chatting.app.window.findChild(PictureViewer) is not None)
    chatting.see("pictureViewer", PictureViewer).close()


def test_what_a_model_paints_is_shown_under_its_answer(chatting: Person, server: ScriptedServer) -> None:
    connect(chatting, server, Model("dall-e-3"))
    painted = b64encode(png(400, 400, "#aa3311")).decode()
    server.queue(Reply([b'{"data":[{"b64_json":"', painted.encode(), b'"}]}'], headers=JSON))
    assert chatting.see("composer", QWidget).property("placeholderText") == "Describe the picture"
    chatting.ask("A red field")
    chatting.wait_for_the_answer()
    chatting.wait(lambda: len(pictures(chatting)) == 1)
    picture = pictures(chatting)[0]
    assert (picture.width(), picture.height()) == (400, 400)
    assert colour_of(chatting, picture) == QColor("#aa3311")


def test_while_a_model_paints_that_is_told_and_can_be_stopped(chatting: Person, server: ScriptedServer) -> None:
    connect(chatting, server, Model("dall-e-3"))
    server.queue(Reply([STALL], headers=JSON))
    chatting.ask("A red field")
    transcript = chatting.app.window.page.transcript
    chatting.wait(lambda: "Painting…" in [label.text() for label in transcript.findChildren(QLabel, "caption")])
    chatting.click("stopButton")
    assert not chatting.session.busy
    assert server.hung_up.wait(5)


def test_a_painted_picture_can_be_attached_to_be_changed(chatting: Person, server: ScriptedServer) -> None:
    connect(chatting, server, Model("gpt-image-1"))
    assert chatting.read("emptyTitle") == "What shall the picture show?"
    painted = Reply([b'{"data":[{"b64_json":"', b64encode(png(400, 400, "#aa3311")), b'"}]}'], headers=JSON)
    server.queue(painted, painted)
    chatting.ask("A red field")
    chatting.wait_for_the_answer()
    chatting.wait(lambda: len(pictures(chatting)) == 1)
    menu = chatting.app.window.page.transcript._hands.menu(pictures(chatting)[0].geometry().center())
    next(action for action in menu.actions() if action.text() == "Attach to my next message").trigger()
    chatting.wait(lambda: len(chatting.app.window.page.composer.attachments.ready) == 1)
    assert chatting.see("composer", QWidget).hasFocus()
    assert (chatting.see("sendButton", QToolButton).isEnabled(), forecast(chatting)) == (False, "")
    chatting.ask("Now make it blue")
    chatting.wait_for_the_answer()
    assert server.requests[-1].path.endswith("/images/edits")
    assert b"Now make it blue" in server.requests[-1].body


def test_words_that_were_refused_are_no_part_of_the_next_picture(chatting: Person, server: ScriptedServer) -> None:
    connect(chatting, server, Model("dall-e-3"))
    refused = {"error": {"code": "content_policy_violation", "message": "Rejected by our safety system."}}
    server.queue(error(400, refused), error(400, refused))
    chatting.ask("A wild field")
    chatting.wait_for_the_answer()
    chatting.ask("A tame field")
    chatting.wait_for_the_answer()
    assert server.requests[-1].json["prompt"] == "A tame field"


def test_what_is_chosen_for_pictures_goes_with_the_next_request(chatting: Person, server: ScriptedServer) -> None:
    connect(chatting, server, Model("dall-e-3"))
    size = chatting.see("sizePicker", QPushButton)
    assert size.isVisible()
    next(action for action in size.menu().actions() if action.text() == "1792 × 1024").trigger()
    assert chatting.see("sizePicker", QPushButton).text() == "1792 × 1024"
    chatting.ask("A wide field")
    chatting.wait_for_the_answer()
    assert server.requests[-1].json["size"] == "1792x1024"
    connect(chatting, server, Model("tiny"))
    assert not size.isVisible()


@pytest.mark.parametrize("way", ["erased", "kept"])
def test_pictures_are_erased_with_what_showed_them(chatting: Person, way: str) -> None:
    paste(chatting)
    chatting.ask("Look")
    chatting.wait_for_the_answer()
    picture = next(part for message in chatting.session.path for part in message.pictures)
    program, id = chatting.app.program, chatting.session.conversation.id
    if way == "kept":
        program.conversations.keep_draft("", Draft("", 0, (picture,)))
    program.library.delete(id)
    program.bin.erase(program.bin.found())
    assert (program.blobs.get(picture.blob) is not None) == (way == "kept")
