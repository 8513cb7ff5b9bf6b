"""A failure in words: what happened, what it means, and which one thing to do. Window and command line share it."""

import math
from dataclasses import dataclass

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.words.catalogue import Words

_SETTINGS = frozenset(
    {
        FailureKind.NO_CONNECTION,
        FailureKind.NO_KEY,
        FailureKind.KEY_LOCKED,
        FailureKind.PASSPHRASE_NEEDED,
        FailureKind.BAD_KEY,
        FailureKind.KEY_REFUSED,
        FailureKind.KEY_EXPIRED,
        FailureKind.CODE_REFUSED,
        FailureKind.FORBIDDEN,
        FailureKind.MODEL_NOT_FOUND,
        FailureKind.DEPLOYMENT_NOT_FOUND,
        FailureKind.BAD_ENDPOINT,
        FailureKind.NO_TLS,
    }
)

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

OPEN_SETTINGS, ANSWER_AGAIN, NEW_KEY = "settings", "again", "new_key"


@dataclass(frozen=True, slots=True)
class Told:
    """`actions` begins with the main one."""

    title: str
    meaning: str
    actions: tuple[str, ...]
    details: str

    @property
    def short(self) -> str:
        """What happened and the service's own words, where there is room for one line only."""
        return f"{self.title} {self.details}".strip()


_FULL_STOPS = ("。", "！", "？")
"""No space follows these."""


def told(words: Words, failure: Failed, service: str = "", model: str = "", cut: bool = False) -> Told:
    """`service` and `model` are names for the sentences; `cut` tells that part of the answer had arrived."""
    kind = failure.kind.value
    names = {"service": service or words("failure.the_service"), "model": model}
    title = words("failure.cut.title") if cut else words(f"failure.{kind}.title", **names)
    meaning = words(f"failure.{kind}.meaning", **names)
    wait = words("failure.wait", seconds=math.ceil(failure.retry_after)) if failure.retry_after else ""
    in_settings = failure.kind in _SETTINGS
    actions: tuple[str, ...] = (OPEN_SETTINGS, ANSWER_AGAIN) if in_settings else (ANSWER_AGAIN, OPEN_SETTINGS)
    between = "" if meaning.endswith(_FULL_STOPS) else " "
    if failure.kind in _OF_THE_KEY:
        actions = (NEW_KEY, *actions)
    return Told(title, between.join(part for part in (meaning, wait) if part), actions, details(failure))


def details(failure: Failed) -> str:
    """The service's own words, for those who want them."""
    head = " ".join(str(part) for part in (failure.status, failure.code) if part)
    return " · ".join(part for part in (head, failure.detail) if part)
