"""How a model is told to think, by its name: there have been three ways; knows nothing of the rest of a body."""

import re
from enum import Enum
from typing import Any


class _Way(Enum):
    NONE = "none"
    """It does not think."""
    BUDGET = "budget"
    """It is given a number of tokens."""
    ASKED = "asked"
    """It thinks as much as it likes when it is asked to."""
    ALWAYS = "always"
    """It thinks anyway, but shows it only when it is asked to."""


_WAYS = (
    (re.compile(r"claude-(?:[a-z]+-)?4-[6-9](?!\d)"), _Way.ASKED),
    (re.compile(r"claude-(?:[a-z]+-)?(?:3-7|4)(?!\d)"), _Way.BUDGET),
    (re.compile(r"claude-(?:[a-z]+-)?[123](?!\d)|claude-(?:v\d|instant)"), _Way.NONE),
    (re.compile(r"claude"), _Way.ALWAYS),
    (re.compile(r""), _Way.BUDGET),  # other makers took over what Claude knew first
)
"""The first that is found in the name, its dots written as dashes."""

_EFFORTS = {"minimal": "low", "low": "low", "medium": "medium", "high": "high", "xhigh": "xhigh", "max": "max"}
_BUDGETS = {"minimal": 1024, "low": 4096, "medium": 12288, "high": 24576, "xhigh": 32768, "max": 65536}
_LEAST = 1024


def reasoning_fields(model: str, effort: object, longest: int) -> dict[str, Any]:
    """The fields for this effort, in OpenAI's words. `longest` is what thought and answer may have together, in tokens.

    Without an effort only a model that thinks anyway is told something: to show it.
    """
    name, wanted = model.lower().replace(".", "-"), str(effort or "")
    way = next(way for pattern, way in _WAYS if pattern.search(name))
    if wanted == "none":
        return {"thinking": {"type": "disabled"}} if way is _Way.ALWAYS else {}
    if way is _Way.ALWAYS or (way is _Way.ASKED and wanted in _EFFORTS):
        shown = {"thinking": {"type": "adaptive", "display": "summarized"}}
        return {**shown, "output_config": {"effort": _EFFORTS[wanted]}} if wanted in _EFFORTS else {**shown}
    budget = min(_BUDGETS.get(wanted, 0), longest // 2)  # half of it is left for the answer
    if way is _Way.BUDGET and budget >= _LEAST:
        return {"thinking": {"type": "enabled", "budget_tokens": budget}}
    return {}


def thinks(fields: dict[str, Any]) -> bool:
    """Whether these fields make the model think."""
    return "thinking" in fields and fields["thinking"]["type"] != "disabled"
