"""How the tree of a conversation is read."""

from dataclasses import replace

from nextchat_desktop.core.context import branches, first_line, lightened, newest_leaf, path_to, sent
from nextchat_desktop.core.messages import Message, Role, State
from nextchat_desktop.core.parts import Keepsake, Picture, Text
from nextchat_desktop.core.tokens import estimate


def said(id: str, parent: str | None, text: str = "text", role: Role = Role.ASSISTANT, **more: State) -> Message:
    return Message(id, role, (Text(text),), parent, **more)


TREE = [
    said("q1", None, "One?", Role.USER),
    said("a1", "q1"),
    said("q2", "a1", "Two?", Role.USER),
    said("a2", "q2"),
    said("b1", "q1"),
    said("c2", "q2"),
]


def test_what_follows_each_message_is_in_the_order_in_which_it_came() -> None:
    assert branches(TREE) == {None: ("q1",), "q1": ("a1", "b1"), "a1": ("q2",), "q2": ("a2", "c2")}


def test_what_followed_a_deleted_message_follows_the_one_before_it() -> None:
    gone = [replace(message, deleted=1) if message.id in ("a1", "q2", "c2") else message for message in TREE]
    assert branches(gone) == {None: ("q1",), "q1": ("a2", "b1")}
    assert newest_leaf("q1", gone) == "b1"


def test_a_branch_is_followed_to_its_newest_end() -> None:
    assert newest_leaf("a1", TREE) == "c2"
    assert newest_leaf("b1", TREE) == "b1"


def test_a_ring_has_an_end() -> None:
    ring = [said("a", "b"), said("b", "a")]
    assert newest_leaf("a", ring) == "b"
    assert len(path_to("a", {message.id: message for message in ring})) <= 3


def test_neighbours_of_one_role_are_sent_as_one() -> None:
    turns = sent([said("q", None, "One?", Role.USER), said("r", "q", "Two?", Role.USER), said("a", "r", " ")])
    assert [(turn.role, turn.text) for turn in turns] == [(Role.USER, "One?\n\nTwo?")]


def test_what_is_still_arriving_is_not_sent() -> None:
    assert sent([said("a", None, state=State.STREAMING)]) == ()


SIZES = {"a": 40, "b": 30, "c": 20, "d": 10}
SEEN = (
    Message("q", Role.USER, (Text("Look"), Picture("a", "image/png"), Keepsake("seal", "x"))),
    Message("r", Role.ASSISTANT, (Picture("b", "image/png"),)),
    Message("s", Role.USER, (Picture("c", "image/png"), Picture("d", "image/png"))),
)


def going(most: int) -> str:
    return "".join(
        picture.blob for turn in lightened(SEEN, lambda blob: SIZES[blob], most) for picture in turn.pictures
    )


def test_the_oldest_pictures_are_left_out_of_what_is_too_much() -> None:
    assert [going(most) for most in (100, 99, 60, 59, 30)] == ["abcd", "bcd", "bcd", "cd", "cd"]


def test_an_older_picture_does_not_slip_in_where_a_newer_one_has_no_room() -> None:
    turns = tuple(Message(blob, Role.USER, (Text("x"), Picture(blob, "image/png"))) for blob in "dab")
    (one,) = lightened(turns, lambda blob: SIZES[blob], 45)
    assert [picture.blob for picture in one.pictures] == ["b"]


def test_the_pictures_that_are_asked_about_go_whatever_they_weigh() -> None:
    assert going(5) == "cd"


def test_turns_and_keepsakes_go_with_the_pictures_that_they_belonged_to() -> None:
    (only,) = lightened(SEEN, lambda blob: SIZES[blob], 30)
    assert only.parts == (Text("Look"), Picture("c", "image/png"), Picture("d", "image/png"))


def test_a_title_is_the_first_line_that_says_something() -> None:
    assert first_line("\n# Hello *you*\nmore") == "Hello *you"
    assert first_line("word " * 30) == "word word word word word word word word word wo…"


def test_tokens_are_estimated_by_kind_of_character() -> None:
    assert [estimate(text) for text in ("", "abcd", "1234", "你好", "a1你")] == [0, 1, 2, 3, 3]
