"""What a person does while the program opens is there when it is open: letters, caret, wishes; nothing twice."""

from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from nextchat_desktop.core.messages import Role
from nextchat_desktop.opening.running import run
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import LANGUAGE, SEND_KEY, THEME
from nextchat_desktop.ui.first_frame.note import from_text
from nextchat_desktop.ui.trouble_at_start import TroubleAtStart
from opening.opener import Opener, place_of, press, write
from scripted import ScriptedServer

UNTIL_NOTED = 2500
"""Milliseconds after which the next start would know."""
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opener(qtbot: QtBot, home: Path, memory_keyring: KeyringBackend, server: ScriptedServer) -> Opener:
    return Opener(home, memory_keyring, server.base_url)


def chosen(opener: Opener, option: Option[str], value: str) -> None:
    """Says so in the settings, and has the window open once with that."""
    app = opener.application()
    app.program.settings[option] = value
    opener.shown(app)
    opener.close(app)


def drafted(opener: Opener) -> str:
    """The draft of the conversations that have not begun."""
    app = opener.application()
    text = app.program.conversations.draft("").text
    opener.close(app)
    return text


def composed(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    return event


_HINTS = 20
"""A line of what stands below the field, which in a narrow window may have one more or less."""


def test_the_first_start_of_all_shows_nothing_before_the_program(opener: Opener) -> None:
    assert opener.look() is None


def test_the_field_stands_where_it_will_stand_with_the_draft_in_it(opener: Opener) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    field, window = first.field, first.window_shown
    assert field.hasFocus()
    assert window.isVisible()
    assert (field.toPlainText(), field.textCursor().position()) == ("Dear all", 8)
    before = place_of(field), window.geometry(), field.font().pixelSize(), field.placeholderText()
    app = opener.go_on(first)
    field = app.window.page.composer.field
    QApplication.processEvents()
    place, *rest = before
    assert (window.geometry(), field.font().pixelSize(), field.placeholderText()) == tuple(rest)
    stands = place_of(field)
    assert (stands.left(), stands.size()) == (place.left(), place.size())
    assert stands.top() == pytest.approx(place.top(), abs=_HINTS)
    assert app.window is window
    opener.close(app)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_looks_the_same_until_the_program_takes_its_place(opener: Opener, theme: str) -> None:
    opener.leave("Dear all")
    chosen(opener, THEME, theme)
    first = opener.begin()
    first.field.setCursorWidth(0)  # it blinks
    seen = [first.grab().toImage()]

    def look() -> None:
        QApplication.processEvents()
        seen.append(first.grab().toImage())

    app = opener.go_on(first, look)
    assert len(seen) > 5
    assert [index for index, image in enumerate(seen) if image != seen[0]] == []
    opener.close(app)


def test_what_is_written_meanwhile_goes_on_where_it_was(opener: Opener) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    write(first.field, ", hello")
    first.field.moveCursor(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    app = opener.go_on(first)
    composer = app.window.page.composer
    assert composer.field.hasFocus()
    assert (composer.text(), composer.field.textCursor().selectedText()) == ("Dear all, hello", "hello")
    write(composer.field, "good day")
    assert composer.text() == "Dear all, good day"
    while composer.field.document().isUndoAvailable():
        composer.field.undo()
    assert composer.text() == "Dear all"
    opener.close(app)


def test_what_is_written_meanwhile_is_kept_as_the_draft(opener: Opener) -> None:
    opener.leave()
    first = opener.begin()
    write(first.field, "hello")
    opener.close(opener.go_on(first))
    assert drafted(opener) == "hello"


def test_what_is_sent_meanwhile_is_sent_once_and_what_follows_stays(opener: Opener, server: ScriptedServer) -> None:
    opener.leave()
    first = opener.begin()
    write(first.field, "first")
    press(first.field, Qt.Key.Key_Return)
    assert first.field.toPlainText() == ""
    write(first.field, "then")
    app = opener.go_on(first)
    session = app.window.page.session
    assert session is not None
    asked = [message.text for message in session.path if message.role is Role.USER]
    assert (asked, app.window.page.composer.text()) == (["first"], "then")
    opener.close(app)


def test_two_questions_are_asked_one_after_the_other(opener: Opener, server: ScriptedServer, qtbot: QtBot) -> None:
    opener.leave()
    first = opener.begin()
    for text in ("one", "two"):
        write(first.field, text)
        press(first.field, Qt.Key.Key_Return)
    app = opener.go_on(first)
    session = app.window.page.session
    assert session is not None
    qtbot.waitUntil(lambda: len(server.requests) == 2 and not session.busy, timeout=10_000)
    assert [message.text for message in session.path if message.role is Role.USER] == ["one", "two"]
    opener.close(app)


def test_what_is_typed_after_the_key_for_a_new_conversation_is_said_there(opener: Opener, qtbot: QtBot) -> None:
    opener.leave()
    first = opener.begin()
    for text in ("old", "draft"):
        write(first.field, text)
        press(first.field, Qt.Key.Key_Return if text == "old" else Qt.Key.Key_Shift)
    press(first.field, Qt.Key.Key_N, CONTROL)
    write(first.field, "new")
    QApplication.sendEvent(first.field, composed("你"))
    press(first.field, Qt.Key.Key_Return)
    assert (first.sent, first.written) == (["old"], "old\n\ndraft\n\nnew你\n")
    app = opener.go_on(first)
    qtbot.waitUntil(lambda: len(list(app.program.library.all())) == 2)
    session = app.window.page.session
    assert session is not None
    assert [message.text for message in session.path if message.role is Role.USER] == ["new你"]
    assert first.written == ""
    before = next(one for one in app.program.library.all() if one.id != session.conversation.id)
    assert app.program.conversations.draft(before.id).text == "draft"
    opener.close(app)


def test_a_picture_that_is_pasted_meanwhile_is_not_lost(opener: Opener, qtbot: QtBot) -> None:
    opener.leave()
    first = opener.begin()
    write(first.field, "What is ")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QApplication.clipboard().setImage(image)
    press(first.field, Qt.Key.Key_V, CONTROL)
    write(first.field, "this?")
    app = opener.go_on(first)
    app.window.show()
    composer = app.window.page.composer
    qtbot.waitUntil(lambda: len(composer.attachments.pictures) == 1)
    assert composer.text() == "What is this?"
    opener.close(app)


def test_what_a_key_opens_has_what_is_typed_then(opener: Opener, qtbot: QtBot) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    press(first.field, Qt.Key.Key_K, CONTROL)
    write(first.field, "sett")
    app = opener.go_on(first)
    app.window.show()
    qtbot.waitUntil(lambda: any(field.text() == "sett" for field in app.window.findChildren(QLineEdit)))
    assert app.window.page.composer.text() == "Dear all"
    opener.close(app)


def test_a_key_for_quitting_counts_as_soon_as_there_is_somebody_who_can(opener: Opener, qtbot: QtBot) -> None:
    opener.leave()
    first = opener.begin()
    write(first.field, "kept")
    press(first.field, Qt.Key.Key_Q, CONTROL)
    app = opener.go_on(first)
    app.window.show()
    qtbot.waitUntil(lambda: not app.window.isVisible())
    opener.close(app)
    assert drafted(opener) == "kept"


def test_keys_of_the_field_wait_for_nobody(opener: Opener) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    write(first.field, "!")
    press(first.field, Qt.Key.Key_Z, CONTROL)
    press(first.field, Qt.Key.Key_A, CONTROL)
    write(first.field, "x")
    assert (first.field.toPlainText(), bool(first.later)) == ("x", False)
    opener.close(opener.go_on(first))


def test_whoever_closes_the_window_after_such_a_key_finds_it_in_the_draft(opener: Opener) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    press(first.field, Qt.Key.Key_N, CONTROL)
    write(first.field, "new")
    first.window_shown.close()
    opener.close(opener.go_on(first))
    assert drafted(opener) == "Dear all\n\nnew"


def test_the_key_that_sends_is_the_one_that_was_set(opener: Opener) -> None:
    opener.leave()
    chosen(opener, SEND_KEY, "ctrl_enter")
    first = opener.begin()
    write(first.field, "a")
    press(first.field, Qt.Key.Key_Return)
    write(first.field, "b")
    assert (first.field.toPlainText(), first.sent) == ("a\nb", [])
    press(first.field, Qt.Key.Key_Return, CONTROL)
    assert first.sent == ["a\nb"]
    opener.close(opener.go_on(first))


def test_the_key_that_sends_counts_though_the_program_is_killed_then(opener: Opener, qtbot: QtBot) -> None:
    opener.leave()
    app = opener.application()
    opener.shown(app)
    qtbot.wait(UNTIL_NOTED)
    app.program.settings[SEND_KEY] = "ctrl_enter"
    qtbot.wait(UNTIL_NOTED)
    left = from_text(opener.paths.first_frame.read_text("utf-8"))
    opener.close(app)
    assert left is not None
    assert left.send_key == "ctrl_enter"


def test_nothing_is_sent_by_nothing(opener: Opener) -> None:
    opener.leave()
    first = opener.begin()
    press(first.field, Qt.Key.Key_Return)
    write(first.field, "  ")
    press(first.field, Qt.Key.Key_Return)
    assert first.sent == []
    opener.close(opener.go_on(first))


def test_whoever_closes_the_window_meanwhile_sends_nothing_and_loses_nothing(
    opener: Opener, server: ScriptedServer
) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    press(first.field, Qt.Key.Key_Return)
    write(first.field, "and more")
    first.window_shown.close()
    opener.close(opener.go_on(first))
    assert server.requests == []
    assert drafted(opener) == "Dear all\n\nand more"


def test_a_word_that_is_being_composed_is_waited_for(opener: Opener) -> None:
    opener.leave()
    first = opener.begin()
    QApplication.sendEvent(first.field, QInputMethodEvent("ni", []))
    QTimer.singleShot(50, lambda: QApplication.sendEvent(first.field, composed("你")))
    first.wait_for_the_word()
    app = opener.go_on(first)
    assert app.window.page.composer.text() == "你"
    opener.close(app)


def test_a_start_that_fails_says_so_and_keeps_what_was_written_for_the_next(opener: Opener) -> None:
    opener.leave("Dear all")
    first = opener.begin()
    write(first.field, ", hello")
    opener.paths.settings_file.write_text("")
    database = opener.paths.database.read_bytes()
    opener.paths.database.write_bytes(b"no database" * 100)
    seen: list[str] = []

    def give_up() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, TroubleAtStart)
        seen.append(box.text())
        box.reject()

    QTimer.singleShot(0, give_up)
    assert run(qt(), "", lambda **more: opener.application(first), first) == 1  # type: ignore[arg-type]
    assert seen
    assert first.written == "Dear all, hello"
    first.window_shown.close()
    opener.paths.database.write_bytes(database)


def qt() -> QApplication:
    there = QApplication.instance()
    assert isinstance(there, QApplication)
    return there


def test_what_a_failed_start_kept_stands_in_the_field(opener: Opener) -> None:
    opener.leave("Dear all")
    opener.paths.unkept.write_text("Dear all, hello", "utf-8")
    first = opener.begin()
    assert first.field.toPlainText() == first.written == "Dear all, hello"
    app = opener.go_on(first)
    assert (app.window.page.composer.text(), first.written) == ("Dear all, hello", "")
    opener.close(app)


def test_what_was_written_comes_again_where_the_program_was_killed_before_it_was_loaded(
    opener: Opener, server: ScriptedServer, qtbot: QtBot
) -> None:
    opener.leave()
    killed = opener.begin()
    write(killed.field, "Asked")
    press(killed.field, Qt.Key.Key_Return)
    write(killed.field, "and")
    qtbot.wait(400)
    press(killed.field, Qt.Key.Key_N, CONTROL)
    write(killed.field, "more")
    qtbot.waitUntil(lambda: opener.paths.unkept.exists() and "more" in opener.paths.unkept.read_text("utf-8"))
    first = opener.begin()
    killed.window_shown.close()
    assert first.field.toPlainText() == "Asked\n\nand\n\nmore"
    opener.close(opener.go_on(first))
    assert server.requests == []
    assert (drafted(opener), opener.paths.unkept.exists()) == ("Asked\n\nand\n\nmore", False)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_has_the_colours_of_the_look_that_is_set(opener: Opener, theme: str) -> None:
    opener.leave()
    chosen(opener, THEME, theme)
    first = opener.begin()
    shot = first.window_shown.grab().toImage()
    app = opener.go_on(first)
    QApplication.processEvents()
    after = app.window.grab().toImage()
    for x, y in ((5, shot.height() // 2), (shot.width() // 2, 5), (shot.width() - 5, shot.height() // 2)):
        assert shot.pixelColor(x, y) == after.pixelColor(x, y)
    assert (shot.pixelColor(5, 400).lightness() < 128) == (theme == "dark")
    opener.close(app)


def test_it_speaks_chinese_to_those_who_do(opener: Opener) -> None:
    opener.leave()
    chosen(opener, LANGUAGE, "zh_CN")
    first = opener.begin()
    assert first.field.placeholderText() == first.field.accessibleName() == "发消息给 tiny"
    opener.close(opener.go_on(first))


def test_in_arabic_the_sidebar_is_on_the_right(opener: Opener) -> None:
    opener.leave()
    chosen(opener, LANGUAGE, "ar")
    first = opener.begin()
    before = place_of(first.field), first.field.cursorRect()
    app = opener.go_on(first)
    QApplication.processEvents()
    field = app.window.page.composer.field
    assert (place_of(field), field.cursorRect()) == before
    assert field.cursorRect().left() > field.width() / 2
    assert place_of(app.window.sidebar).left() > place_of(field).right()
    opener.close(app)


def test_without_a_model_there_is_nothing_to_write_in(opener: Opener) -> None:
    app = opener.application()
    opener.shown(app)
    opener.close(app)
    assert opener.look() is None


def test_nothing_is_shown_where_the_data_are_about_to_change(opener: Opener) -> None:
    opener.leave()
    note = from_text(opener.paths.first_frame.read_text("utf-8"))
    assert note is not None
    Path(note.orders).write_text("{}")
    assert opener.look() is None
    Path(note.orders).unlink()


def test_nothing_is_shown_where_nobody_knows_what_stands_in_the_field(opener: Opener) -> None:
    opener.leave("Dear all")
    opener.paths.database.rename(opener.paths.database.with_suffix(".away"))
    assert opener.look() is None


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", "[" * 100_000, '{"program": "0"}', "\0", "null"])
def test_a_note_that_is_none_is_no_note(text: str) -> None:
    assert from_text(text) is None


def test_a_draft_is_found_though_the_program_was_killed(opener: Opener) -> None:
    """Another process holds the database open, and what it wrote last is in its log of changes alone."""
    opener.leave()
    app = opener.application()
    opener.shown(app)
    app.window.page.composer.set_text("just now")
    app.window.page.drafting.keep_soon()
    app.window.page.drafting.keep()
    first = opener.begin()
    assert first.field.toPlainText() == "just now"
    first.window_shown.close()
    opener.close(app)
