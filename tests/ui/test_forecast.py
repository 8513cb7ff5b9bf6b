"""The line that tells what will be sent."""

from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.chat.forecast import Forecast
from nextchat_desktop.words.catalogue import Words

LARGE = 6_000_000
BEFORE = (
    Message("q", Role.USER, (Picture("a", "image/png"),)),
    Message("a", Role.ASSISTANT, (Text("A cat."), Picture("b", "image/png"))),
)
GOING = (Picture("c", "image/png"),)


def forecast(size: int = 1) -> Forecast:
    return Forecast(Words(resource("locales"), "en"), lambda _blob: size)


def test_pictures_are_counted_with_those_of_the_conversation() -> None:
    assert forecast().said(BEFORE, "And this?", GOING) == "Sends 3 messages · about 5 tokens and 3 pictures"


def test_a_picture_without_words_has_no_tokens_to_tell_of() -> None:
    assert forecast().said((), "", GOING) == "Sends 1 message and 1 picture"


def test_what_a_model_is_not_shown_is_not_counted() -> None:
    assert forecast().said(BEFORE, "And this?", (), sees=False) == "Sends 2 messages · about 5 tokens"


def test_whoever_paints_is_sent_one_message() -> None:
    assert forecast().said(BEFORE, "Now blue", GOING, paints=True) == "Sends 1 message · about 3 tokens and 1 picture"


def test_the_oldest_that_have_no_room_are_told_to_stay() -> None:
    said = forecast(LARGE).said(BEFORE, "And this?", GOING)
    assert said == "Sends 2 messages · about 5 tokens and 1 picture, without the 2 oldest"


def test_the_disk_is_asked_once_for_each_picture() -> None:
    asked: list[str] = []
    counting = Forecast(Words(resource("locales"), "en"), lambda blob: asked.append(blob) or 1)  # type: ignore[func-returns-value]
    for text in ("A", "An", "And"):
        counting.said(BEFORE, text, GOING)
    assert asked == ["a", "b", "c"]
