"""Files that NextChat's pages give out one by one: a conversation, masks, prompts."""

import json
from typing import Any

import pytest

from interchange.foreign.arrivals import Handed, conversations, everything, form_of, handed, masks, prompts, unread
from interchange.foreign.nextchat_files import DATA_URL, config
from nextchat_desktop.core.found import FoundMask, FoundPrompt, Why
from nextchat_desktop.core.messages import Role

TURNS = [
    {"role": "user", "content": "hi"},
    {"role": "assistant", "content": "hello"},
    {
        "role": "user",
        "content": [{"type": "text", "text": "and this?"}, {"type": "image_url", "image_url": {"url": DATA_URL}}],
    },
]
MASK = {"name": "Nurse", "context": [{"role": "system", "content": "Be kind."}], "modelConfig": config(), "id": 7}


def chat(*messages: Any, name: str = "Weather.json") -> Handed:
    return handed({"messages": list(messages)}, name)


@pytest.mark.parametrize(
    "lead", ["You are an assistant that", "你是一个助手", "あなたはアシスタントです", "Sei un assistente che"]
)
def test_a_conversation_is_read_under_its_title_without_what_nobody_said(lead: str) -> None:
    (found,) = conversations(chat({"role": "system", "content": f"{lead} Weather"}, *TURNS))
    assert (found.head.title, found.head.named, found.head.context) == ("Weather", True, ())
    assert [(one.role, one.text) for one in found.messages] == [
        (Role.USER, "hi"),
        (Role.ASSISTANT, "hello"),
        (Role.USER, "and this?"),
    ]
    assert len(found.messages[2].pictures) == 1


def test_the_title_is_in_the_file_whatever_that_is_called_now() -> None:
    source = chat({"role": "system", "content": "You are an assistant that Weather (today)"}, *TURNS, name="x (1).json")
    assert conversations(source)[0].head.title == "Weather (today)"


def test_instructions_that_somebody_wrote_go_before_everything() -> None:
    (found,) = conversations(chat({"role": "system", "content": "Be brief."}, *TURNS))
    assert [one.text for one in found.head.context] == ["Be brief."]
    assert len(found.messages) == 3


def test_the_same_conversation_is_the_same_under_another_name() -> None:
    first, second = (conversations(chat(*TURNS, name=name))[0] for name in ("a.json", "b (1).json"))
    assert first.head.id == second.head.id
    assert [one.id for one in first.messages] == [one.id for one in second.messages]


def test_lines_of_conversations_are_read_one_by_one() -> None:
    lines = "\n".join(json.dumps({"messages": [{"role": "user", "content": text}]}) for text in ("one", "two"))
    found = conversations(Handed("tuning.jsonl", lines.encode()))
    assert [(one.head.title, one.messages[0].text) for one in found] == [("", "one"), ("", "two")]
    assert len({one.head.id for one in found}) == 2


def test_a_file_of_nothing_is_told() -> None:
    assert unread(chat({"role": "system", "content": "You are an assistant that Weather"})) == {Why.EMPTY: 1}


@pytest.mark.parametrize("value", [MASK, [MASK, {**MASK, "name": ""}], {"cn": [MASK], "tw": [], "en": []}])
def test_masks_are_read_alone_in_lists_and_by_language(value: Any) -> None:
    found = [one for one in everything(handed(value, "masks.json")) if isinstance(one, FoundMask)]
    assert [(one.mask.name, one.mask.context[0].text) for one in found] == [("Nurse", "Be kind.")]
    assert masks(handed(value)) == found
    assert unread(handed(value)) == ({Why.NAMELESS: 1} if isinstance(value, list) else {})


@pytest.mark.parametrize(
    "value",
    [
        {"cn": [["诗人", "写一首诗。"]], "tw": [], "en": [["Poet", "Write a poem."]]},
        [{"title": "诗人", "content": "写一首诗。"}, {"title": "Poet", "content": "Write a poem."}],
    ],
)
def test_prompts_are_read_as_the_site_and_as_this_program_write_them(value: Any) -> None:
    found = [(one.prompt.title, one.prompt.text) for one in prompts(handed(value, "prompts.json"))]
    assert sorted(found) == [("Poet", "Write a poem."), ("诗人", "写一首诗。")]


def test_prompts_without_a_text_are_told() -> None:
    source = handed({"en": [["Poet", "Write a poem."], ["lost"], 7]})
    assert [type(one) for one in everything(source) if not isinstance(one, FoundPrompt)] != []
    assert unread(source) == {Why.NAMELESS: 2}


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"role": "user", "content": "hi"}], "title": "of another program"},
        {"name": "package", "version": "1.0"},
        [["a", "b"]],
        [1, 2],
        "text",
        {"cn": {"a": 1}},
    ],
)
def test_files_of_others_are_left_to_others(value: Any) -> None:
    form = form_of(handed(value))
    assert form is None or not form.id.startswith("nextchat")


def test_a_broken_line_does_not_take_the_others_with_it() -> None:
    data = json.dumps({"messages": TURNS}).encode() + b'\n{"messages": [{"role": '
    assert len(conversations(Handed("x.jsonl", data))) == 1
    assert unread(Handed("x.jsonl", data)) == {Why.BROKEN: 1}
