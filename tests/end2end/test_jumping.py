"""From what was found in the palette to the message itself: its chat, its branch, its place, its words marked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from end2end.person import Person
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Reasoning, Text
from nextchat_desktop.core.search import Hit
from nextchat_desktop.ui.chat.jumping import jump
from nextchat_desktop.ui.palette.items import Item
from nextchat_desktop.ui.palette.panel import PalettePanel
from nextchat_desktop.ui.palette.rows import ROW_ROLE

MANY = 9000
NEEDLE = "the heron waits"
BEGUN = 1_600_000_000_000


def long_talk(id: str, count: int, says: dict[int, str]) -> tuple[Conversation, list[Message]]:
    """Questions and answers in turn; `says` is what single ones say."""
    messages: list[Message] = []
    for number in range(count):
        role = Role.ASSISTANT if number % 2 else Role.USER
        text = says.get(number, f"Line {number} of a long talk about nothing much.\n\n" + "More. " * (number % 40))
        parent = messages[-1].id if messages else None
        messages.append(Message(f"{id}-{number}", role, (Text(text),), parent, BEGUN + number * 60_000))
    head = Conversation(id, title=f"Talk {id}", updated=1_800_000_000_000, leaf=messages[-1].id)
    return head, messages


def keep(person: Person, head: Conversation, messages: list[Message]) -> None:
    person.app.program.conversations.save(head, *messages)


def find(person: Person, text: str) -> None:
    """Looks for it with the palette until the index has taken it in, and chooses the first message."""
    person.app.window.commands.run("palette")
    panel = person.see("palettePanel", PalettePanel)

    def is_found() -> bool:
        if any(row.key.startswith("message:") for row in rows_of(panel)):
            return True
        if "Nothing" in person.read("paletteEmpty"):
            panel.filter.setText(f"{panel.filter.text()} ")
        return False

    person.type("paletteFilter", text)
    person.wait(is_found)
    place = next(place for place, row in enumerate(rows_of(panel)) if row.key.startswith("message:"))
    panel.go(panel.list.model().index(place, 0))
    person.press("paletteFilter", Qt.Key.Key_Return)


def rows_of(panel: PalettePanel) -> list[Item]:
    model = panel.list.model()
    return [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]


def is_in_view(person: Person, id: str) -> bool:
    """Whether the reader has this message before their eyes."""
    view = person.app.window.page.transcript
    index = view.canvas.index(id)
    if index is None:
        return False
    rect = view.turn_rect(index)
    return rect.intersects(view.viewport().rect())


def marked(person: Person) -> str:
    """How many places are marked, and which of them is read."""
    return person.see("findPlace", QLabel).text()


def test_a_message_nine_thousand_up_is_led_to_and_its_words_are_marked(person: Person) -> None:
    head, messages = long_talk("k", MANY, {12: f"By the river {NEEDLE}.", 7000: f"Again {NEEDLE}."})
    keep(person, head, messages)
    other, few = long_talk("other", 2, {})
    keep(person, other, few)
    find(person, f"river {NEEDLE}")
    person.wait(lambda: is_in_view(person, "k-12"))
    person.wait(lambda: marked(person).startswith("1 of"))
    assert QApplication.focusWidget() is person.app.window.page.transcript
    view = person.app.window.page.transcript
    place = view.canvas.index("k-12")
    assert place == 12
    person.wait(lambda: view.verticalScrollBar().value() < view.verticalScrollBar().maximum() // 2)


def test_the_branch_in_which_the_message_lies_is_turned_to(person: Person) -> None:
    head, messages = long_talk("k", 6, {})
    old = Message("old", Role.ASSISTANT, (Text(f"Here {NEEDLE}."),), "k-2", BEGUN)
    after = Message("after", Role.USER, (Text("And then?"),), "old", BEGUN + 60_000)
    keep(person, head, [*messages, old, after])
    find(person, NEEDLE)
    person.wait(lambda: is_in_view(person, "old"))
    assert [message.id for message in person.session.path][-2:] == ["old", "after"]


def test_a_message_of_the_branch_that_is_read_leaves_that_as_it_is(person: Person) -> None:
    head, messages = long_talk("k", 6, {1: f"Here {NEEDLE}."})
    newer = Message("newer", Role.USER, (Text("Elsewhere"),), "k-1", 1_900_000_000_000)
    keep(person, head, [*messages, newer])
    find(person, NEEDLE)
    person.wait(lambda: is_in_view(person, "k-1"))
    assert person.session.path[-1].id == "k-5"


def test_what_stands_in_a_thought_is_unfolded(person: Person) -> None:
    head, messages = long_talk("k", 3, {})
    thought = Message("t", Role.ASSISTANT, (Reasoning(f"Hm, {NEEDLE}"), Text("Yes.")), "k-2", BEGUN)
    keep(person, Conversation("k", title="T", leaf="t", updated=head.updated), [*messages, thought])
    person.app.window._on_conversation_chosen("k")
    assert jump(person.app.window.page, Hit("t", "k", "T", NEEDLE, ((0, 5),)), NEEDLE) == ""
    person.wait(lambda: marked(person) == "1 of 1")
    turn = person.app.window.page.transcript.canvas.turn("t")
    assert turn is not None
    assert not list(turn.folded_thought)


def test_words_that_do_not_stand_together_are_marked_as_they_were_found(person: Person) -> None:
    head, messages = long_talk("k", 4, {1: "The heron is grey. It waits."})
    keep(person, head, messages)
    find(person, "waits heron")
    person.wait(lambda: is_in_view(person, "k-1"))
    person.wait(lambda: marked(person) == "1 of 1")


def test_escape_ends_the_marking_and_leads_back_to_writing(person: Person) -> None:
    head, messages = long_talk("k", 4, {1: NEEDLE})
    keep(person, head, messages)
    find(person, NEEDLE)
    person.wait(lambda: marked(person) == "1 of 1")
    person.app.window.commands.run("escape")
    assert not person.app.window.page.aids.finder.is_open
    person.app.window.commands.run("escape")
    assert QApplication.focusWidget() is person.app.window.page.composer.field


@pytest.mark.parametrize("leave", [True, False])
def test_what_is_no_longer_there_is_told(person: Person, leave: bool) -> None:
    head, messages = long_talk("k", 4, {})
    keep(person, head, messages)
    hit = Hit("k-1" if leave else "gone", "k", "Talk", NEEDLE)
    if leave:
        person.app.program.library.delete("k")
    person.app.window.reaching._open_hit(hit, NEEDLE)
    assert person.read("toastText") == "This message is no longer there"
