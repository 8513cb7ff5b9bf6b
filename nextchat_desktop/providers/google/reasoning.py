"""How a model is told to think, by its name: Gemini by tokens once, by levels now; knows nothing of a whole body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LEVELS = {
    "none": "MINIMAL",
    "minimal": "MINIMAL",
    "low": "LOW",
    "medium": "MEDIUM",
    "high": "HIGH",
    "xhigh": "XHIGH",
    "max": "XHIGH",
}
_TOKENS = {"none": 0, "minimal": 512, "low": 1024, "medium": 8192, "high": 24576, "xhigh": 24576, "max": 24576}


@dataclass(frozen=True, slots=True)
class _Way:
    """What an effort in OpenAI's words is called. `least` is what cannot be gone below."""

    field: str
    efforts: Mapping[str, Any]
    least: int = 0


_WAYS: tuple[tuple[re.Pattern[str], _Way | None], ...] = (
    (re.compile(r"image|tts|live|audio|embedding|gemma"), None),
    (re.compile(r"gemini-2\.5-pro"), _Way("thinkingBudget", _TOKENS, 128)),
    (re.compile(r"gemini-2\.5"), _Way("thinkingBudget", _TOKENS)),
    (re.compile(r"gemini-(?:[01]\b|2\.0|pro(?:-vision)?$)"), None),
    (re.compile(r"gemini-"), _Way("thinkingLevel", _LEVELS)),
)
"""The first that is found in the name; a model that is not there is told nothing."""


_BUDGET = "thinkingBudget"


def thinking_options(model: str) -> frozenset[str]:
    """The options about thinking that this model can be told."""
    way = _way(model)
    if way is None:
        return frozenset()
    return frozenset({"reasoning_effort", "reasoning_budget"} if way.field == _BUDGET else {"reasoning_effort"})


def thinking_config(model: str, effort: object, tokens: object = None) -> dict[str, Any]:
    """The field for a model that thinks, so that it shows its thoughts. Empty for any other.

    `tokens` for the thought alone count before an effort, where the model is given a number of them.
    """
    way, wanted = _way(model), str(effort or "")
    if way is None:
        return {}
    if way.field == _BUDGET and isinstance(tokens, int):
        return _shown(way, max(tokens, way.least))
    if wanted not in way.efforts:
        return {"includeThoughts": True}
    value = way.efforts[wanted]
    return _shown(way, max(value, way.least) if way.field == _BUDGET else value)


def _way(model: str) -> _Way | None:
    return next((way for pattern, way in _WAYS if pattern.search(model.lower())), None)


def _shown(way: _Way, value: Any) -> dict[str, Any]:
    return {way.field: value} if value == 0 else {"includeThoughts": True, way.field: value}  # no thoughts to show
