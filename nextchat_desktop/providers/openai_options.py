"""What both of OpenAI's APIs to chat with make of the options of a conversation. Knows no dialect."""

from collections.abc import Mapping
from typing import Any

_OF_PICTURES = frozenset({"size", "quality", "style", "background"})
_LONGEST = ("max_tokens", "max_completion_tokens")


def of_a_chat(options: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are of use in a chat, without the length of the answer, which has several names."""
    return {name: value for name, value in options.items() if name not in _OF_PICTURES and name not in _LONGEST}


def longest_of(options: Mapping[str, Any]) -> Any:
    """How long the answer may be in tokens, whatever it is called here; None where nothing is said of it."""
    return next((options[name] for name in _LONGEST if name in options), None)


def under_a_name(longest: Any, first: str, refused: frozenset[str]) -> dict[str, Any]:
    """The length under the name `first`, or under the other where that is refused; nothing where both are."""
    names = (first, *(name for name in _LONGEST if name != first))
    free = next((name for name in names if name not in refused), "")
    return {free: longest} if free and longest is not None else {}
