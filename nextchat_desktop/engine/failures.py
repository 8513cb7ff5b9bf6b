"""A failure in words: what happened, what it means, and which one thing to do. Window and command line share it."""

import math
from dataclasses import dataclass

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_a_row, under

_SETTINGS = frozenset(
    {
        FailureKind.NO_CONNECTION,
        FailureKind.NO_KEY,
        FailureKind.KEY_LOCKED,
        FailureKind.PASSPHRASE_NEEDED,
        FailureKind.BAD_KEY,
    }
)
"""Mended in the settings, and in no other way."""

_OF_THE_KEY = frozenset(
    {
        FailureKind.NO_KEY,
        FailureKind.BAD_KEY,
        FailureKind.KEY_REFUSED,
        FailureKind.KEY_EXPIRED,
        FailureKind.CODE_REFUSED,
    }
)
"""Those that another key mends, which can be entered without leaving the conversation."""

_SAYS_ALL = frozenset(
    {
        FailureKind.NO_CONNECTION,
        FailureKind.NO_KEY,
        FailureKind.KEY_LOCKED,
        FailureKind.PASSPHRASE_NEEDED,
        FailureKind.BAD_KEY,
        FailureKind.NOT_ALLOWED,
        FailureKind.NOT_TOLD,
        FailureKind.QUOTA,
        FailureKind.RATE_LIMIT,
        FailureKind.OVERLOADED,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.TOO_LARGE,
        FailureKind.PARAMETER_REFUSED,
        FailureKind.NO_VISION,
        FailureKind.FILTERED,
        FailureKind.REFUSED,
        FailureKind.NOT_KEPT,
        FailureKind.CRASHED,
    }
)
"""A test of the connection would find out nothing more."""

_PASSING = frozenset(
    {
        FailureKind.NETWORK,
        FailureKind.TIMEOUT,
        FailureKind.INTERRUPTED,
        FailureKind.SERVER,
        FailureKind.EMPTY,
    }
)
"""They may be over by now."""

_WITH_ANOTHER = frozenset(
    {
        FailureKind.QUOTA,
        FailureKind.CONTEXT_TOO_LONG,
        FailureKind.NO_VISION,
        FailureKind.NOT_ALLOWED,
        FailureKind.PARAMETER_REFUSED,
    }
)
"""The same model would refuse again."""

OPEN_SETTINGS, ANSWER_AGAIN, NEW_KEY, FIND_OUT = "settings", "again", "new_key", "find_out"
OTHER_MODEL = "other_model"


@dataclass(frozen=True, slots=True)
class Told:
    """`actions` begins with the main one."""

    title: str
    meaning: str
    actions: tuple[str, ...]
    details: str

    def in_one(self, words: Words) -> str:
        """What happened and what it means, where there is no room for a card."""
        return under(words, self.title, self.meaning)


def told(
    words: Words, failure: Failed, service: str = "", model: str = "", cut: bool = False, has_message: bool = False
) -> Told:
    """`service` and `model` are names for the sentences; `cut` tells that part of the answer had arrived,
    `has_message` that a question of a person waits for it."""
    kind = failure.kind.value
    names = {"service": service or words("failure.the_service"), "model": model}
    title = words("failure.cut.title") if cut else words(f"failure.{kind}.title", **names)
    meaning = words(f"failure.{kind}.meaning", **names)
    wait = words("failure.wait", seconds=whole(words, math.ceil(failure.retry_after))) if failure.retry_after else ""
    kept = words("failure.kept") if has_message and failure.kind in _OF_THE_KEY - {FailureKind.BAD_KEY} else ""
    return Told(title, in_a_row((meaning, kept, wait)), _actions(failure.kind), details(failure))


def _actions(kind: FailureKind) -> tuple[str, ...]:
    """At most three, which a card has room for. To find out why leads into the settings, too."""
    says_all = kind in _SAYS_ALL
    if kind in _OF_THE_KEY:
        return NEW_KEY, OPEN_SETTINGS if says_all else FIND_OUT, ANSWER_AGAIN
    if kind in _WITH_ANOTHER:
        return OTHER_MODEL, ANSWER_AGAIN, OPEN_SETTINGS
    if kind is FailureKind.OVERLOADED:
        return ANSWER_AGAIN, OTHER_MODEL, OPEN_SETTINGS
    if not says_all:
        passes = kind in _PASSING
        return (ANSWER_AGAIN, FIND_OUT, OPEN_SETTINGS) if passes else (FIND_OUT, ANSWER_AGAIN, OPEN_SETTINGS)
    return (OPEN_SETTINGS, ANSWER_AGAIN) if kind in _SETTINGS else (ANSWER_AGAIN, OPEN_SETTINGS)


def details(failure: Failed) -> str:
    """The service's own words, for those who want them."""
    head = " ".join(str(part) for part in (failure.status, failure.code) if part)
    return " · ".join(part for part in (head, failure.detail) if part)
