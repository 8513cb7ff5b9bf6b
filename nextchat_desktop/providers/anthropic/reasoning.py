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

_OPTIONS = {
    _Way.NONE: frozenset[str](),
    _Way.BUDGET: frozenset({"reasoning_effort", "reasoning_budget"}),
    _Way.ASKED: frozenset({"reasoning_effort"}),
    _Way.ALWAYS: frozenset({"reasoning_effort"}),
}
_EFFORTS = {"minimal": "low", "low": "low", "medium": "medium", "high": "high", "xhigh": "xhigh", "max": "max"}
_BUDGETS = {"minimal": 1024, "low": 4096, "medium": 12288, "high": 24576, "xhigh": 32768, "max": 65536}
_LEAST = 1024


def reasoning_options(model: str) -> frozenset[str]:
    """The options about thinking that this model can be told."""
    return _OPTIONS[_way(model)]


def thinks_anyway(model: str) -> bool:
    """Whether it thinks unless it is told not to."""
    return _way(model) is _Way.ALWAYS


def reasoning_fields(model: str, effort: object, longest: int, tokens: object = None) -> dict[str, Any]:
    """The fields for this effort, in OpenAI's words. `longest` is what thought and answer may have together, in tokens.

    Without an effort only a model that thinks anyway is told something: to show it. `tokens` for the thought alone
    count before an effort, where the model is given a number of them.
    """
    way, wanted = _way(model), str(effort or "")
    if way is _Way.BUDGET and isinstance(tokens, int):
        return _given(min(tokens, longest - _LEAST))
    if wanted == "none":
        return {"thinking": {"type": "disabled"}} if way is _Way.ALWAYS else {}
    if way is _Way.ALWAYS or (way is _Way.ASKED and wanted in _EFFORTS):
        shown = {"thinking": {"type": "adaptive", "display": "summarized"}}
        return {**shown, "output_config": {"effort": _EFFORTS[wanted]}} if wanted in _EFFORTS else {**shown}
    if way is not _Way.BUDGET:
        return {}
    return _given(min(_BUDGETS.get(wanted, 0), longest // 2))  # half of it is left for the answer


def thinks(fields: dict[str, Any]) -> bool:
    """Whether these fields make the model think."""
    return "thinking" in fields and fields["thinking"]["type"] != "disabled"


def _given(budget: int) -> dict[str, Any]:
    return {"thinking": {"type": "enabled", "budget_tokens": budget}} if budget >= _LEAST else {}


def _way(model: str) -> _Way:
    name = model.lower().replace(".", "-")
    return next(way for pattern, way in _WAYS if pattern.search(name))
