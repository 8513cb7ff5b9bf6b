"""Requests beside a conversation: one of each kind at a time, and no word of one that was stopped."""

from engine.world import MODEL, Desk
from nextchat_desktop.core.events import Failed, Finished, TextDelta
from nextchat_desktop.core.wire import ChatRequest, Purpose
from nextchat_desktop.engine.asides import Asides


def wish(purpose: Purpose) -> ChatRequest:
    return ChatRequest(MODEL, (), purpose=purpose, conversation="c")


def test_a_title_and_a_memory_are_asked_for_side_by_side_and_two_titles_are_not(desk: Desk) -> None:
    asides, done = Asides(desk.world.start_reply), list[str | Failed]()
    assert asides.ask(wish(Purpose.TITLE), done.append)
    assert asides.ask(wish(Purpose.MEMORY), done.append)
    assert not asides.ask(wish(Purpose.TITLE), done.append)
    assert asides.running("c") == (Purpose.TITLE, Purpose.MEMORY)
    desk.say(TextDelta("They met."), Finished())
    assert (done, asides.running("c")) == (["They met."], (Purpose.TITLE,))


def test_what_is_stopped_is_called_off_and_nobody_hears_of_it(desk: Desk) -> None:
    asides, done = Asides(desk.world.start_reply), list[str | Failed]()
    asides.ask(wish(Purpose.TITLE), done.append)
    asides.stop("c")
    desk.say(TextDelta("Pisa"), Finished())
    assert (desk.cancelled, done, asides.busy) == (1, [], False)
