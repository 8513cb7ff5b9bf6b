"""Masks and prompts: what a conversation begins with, and what is written again and again. Frozen values."""

from dataclasses import dataclass

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import NOTHING_SAID, Parameters


@dataclass(frozen=True, slots=True)
class Mask:
    """What somebody who answers is like. Times are UTC milliseconds.

    `avatar` is an emoji, or empty. `context` are messages of any role that go before everything said, in their order;
    they have no parents. `hides_context` leaves them out of what is read, not of what is sent. `choice` is who is to
    answer; where a mask from elsewhere only names a model, `model` is that name. `fold_code` is None where the setting
    counts. `foreign` is JSON of whatever another program keeps in its masks, for the way back.
    """

    id: str
    name: str
    avatar: str = ""
    about: str = ""
    language: str = ""
    category: str = ""
    context: tuple[Message, ...] = ()
    hides_context: bool = False
    choice: ModelChoice | None = None
    model: str = ""
    parameters: Parameters = NOTHING_SAID
    fold_code: bool | None = None
    builtin: bool = False
    created: int = 0
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class TakenMasks:
    """What came of a file of masks, and how much of it did not.

    The masks have no ids yet. `is_readable` tells that it was such a file at all; `nameless` entries had no name and
    were passed over, so many `pictures` could not be taken, and so many `messages` that nobody here could have said.
    """

    masks: tuple[Mask, ...] = ()
    is_readable: bool = True
    nameless: int = 0
    pictures: int = 0
    messages: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text to be sent again and again. It may hold `{{names}}` that are asked for when it is taken."""

    id: str
    title: str
    text: str
    language: str = ""
    builtin: bool = False
    created: int = 0
