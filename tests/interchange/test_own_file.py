"""A conversation that is written into a file of this program comes back as it was, with every branch and picture."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from interchange.foreign.arrivals import Album, Handed, conversations, everything, handed, unread
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.exporting import Whole
from nextchat_desktop.core.found import FoundConversation, Why
from nextchat_desktop.core.masks import Mask
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Keepsake, Part, Picture, Reasoning, Text, ToolCall
from nextchat_desktop.core.settling import settled
from nextchat_desktop.interchange.own_file import written

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x03\x00\x08\xfc\x02\xfe\xa7\x9a\xa0\xa0\x00\x00\x00\x00IEND\xaeB`\x82"
)
ALBUM = Album()
SHOWN = ALBUM.keep(PNG)
assert SHOWN is not None

ASKED = Message("q", Role.USER, (Text("What is it?"), SHOWN), created=1_000)
FIRST = Message(
    "a1",
    Role.ASSISTANT,
    (Reasoning("Hm.", 2.0), Text("A dot."), Keepsake("sign", "{}", "https://x"), ToolCall("t", "look", "{}")),
    "q",
    2_001,
    author="GPT",
    usage=Usage(3, 4),
    finish="stop",
    seconds=1.5,
    choice=ModelChoice("c", "gpt"),
)
FAILED = Message("a2", Role.ASSISTANT, (), "q", 3_000, State.FAILED, failure=Failed(FailureKind.NETWORK, "gone"))
MASK = Mask(
    "m", "Poet", "🎭", context=(Message("0", Role.SYSTEM, (Text("Rhyme."),)),), parameters=Parameters(top_p=0.5)
)
HEAD = Conversation(
    "c",
    "A dot",
    named=True,
    created=900,
    updated=3_000,
    leaf="a1",
    choice=ModelChoice("c", "gpt"),
    cleared="q",
    mask=MASK,
    context=MASK.context,
    hides_context=True,
    parameters=Parameters(temperature=0.0, stop=("a", "b"), memory=False, memory_model=ModelChoice("c", "small")),
    tags=("red", "blue"),
    pinned=True,
    archived=True,
    rank=2.5,
)
WHOLE = Whole(HEAD, (ASKED, FIRST, FAILED), (Memory("y", "a1", "In short", 5_000, since="q"),), "Work")


def file_of(*some: Whole, with_pictures: bool = True) -> Handed:
    picture = (lambda one: ALBUM.kept.get(one.blob)) if with_pictures else None
    return Handed("chats.json", "".join(written(some, picture)).encode())


def again(found: FoundConversation) -> Whole:
    """As it would be exported when it has been imported."""
    stands = settled(found, "own", 7)
    return Whole(replace(stands.head, folder="f"), stands.messages, stands.memories, stands.head.folder or "")


def test_everything_comes_back() -> None:
    album = Album()
    (found,) = conversations(file_of(WHOLE), album)
    assert found == FoundConversation(replace(HEAD, folder="Work"), WHOLE.messages, WHOLE.memories, is_ours=True)
    assert album.kept == ALBUM.kept


def test_written_read_and_written_again_it_is_the_same_file() -> None:
    first = file_of(WHOLE, Whole(Conversation("d", created=1, updated=2, leaf="x"), (replace(ASKED, id="x"),)))
    second = file_of(*(again(one) for one in conversations(first)))
    assert second.open().read() == first.open().read()


def test_without_pictures_they_are_named_only() -> None:
    album = Album()
    (found,) = conversations(file_of(WHOLE, with_pictures=False), album)
    assert found.messages[0].pictures == (SHOWN,)
    assert album.kept == {}


def test_what_was_deleted_is_in_no_file_and_what_hung_on_it_hangs_on_what_was_before() -> None:
    gone = replace(FIRST, parts=(Text("Secret"),), deleted=9)
    after = Message("z", Role.USER, (Text("And?"),), "a1", 4_000)
    head = replace(HEAD, leaf="z", cleared="a1")
    file = file_of(Whole(head, (ASKED, gone, after)))
    assert b"Secret" not in file.open().read()
    (found,) = conversations(file)
    assert [(one.id, one.parent) for one in found.messages] == [("q", None), ("z", "q")]
    assert (found.head.leaf, found.head.cleared) == ("z", "q")


def test_an_answer_on_its_way_is_written_as_far_as_it_came() -> None:
    (found,) = conversations(file_of(Whole(HEAD, (ASKED, replace(FIRST, state=State.STREAMING)))))
    assert found.messages[1].state is State.INTERRUPTED


def test_the_file_is_plain_to_other_programs() -> None:
    shape = json.loads(file_of(WHOLE).open().read())
    assert (shape["format"], shape["version"]) == ("nextchat-desktop/conversations", 2)
    (one,) = shape["conversations"]
    assert one["messages"][1]["content"] == "A dot."
    assert one["messages"][0]["created"] == "1970-01-01T00:00:01.000+00:00"
    assert one["conversation"]["folder"] == "Work"


def test_everything_that_is_known_stands_in_it_by_its_name() -> None:
    (one,) = json.loads(file_of(WHOLE).open().read())["conversations"]
    asked, said, failed = one["messages"]
    assert (asked["id"], asked["role"]) == ("q", "user")
    assert [part["type"] for part in asked["parts"]] == ["text", "picture"]
    assert asked["parts"][1]["blob"] == SHOWN.blob
    assert (said["parent"], said["choice"]) == ("q", {"connection": "c", "model": "gpt"})
    assert said["parts"][0] == {"type": "reasoning", "text": "Hm.", "seconds": 2.0}
    assert said["usage"]["reply"] == 4
    assert failed["failure"]["kind"] == "network"
    assert one["conversation"]["context"][0]["parts"] == [{"type": "text", "text": "Rhyme."}]


def test_what_is_not_known_of_a_message_is_not_there_and_what_is_nothing_is() -> None:
    head = Conversation("c", parameters=Parameters(temperature=0.0, memory=False))
    (one,) = json.loads(file_of(Whole(head, (Message("r", Role.SYSTEM, (Text("Rhyme."),)),))).open().read())[
        "conversations"
    ]
    assert {"created", "author", "usage", "seconds", "failure"}.isdisjoint(one["messages"][0])
    assert one["conversation"]["parameters"] == {"temperature": 0.0, "memory": False}


def test_a_file_of_the_first_version_is_read() -> None:
    when, model = "1970-01-01T00:00:01.000+00:00", {"connection": "x", "model": "gpt"}
    rule = {"id": "s", "role": "system", "parts": [{"type": "text", "text": "Be brief."}]}
    asked = {"id": "q", "role": "user", "parts": [{"type": "text", "text": "Hi"}], "state": "complete"}
    earlier = {
        "format": "nextchat-desktop/conversation",
        "version": 1,
        "conversation": {"id": "c", "title": "T", "created": when, "model": model},
        "context": [rule],
        "messages": [asked],
    }
    (found,) = conversations(handed(earlier))
    assert (found.head.title, found.head.created, found.head.choice) == ("T", 1000, ModelChoice("x", "gpt"))
    assert [one.text for one in (*found.head.context, *found.messages)] == ["Be brief.", "Hi"]


def test_what_is_broken_in_it_is_told_and_the_rest_comes() -> None:
    shape = json.loads(file_of(WHOLE).open().read())
    one = shape["conversations"][0]
    one["messages"] += [{"id": "x"}, 7, {"role": "user"}]
    one["pictures"] = {"a" * 64: "!", "b" * 64: "AAAA"}
    shape["conversations"].append({"conversation": {"title": "No id"}})
    assert unread(handed(shape)) == {Why.MESSAGE: 3, Why.PICTURE: 2, Why.CONVERSATION: 1}
    assert len(conversations(handed(shape))) == 1


def test_a_state_of_a_later_version_is_taken_for_an_answer_that_was_cut_off() -> None:
    shape = json.loads(file_of(WHOLE).open().read())
    shape["conversations"][0]["messages"][1]["state"] = "dreaming"
    assert conversations(handed(shape))[0].messages[1].state is State.INTERRUPTED


TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
PARTS: st.SearchStrategy[Part] = st.one_of(
    st.builds(Text, TEXTS),
    st.builds(Reasoning, TEXTS, st.none() | st.floats(0, 1e6)),
    st.builds(ToolCall, TEXTS, TEXTS, TEXTS),
    st.builds(Picture, TEXTS, TEXTS, st.integers(0, 9), st.integers(0, 9), TEXTS),
)
MESSAGES = st.lists(
    st.builds(
        Message,
        st.sampled_from("abcdef"),
        st.sampled_from(Role),
        st.lists(PARTS).map(tuple),
        st.none() | st.sampled_from("abcdef"),
        st.integers(1, 1 << 41),
        author=TEXTS,
        edited=st.none() | st.integers(1, 1 << 41),
        finish=TEXTS,
    ),
    unique_by=lambda one: one.id,
)


@given(MESSAGES, TEXTS)
def test_whatever_was_said_comes_back(messages: list[Message], title: str) -> None:
    whole = Whole(Conversation("c", title, created=5, updated=6), tuple(messages))
    file = file_of(whole, with_pictures=False)
    once = [again(one) for one in conversations(file)]
    assert [one.parts for one in once[0].messages] == [one.parts for one in messages]
    twice = [again(one) for one in conversations(file_of(*once, with_pictures=False))]
    assert once == twice


ANYTHING = st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))


@given(ANYTHING, st.sampled_from(["conversation", "messages", "memories", "pictures"]))
def test_whatever_stands_in_it_something_comes_of_it(value: Any, place: str) -> None:
    shape = json.loads(file_of(WHOLE).open().read())
    shape["conversations"][0][place] = value
    for found in everything(handed(shape)):
        if isinstance(found, FoundConversation):
            settled(found, "own", 7)
