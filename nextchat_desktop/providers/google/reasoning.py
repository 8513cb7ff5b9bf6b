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


def thinking_config(model: str, effort: object) -> dict[str, Any]:
    """The field for a model that thinks, so that it shows its thoughts. Empty for any other."""
    name, wanted = model.lower(), str(effort or "")
    way = next((way for pattern, way in _WAYS if pattern.search(name)), None)
    if way is None:
        return {}
    if wanted not in way.efforts:
        return {"includeThoughts": True}
    value = way.efforts[wanted]
    if way.field == "thinkingBudget":
        value = max(value, way.least)
    return {way.field: value} if value == 0 else {"includeThoughts": True, way.field: value}  # no thoughts to show
