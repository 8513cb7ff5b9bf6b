"""A conversation of last year says which year that was."""

from datetime import datetime

from end2end.person import Person
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from scripted import ScriptedServer

LONG_AGO = round(datetime(2024, 2, 29, 9, 5).timestamp() * 1000)


def test_an_old_answer_has_its_date_and_one_of_today_its_hour(chatting: Person, server: ScriptedServer) -> None:
    asked = Message("q", Role.USER, (Text("What was new?"),), created=LONG_AGO)
    told = Message("a", Role.ASSISTANT, (Text("A leap day."),), "q", LONG_AGO, author="tiny")
    chatting.app.program.conversations.save(Conversation("old", "Old", LONG_AGO, LONG_AGO, leaf="a"), asked, told)
    chatting.app.window.sidebar.chosen.emit("old")
    chatting.wait_for_words("A leap day.")
    assert captions(chatting) == ["tiny · Feb 29, 2024, 9:05\u202fAM"]
    chatting.ask("And now?")
    chatting.wait_for_the_answer()
    chatting.wait(lambda: len(captions(chatting)) == 2)
    assert captions(chatting)[1].startswith(f"tiny · {datetime.now().hour % 12 or 12}:")


def captions(person: Person) -> list[str]:
    """What stands below the answers."""
    entries = person.app.window.page.transcript.canvas.turns.entries()
    return [entry.caption for entry in entries if entry.role == "assistant" and not entry.streaming]
