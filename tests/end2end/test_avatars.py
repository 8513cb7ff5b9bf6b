"""Somebody gives themselves an avatar in the real window, before a scripted server."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton

from end2end.person import Person
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.settings.schema import AVATAR, MASK_AVATAR
from scripted import ScriptedServer, answer


def signs(person: Person) -> tuple[bool, bool]:
    """Whether there is something in the margin before the turns, and behind them."""
    view = person.app.window.page.transcript
    image, column = view.viewport().grab().toImage(), view.turn_rect(0)
    ground, height = QColor(view.kit.look.palette.background), image.height() - 60
    sides = range(column.left() - 40, column.left() - 2), range(column.right() + 3, column.right() + 42)
    before, behind = (any(image.pixelColor(x, y) != ground for x in side for y in range(height)) for side in sides)
    return before, behind


def talked(person: Person, server: ScriptedServer) -> None:
    server.queue(answer("Because of the air."))
    person.ask("Why is the sky blue?")
    person.wait_for_the_answer()
    person.wait_for_words("Because of the air.")


def test_an_avatar_stands_beside_what_one_wrote_as_soon_as_it_is_chosen(
    chatting: Person, server: ScriptedServer
) -> None:
    talked(chatting, server)
    assert signs(chatting) == (False, False)
    dialog = chatting.app.window.open_settings("appearance")
    dialog.show_setting(AVATAR.key)
    chatting.see(f"setting-{AVATAR.key}", QAbstractButton).click()
    chatting.type("emojiFilter", "fox")
    chatting.press("emojiFilter", Qt.Key.Key_Return)
    assert signs(chatting) == (False, True)
    dialog.close()
    chatting.quit()
    chatting.start()
    chatting.app.window.resize(1280, 820)
    assert signs(chatting) == (False, True)
    chatting.app.program.settings[AVATAR] = ""
    assert signs(chatting) == (False, False)


def test_that_of_a_mask_stands_beside_its_answers_only_where_it_is_wanted(
    chatting: Person, server: ScriptedServer
) -> None:
    window, program = chatting.app.window, chatting.app.program
    window.show_session(program.masks.begin(Mask("m", "Tutor", "🧪")))
    talked(chatting, server)
    assert signs(chatting) == (False, False)
    program.settings[MASK_AVATAR] = True
    assert signs(chatting) == (True, False)
    window.show_session(program.library.new())
    talked(chatting, server)
    assert signs(chatting) == (False, False)
