"""The running program as a screen reader finds it on the bus: names, roles, states, and what is read out."""

from collections.abc import Iterator

import pytest

from reader.furnished import MODEL, QUESTION
from reader.heard import Heard, confusable, misread, nameless, unlabelled
from reader.said import NAME
from reader.session import Session, missing, session
from reader.windows import WAYS
from scripted import ScriptedServer, answer, azure_refusal

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


PRESS, TOGGLE = "Press", "Toggle"


@pytest.fixture(scope="module")
def server() -> Iterator[ScriptedServer]:
    """One for all questions, since there is one program."""
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="module")
def running(server: ScriptedServer) -> Iterator[Session]:
    with session(server.base_url) as found:
        yield found


def wrong_with(tree: Heard) -> dict[str, list[str]]:
    found = {check.__name__: check(tree) for check in (nameless, unlabelled, misread, confusable)}
    return {what: where for what, where in found.items() if where}


@pytest.mark.parametrize("name", WAYS)
def test_every_part_of_every_window_has_a_name_of_its_own(running: Session, name: str) -> None:
    running.go(name)
    tree = running.bus.read(running.window)
    running.leave()
    assert wrong_with(tree) == {}


def test_the_program_and_its_window_are_called_by_their_name(running: Session) -> None:
    assert running.bus.name(running.root) == NAME
    assert (running.bus.role(running.window), running.bus.name(running.window)) == ("frame", NAME)


def test_the_messages_are_there_with_what_they_consist_of(running: Session) -> None:
    messages = running.bus.read(running.bus.find(running.window, "list", "Conversation"))
    said = [one for one in messages.children if one.role == "list item"]
    assert [one.name.partition(",")[0] for one in said] == ["You", MODEL, "You", MODEL]
    assert [QUESTION in said[0].text, "The mean moves" in said[1].text] == [True, True]
    assert said[1].names("heading") == ["The middle"]
    assert said[1].names("link") == ["the proof"]
    assert said[1].find("table").names("column header") == ["Pay", "Mean"]
    assert said[1].find("section", "Code").text == 'print("hello")'
    assert said[3].find("panel", "The credit on this key is used up").names("push button")


def test_a_heading_has_its_level(running: Session) -> None:
    heading = running.bus.find(running.window, "heading", "The middle")
    assert running.bus.attributes(heading)["level"] == "2"


def test_a_button_is_pressed_from_the_bus(running: Session) -> None:
    running.bus.act(running.bus.find(running.window, "push button", "Settings"), PRESS)
    assert running.soon(lambda: running.bus.name(running.window) == "Settings")
    running.leave()
    assert running.bus.name(running.window) == NAME


def test_a_box_is_ticked_from_the_bus(running: Session) -> None:
    running.go("settings: appearance")
    box = running.bus.find(running.window, "check box", "Wrap long lines of code")
    before = "checked" in running.bus.states(box)
    running.bus.act(box, TOGGLE)
    assert running.soon(lambda: ("checked" in running.bus.states(box)) is not before)
    running.leave()


def test_a_thought_is_unfolded_from_the_bus(running: Session) -> None:
    chip = running.bus.find(running.window, "push button", "Thought for 2 s")
    assert "expanded" not in running.bus.states(chip)
    running.bus.act(chip, PRESS)
    assert running.soon(lambda: "expanded" in running.bus.states(chip))
    assert running.bus.find(running.window, "paragraph", "They ask for two things.")


def test_an_answer_is_read_out_politely_while_it_comes(running: Session, server: ScriptedServer) -> None:
    server.queue(answer("One comes. ", "Two follows. ", "And three."))
    _ask(running)
    said = list(running.bus.announced(2))
    assert " ".join(one.text for one in said) == "One comes. Two follows. And three."
    assert not any(one.is_urgent for one in said)


def test_a_failure_is_told_at_once_and_once(running: Session, server: ScriptedServer) -> None:
    server.queue(azure_refusal(401, "401", "Access denied"))
    _ask(running)
    said = list(running.bus.announced(1.5))
    assert [one.is_urgent for one in said] == [True]
    assert "Azure" in said[0].text


def test_what_was_done_is_told(running: Session) -> None:
    running.bus.hush()
    running.go("the conversation is deleted")
    said = [one for one in running.bus.announced(1) if "Deleted" in one.text]
    assert [(one.text, one.is_urgent) for one in said] == [(f"Deleted “{QUESTION}”", True)]


def _ask(running: Session) -> None:
    running.bus.hush()
    running.bus.write(running.bus.find(running.window, "text", f"Message {MODEL}"), "And now?")
    running.bus.act(running.bus.find(running.window, "push button", "Send"), PRESS)
