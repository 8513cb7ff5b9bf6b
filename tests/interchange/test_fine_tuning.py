"""What a model is trained on: questions with their answers, in turn, and nothing that went wrong."""

import json
from typing import Any

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Picture, Reasoning, Text
from nextchat_desktop.interchange.fine_tuning import line

SHOWN = Picture("a" * 64, "image/png")


def said(role: Role, text: str, *more: Picture | Reasoning) -> Message:
    return Message(text, role, (*more, Text(text)))


ASKED, ANSWERED = said(Role.USER, "Hi"), said(Role.ASSISTANT, "Hello.")


def messages(*branch: Message, context: tuple[Message, ...] = (), pictures: bool = False) -> list[dict[str, Any]]:
    text = line(context, branch, (lambda _: b"PNG") if pictures else None)
    found: list[dict[str, Any]] = json.loads(text)["messages"] if text else []
    return found


def test_a_conversation_is_a_line() -> None:
    text = line((), (ASKED, ANSWERED), None)
    assert text.endswith("}\n")
    assert text.count("\n") == 1
    assert messages(ASKED, ANSWERED) == [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello."}]


def test_what_goes_before_comes_first() -> None:
    rule = said(Role.SYSTEM, "Be brief.")
    assert messages(ASKED, ANSWERED, context=(rule,))[0] == {"role": "system", "content": "Be brief."}


def test_a_question_nobody_answered_is_left_out_at_the_end() -> None:
    assert len(messages(ASKED, ANSWERED, said(Role.USER, "And?"))) == 2
    assert messages(ASKED) == []


def test_what_went_wrong_trains_nobody() -> None:
    failed = Message("f", Role.ASSISTANT, (), state=State.FAILED, failure=Failed(FailureKind.NETWORK, "gone"))
    both = messages(ASKED, failed, said(Role.USER, "Again"), ANSWERED)
    assert both == [{"role": "user", "content": "Hi\n\nAgain"}, {"role": "assistant", "content": "Hello."}]


def test_thoughts_stay_away() -> None:
    assert "Hm" not in line((), (ASKED, said(Role.ASSISTANT, "Hello.", Reasoning("Hm"))), None)


def test_pictures_come_along_where_they_are_wanted() -> None:
    shown = said(Role.USER, "What is it?", SHOWN)
    assert messages(shown, ANSWERED)[0]["content"] == "What is it?"
    text, picture = messages(shown, ANSWERED, pictures=True)[0]["content"]
    assert text == {"type": "text", "text": "What is it?"}
    assert picture["image_url"]["url"] == "data:image/png;base64,UE5H"
