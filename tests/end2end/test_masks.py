"""Somebody chats with masks in the real window, before a scripted server."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from end2end.person import Person
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.settings.schema import ASK_MASK
from nextchat_desktop.ui.masks.cards import CARD_ROLE
from scripted import ScriptedServer, answer

TUTOR = Mask(
    "m1",
    "Tutor",
    "🧪",
    "Asks until you know",
    "en",
    "study",
    (Message("0", Role.SYSTEM, (Text("Ask, do not tell."),)),),
)
HOST = Mask("m2", "Host", context=(Message("0", Role.ASSISTANT, (Text("Welcome! What is it about?"),)),))


def open_gallery(person: Person) -> None:
    person.app.window.commands.run("new_with_mask")
    person.wait(lambda: person.see("masksDialog", QWidget).isVisible())


def choose(person: Person, name: str) -> None:
    """By its name in the search."""
    person.see("maskSearch", QLineEdit).setText(name)
    view = person.see("maskList", QListView)
    place = view.model().index(0, 0)
    assert place.data(CARD_ROLE).name == name
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(place).center())


def shown(person: Person) -> str:
    return person.app.window.page.transcript.plain_text()


def test_a_chat_with_a_mask_shows_who_it_is_and_sends_what_it_says(chatting: Person, server: ScriptedServer) -> None:
    person = chatting
    person.app.program.masks.keep(TUTOR)
    open_gallery(person)
    choose(person, "Tutor")
    assert person.read("emptyAvatar") == "🧪"
    assert person.read("emptyTitle") == "Tutor"
    assert person.read("emptyAbout") == "Asks until you know"
    server.queue(answer("What do you think?"))
    person.ask("Why is the sky blue?")
    person.wait_for_the_answer()
    sent = server.requests[0].json["messages"]
    assert [(one["role"], one["content"]) for one in sent] == [
        ("system", "Ask, do not tell."),
        ("user", "Why is the sky blue?"),
    ]
    person.wait_for_words("What do you think?")
    assert shown(person).startswith("Ask, do not tell.")


def test_a_mask_that_greets_is_heard_before_the_first_question(chatting: Person) -> None:
    person = chatting
    person.app.program.masks.keep(HOST)
    open_gallery(person)
    choose(person, "Host")
    person.wait_for_words("Welcome!")
    assert not person.see("emptyTitle", QLabel).isVisible()


def test_what_goes_before_can_be_hidden_and_shown_again_without_losing_ones_place(chatting: Person) -> None:
    person = chatting
    session = person.app.program.masks.begin(HOST)
    person.app.window.show_session(session)
    person.app.program.acts.set_context(session, session.conversation.context, True)
    assert "Welcome!" not in shown(person)
    person.app.window.toast.undo()
    assert "Welcome!" in shown(person)


def test_whoever_wants_to_be_asked_begins_in_the_gallery_and_can_go_on_without_a_mask(chatting: Person) -> None:
    person = chatting
    person.app.program.settings[ASK_MASK] = True
    before = person.session
    person.app.window.commands.run("new")
    person.wait(lambda: person.see("masksDialog", QWidget).isVisible())
    assert person.session is before
    person.see("plainChatButton", QAbstractButton).click()
    assert person.session is not before
    assert person.session.conversation.mask is None


def test_a_chat_is_saved_as_a_mask(chatting: Person, server: ScriptedServer) -> None:
    person = chatting
    server.queue(answer("Hi."))
    person.ask("Hello?")
    person.wait_for_the_answer()
    assert person.app.window.commands.run("save_mask")
    assert person.see("maskName", QLineEdit).text() == "Hello?"
    person.see("maskWithTurns", QAbstractButton).click()
    person.see("maskBackButton", QAbstractButton).click()
    (mask,) = [mask for mask in person.app.program.masks.all() if not mask.builtin]
    assert [one.text for one in mask.context] == ["Hello?", "Hi."]
    assert mask.choice is not None


def test_code_is_folded_as_the_mask_wants_it(chatting: Person) -> None:
    person = chatting
    masks, kit = person.app.program.masks, lambda: person.app.window.page.transcript.kit.fold_code
    usual = kit()
    for wish, lines in ((False, 0), (True, usual), (None, usual)):
        person.app.window.show_session(masks.begin(Mask("m", "Coder", fold_code=wish)))
        assert kit() == lines
    person.app.window.show_session(masks.begin(Mask("m", "Coder", fold_code=False)))
    person.app.window.show_session(person.app.program.library.new())
    assert kit() == usual
