"""What both of OpenAI's APIs to chat with make of the options of a conversation. Knows no dialect."""

import re
from collections.abc import Mapping
from typing import Any

from nextchat_desktop.core.capabilities import plain_id

SAMPLING = ("temperature", "top_p")
PENALTIES = ("presence_penalty", "frequency_penalty")
_LONGEST = ("max_tokens", "max_completion_tokens")

_NOT_TAKEN: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\bgpt-5[\w.]*-chat\b"), frozenset()),
    (re.compile(r"\b(?:o[134](?:-|$)|gpt-[5-9](?![\d]*k)|codex)"), frozenset({*SAMPLING, *PENALTIES, "stop"})),
    (re.compile(r"\bgpt-4o.*search"), frozenset({*SAMPLING, *PENALTIES, "seed", "stop"})),
    (re.compile(r"\bdeepseek-(?:reasoner|r1)"), frozenset({*SAMPLING, *PENALTIES})),
    (re.compile(r"\bgrok-(?:4|3-mini|code)"), frozenset({*PENALTIES, "stop"})),
)
"""What the models of the first row that is found in the name refuse, or take without doing anything with it."""


def not_taken(model: str) -> frozenset[str]:
    """The options that a model is known to have no use for, by its name."""
    id = plain_id(model)
    return next((options for pattern, options in _NOT_TAKEN if pattern.search(id)), frozenset())


def longest_of(options: Mapping[str, Any]) -> Any:
    """How long the answer may be in tokens, whatever it is called here; None where nothing is said of it."""
    return next((options[name] for name in _LONGEST if options.get(name)), None)


def under_a_name(longest: Any, first: str, refused: frozenset[str]) -> dict[str, Any]:
    """The length under the name `first`, or under the other where that is refused; nothing where both are."""
    names = (first, *(name for name in _LONGEST if name != first))
    free = next((name for name in names if name not in refused), "")
    return {free: longest} if free and longest is not None else {}
