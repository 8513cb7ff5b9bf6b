"""In the real window: prompts and commands by what is typed, and the keys that send as they are set."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from end2end.person import Person
from nextchat_desktop.settings.schema import PREVIEW, SEND_KEY, SUGGESTIONS


def text(person: Person) -> str:
    return person.app.window.page.composer.text()


def test_a_prompt_that_ships_is_taken_filled_in_and_sent(chatting: Person) -> None:
    chatting.app.program.prompts.create("Greet", "Say hello to {{name}}")
    chatting.type("composer", "/greet")
    assert chatting.see("suggestions", QWidget).isVisible()
    chatting.press("composer", Qt.Key.Key_Return)
    assert text(chatting) == "Say hello to {{name}}"
    chatting.app.window.page.composer.field.insertPlainText("Ann")
    chatting.press("composer", Qt.Key.Key_Return)
    chatting.wait_for_the_answer()
    assert chatting.session.path[0].text == "Say hello to Ann"


def test_a_prompt_that_is_chosen_in_the_palette_asks_for_its_names_too(chatting: Person) -> None:
    chatting.app.program.prompts.create("Greet", "Say hello to {{name}}")
    chatting.press("composer", Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    chatting.wait(lambda: chatting.see("paletteFilter", QLineEdit).hasFocus())
    chatting.type("paletteFilter", "/greet")
    chatting.press("paletteFilter", Qt.Key.Key_Return)
    chatting.wait(lambda: text(chatting) == "Say hello to {{name}}")
    assert chatting.app.window.page.composer.field.textCursor().selectedText() == "{{name}}"


def test_prompts_ship_with_the_program(chatting: Person) -> None:
    assert len(chatting.app.program.prompts.all()) >= 60


@pytest.mark.parametrize("sign", [":", "："])
def test_commands_are_typed(chatting: Person, sign: str) -> None:
    chatting.ask("Hello")
    chatting.wait_for_the_answer()
    first = chatting.session.conversation.id
    chatting.app.window.page.composer.field.insertPlainText(f"{sign}new")
    chatting.press("composer", Qt.Key.Key_Return)
    assert chatting.session.conversation.id != first
    assert text(chatting) == ""
    chatting.app.window.sidebar.chosen.emit(first)
    assert text(chatting) == ""
    chatting.app.window.page.composer.field.insertPlainText(f"{sign}del")
    chatting.press("composer", Qt.Key.Key_Return)
    assert not chatting.app.program.library.has(first)
    chatting.app.program.deeds.undo()
    assert chatting.app.program.library.has(first)


def test_escape_closes_the_suggestions_before_it_stops_anything(chatting: Person) -> None:
    chatting.type("composer", "/")
    chatting.press("composer", Qt.Key.Key_Escape)
    assert not chatting.see("suggestions", QWidget).isVisible()
    assert text(chatting) == "/"


def test_whoever_wants_no_suggestions_gets_none(chatting: Person) -> None:
    assert "/" in chatting.read("composerHint")
    chatting.app.program.settings[SUGGESTIONS] = False
    assert "/" not in chatting.read("composerHint")
    chatting.type("composer", "/")
    assert not chatting.see("suggestions", QWidget).isVisible()


def test_the_key_that_sends_is_the_one_that_was_set_and_the_hint_says_so(chatting: Person) -> None:
    chatting.app.program.settings[SEND_KEY] = "alt_enter"
    assert chatting.read("composerHint").startswith("Alt+Enter sends · Enter new line")
    chatting.ask("Hello")
    assert (text(chatting), chatting.session.path) == ("Hello\n", ())
    chatting.press("composer", Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    chatting.wait_for_the_answer()
    assert chatting.session.path[0].text == "Hello\n"


def test_the_preview_comes_and_goes_with_its_setting(chatting: Person) -> None:
    chatting.type("composer", "some *words*")
    assert not chatting.see("preview", QWidget).isVisible()
    chatting.app.program.settings[PREVIEW] = True
    chatting.wait(lambda: chatting.see("preview", QWidget).isVisible())
    chatting.ask("Hello")
    chatting.wait(lambda: not chatting.see("preview", QWidget).isVisible())


def test_the_button_opens_the_prompts_and_one_of_them_is_used(chatting: Person) -> None:
    chatting.app.program.prompts.create("Greet", "Say hello")
    chatting.click("promptsButton")
    chatting.wait(lambda: chatting.see("promptsDialog", QWidget).isVisible())
    chatting.click("usePrompt")
    assert text(chatting) == "Say hello"
