"""Keys that run commands: those there are, the person's own, what tells of them, and the page to change them on."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton, QWidget

from end2end.person import Person
from nextchat_desktop.engine.commands import COMMANDS
from nextchat_desktop.settings.schema import TEXT_SIZE
from nextchat_desktop.ui.commands import Commands
from nextchat_desktop.ui.palette.items import Item
from nextchat_desktop.ui.palette.panel import PalettePanel
from nextchat_desktop.ui.palette.rows import ROW_ROLE
from nextchat_desktop.ui.settings.shortcut_row import ShortcutRow
from nextchat_desktop.ui.settings.shortcuts_page import ShortcutsPage

NEXTCHAT = {
    "Ctrl+Shift+O": "new",
    "Shift+Esc": "composer",
    "Ctrl+Shift+;": "copy_last_code",
    "Ctrl+Shift+C": "copy_last",
    "Ctrl+/": "shortcuts",
    "Ctrl+Shift+Backspace": "clear",
}

REFUSED = {"A": "needed for writing", "Ctrl+C": "edits text", "Return": "edits text", "Down": "moves through"}


def press(widget: QWidget, keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(widget, combination.key(), combination.keyboardModifiers())


@pytest.fixture
def ran(person: Person) -> list[str]:
    """What is run from now on, in place of doing it."""
    done: list[str] = []
    commands = person.app.window.commands
    for command in COMMANDS:
        commands.bind(command.id, lambda id=command.id: done.append(id))
    return done


def test_every_shortcut_works_while_one_is_writing(person: Person, ran: list[str]) -> None:
    field = person.app.window.page.composer.field
    for command in COMMANDS:
        for keys in command.keys:
            field.setFocus()
            press(field, keys)
            assert ran == [command.id], keys
            ran.clear()


def test_what_was_typed_is_undone_before_what_was_done(person: Person, ran: list[str]) -> None:
    field = person.app.window.page.composer.field
    QTest.keyClicks(field, "hello")
    press(field, "Ctrl+Z")
    assert field.toPlainText() == ""
    press(field, "Ctrl+Shift+Z")
    assert field.toPlainText() == "hello"
    assert ran == []


def test_the_shortcuts_people_know_from_nextchat_do_the_same_here(person: Person, ran: list[str]) -> None:
    for keys in NEXTCHAT:
        press(person.app.window.page.composer.field, keys)
    assert ran == list(NEXTCHAT.values())


@pytest.mark.parametrize("keys", ["Ctrl+Up", "Ctrl+Down", "Alt+Up", "Alt+Down"])
def test_moving_about_while_writing_never_leads_to_another_chat(person: Person, ran: list[str], keys: str) -> None:
    press(person.app.window.page.composer.field, keys)
    assert not set(ran) & {"next", "previous"}


def test_every_command_that_somebody_does_has_words(person: Person) -> None:
    for command in COMMANDS:
        assert person.app.program.words(f"command.{command.id}")
        assert person.app.program.words(f"command.group.{command.group}")


def rows_of(person: Person) -> list[Item]:
    model = person.see("shortcutsPanel", PalettePanel).list.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def test_the_overview_tells_all_keys_by_group_and_can_be_searched(person: Person) -> None:
    press(person.app.window.page.composer.field, "Ctrl+/")
    heads = [row.title for row in rows_of(person) if row.is_head]
    assert heads == ["Conversations", "Reading", "Window", "Always", "Settings"]
    commands: Commands = person.app.window.commands
    told = {row.key: row.keys for row in rows_of(person)}
    with_keys = [command for command in commands.all() if command.keys]
    assert {f"key:{command.id}": command.keys for command in with_keys}.items() <= told.items()
    person.type("shortcutsFilter", "ctrl+n")
    assert [row.title for row in rows_of(person)][:2] == ["Conversations", "New chat"]
    person.type("shortcutsFilter", "sideb")
    assert [row.title for row in rows_of(person)] == ["Window", "Show or hide the sidebar"]
    sidebar = person.see("sidebar", QWidget)
    assert sidebar.isVisible()
    person.press("shortcutsFilter", Qt.Key.Key_Return)
    assert not sidebar.isVisible()
    assert not person.see("shortcutsPanel", PalettePanel).isVisible()


def test_from_the_overview_one_comes_to_where_keys_are_changed(person: Person) -> None:
    press(person.app.window.page.composer.field, "Ctrl+/")
    person.type("shortcutsFilter", "change")
    person.press("shortcutsFilter", Qt.Key.Key_Return)
    assert person.see("shortcutsFilter", QLineEdit)
    assert row(person, "new").isVisible()


def test_the_size_of_the_text_is_changed_by_keys_and_back(person: Person) -> None:
    field, settings = person.app.window.page.composer.field, person.app.program.settings
    for keys in ("Ctrl++", "Ctrl+=", "Ctrl+-"):
        press(field, keys)
    assert settings[TEXT_SIZE] == TEXT_SIZE.default + 1
    press(field, "Ctrl+0")
    assert settings[TEXT_SIZE] == TEXT_SIZE.default
    for _ in range(10):
        press(field, "Ctrl+-")
    assert settings[TEXT_SIZE] == 12


# The page


def row(person: Person, id: str) -> ShortcutRow:
    return next(one for one in person.app.window.findChildren(ShortcutRow) if one.command.id == id)


def open_page(person: Person) -> QWidget:
    dialog = person.app.window.open_settings("keyboard")
    person.wait(dialog.isActiveWindow)
    return dialog


def push(person: Person, name: str) -> None:
    button = person.see(name, QAbstractButton)
    assert button.isEnabled(), name
    button.click()
    QApplication.sendPostedEvents(None, 0)


def give(person: Person, id: str, keys: str) -> None:
    push(person, f"addKeys-{id}")
    press(person.see(f"keys-{id}", QWidget), keys)


def hint(person: Person, id: str) -> str:
    label = person.see(f"shortcutHint-{id}", QLabel)
    return label.text() if label.isVisible() else ""


def test_a_command_gets_further_keys_that_work_at_once_and_after_a_start(person: Person) -> None:
    open_page(person)
    give(person, "guide", "F1")
    give(person, "guide", "Ctrl+Alt+G")
    assert person.app.window.commands.keys("guide") == ("F1", "Ctrl+Alt+G")
    person.app.window.open_settings("keyboard").close()
    person.app.window.activateWindow()
    person.wait(person.app.window.isActiveWindow)
    press(person.app.window.page.composer.field, "F1")
    assert person.session.conversation.choice is not None
    person.quit()
    person.start()
    assert person.app.window.commands.keys("guide") == ("F1", "Ctrl+Alt+G")


def test_keys_of_another_command_are_named_and_may_be_left_or_taken_over(person: Person) -> None:
    open_page(person)
    give(person, "guide", "Ctrl+N")
    assert hint(person, "guide") == "Ctrl+N already belongs to “New chat”"
    push(person, "leave-guide")
    assert hint(person, "guide") == ""
    assert person.app.window.commands.keys("guide") == ()
    give(person, "guide", "Ctrl+N")
    push(person, "takeOver-guide")
    assert hint(person, "guide") == "Ctrl+N now belongs here, no longer to “New chat”"
    assert person.app.window.commands.keys("guide") == ("Ctrl+N",)
    assert person.app.window.commands.keys("new") == ("Ctrl+Shift+O",)
    assert [chip.text() for chip in row(person, "new").findChildren(QPushButton) if chip.isVisible()] == [
        "Ctrl+Shift+O"
    ]


def test_keys_that_everybody_needs_are_refused_with_a_reason(person: Person) -> None:
    open_page(person)
    push(person, "addKeys-guide")
    for keys, reason in REFUSED.items():
        press(person.see("keys-guide", QWidget), keys)
        assert reason in hint(person, "guide"), keys
        assert person.app.window.commands.keys("guide") == ()
    press(person.see("keys-guide", QWidget), "Ctrl+Alt+G")
    assert person.app.window.commands.keys("guide") == ("Ctrl+Alt+G",)


def test_escape_while_keys_are_awaited_changes_nothing_and_closes_nothing(person: Person) -> None:
    dialog = open_page(person)
    push(person, "addKeys-guide")
    press(person.see("keys-guide", QWidget), "Esc")
    assert dialog.isVisible()
    assert not person.see("keys-guide", QWidget).isVisible()
    assert person.app.window.commands.keys("guide") == ()


def test_one_key_is_replaced_or_removed_and_all_are_put_back(person: Person) -> None:
    open_page(person)
    push(person, "chip-new-Ctrl+N")
    press(person.see("keys-new", QWidget), "Ctrl+T")
    assert person.app.window.commands.keys("new") == ("Ctrl+T", "Ctrl+Shift+O")
    push(person, "takeKeys-new-Ctrl+Shift+O")
    push(person, "takeKeys-find-Ctrl+F")
    assert person.app.window.commands.keys("new") == ("Ctrl+T",)
    assert person.app.window.commands.keys("find") == ()
    push(person, "putBackKeys-new")
    assert person.app.window.commands.keys("new") == ("Ctrl+N", "Ctrl+Shift+O")
    push(person, "putBackAllKeys")
    assert person.app.window.commands.keys("find") == ("Ctrl+F",)
    assert not person.see("putBackAllKeys", QAbstractButton).isEnabled()
    assert "shortcut" not in "".join(
        path.read_text("utf-8") for path in person.app.program.paths.config.rglob("*.toml")
    )


def test_the_page_is_searched_by_command_and_by_keys(person: Person) -> None:
    open_page(person)
    for text, shown in (("sidebar", "sidebar"), ("ctrl+k", "palette"), ("nch", "new")):
        person.type("shortcutsFilter", text)
        assert shown in [one.command.id for one in person.app.window.findChildren(ShortcutRow) if one.isVisible()]
    person.type("shortcutsFilter", "xyzzy")
    assert person.read("shortcutsNothing") == "No command and no keys are called that"
    assert person.see("shortcutsNothing", QLabel).isVisible()


def test_what_tells_of_keys_tells_those_there_are_now(person: Person) -> None:
    outline = person.see("outlineButton", QWidget)
    assert outline.toolTip() == "Outline of this conversation (Ctrl+Shift+L)"
    open_page(person)
    push(person, "chip-outline-Ctrl+Shift+L")
    press(person.see("keys-outline", QWidget), "Ctrl+Alt+O")
    assert outline.toolTip() == "Outline of this conversation (Ctrl+Alt+O)"
    push(person, "takeKeys-outline-Ctrl+Alt+O")
    assert outline.toolTip() == "Outline of this conversation"


def test_the_page_can_be_used_by_keyboard_alone_and_heard(person: Person) -> None:
    open_page(person)
    line = row(person, "find")
    chip = line.findChild(QPushButton, "chip-find-Ctrl+F")
    assert isinstance(chip, QPushButton)
    assert chip.accessibleName() == "Ctrl+F for “Find in this conversation”: press other keys instead"
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert QApplication.focusWidget() is person.see("keys-find", QWidget)
    press(person.see("keys-find", QWidget), "Ctrl+N")
    assert QApplication.focusWidget() is person.see("takeOver-find", QWidget)
    QTest.keyClick(person.see("takeOver-find", QWidget), Qt.Key.Key_Space)
    assert QApplication.focusWidget() is person.see("addKeys-find", QWidget)
    assert person.app.window.commands.keys("find") == ("Ctrl+N",)


def test_escape_leaves_the_keys_of_another_command_alone_and_the_window_open(person: Person) -> None:
    open_page(person)
    give(person, "find", "Ctrl+N")
    QTest.keyClick(person.see("takeOver-find", QWidget), Qt.Key.Key_Escape)
    assert hint(person, "find") == ""
    assert QApplication.focusWidget() is person.see("addKeys-find", QWidget)
    assert person.app.window.commands.keys("new") == ("Ctrl+N", "Ctrl+Shift+O")


def test_the_page_stays_where_one_is_and_shows_what_it_asks(person: Person) -> None:
    open_page(person)
    page = person.see("shortcutsFilter", QLineEdit).window().findChild(ShortcutsPage)
    assert isinstance(page, ShortcutsPage)
    last = row(person, "guide")
    page.ensureWidgetVisible(last)
    before = page.verticalScrollBar().value()
    assert before > 0
    give(person, "guide", "Ctrl+N")
    person.wait(lambda: page.viewport().rect().contains(last.mapTo(page.viewport(), last.rect().bottomLeft())))
    push(person, "leave-guide")
    give(person, "guide", "A")
    assert page.verticalScrollBar().value() >= before


def test_the_line_below_the_field_names_the_key_that_stops(person: Person) -> None:
    hints = person.app.window.page.key_hints
    assert hints.said(busy=True) == "Enter queues · Esc stops the answer"
    open_page(person)
    push(person, "chip-escape-Esc")
    press(person.see("keys-escape", QWidget), "F9")
    assert hints.said(busy=True) == "Enter queues · F9 stops the answer"
    push(person, "takeKeys-escape-F9")
    assert hints.said(busy=True) == "Enter queues"


def test_a_prompt_of_the_palette_is_written_into_the_message(person: Person) -> None:
    prompt = person.app.program.prompts.create("Herons", "Tell me of herons")
    assert prompt is not None
    press(person.app.window.page.composer.field, "Ctrl+K")
    person.type("paletteFilter", "/herons")
    person.press("paletteFilter", Qt.Key.Key_Return)
    assert person.app.window.page.composer.text() == "Tell me of herons"
    assert QApplication.focusWidget() is person.app.window.page.composer.field


def test_a_mask_of_the_palette_begins_a_chat(person: Person) -> None:
    mask = replace(person.app.program.masks.new(), name="Pirate", about="Says arr")
    assert person.app.program.masks.keep(mask)
    press(person.app.window.page.composer.field, "Ctrl+K")
    person.type("paletteFilter", "@arr")
    person.press("paletteFilter", Qt.Key.Key_Return)
    kept = person.session.conversation.mask
    assert kept is not None
    assert kept.name == "Pirate"
