"""How a server that speaks like OpenAI is told to think: most as OpenAI is, some at home elsewhere by fields of
their own. Knows no dialect.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from nextchat_desktop.core.origins import host
from nextchat_desktop.core.wire import Endpoint


class _Way(Enum):
    EFFORT = "effort"
    """As OpenAI is."""
    SWITCH = "switch"
    """On or off."""
    TYPE = "type"
    """On or off, by a type."""
    WHOLE = "whole"
    """An effort or a number of tokens, in one object."""


_WAYS: tuple[tuple[str, _Way], ...] = (
    ("aliyuncs.com", _Way.SWITCH),
    ("siliconflow.cn", _Way.SWITCH),
    ("siliconflow.com", _Way.SWITCH),
    ("bigmodel.cn", _Way.TYPE),
    ("api.z.ai", _Way.TYPE),
    ("moonshot.cn", _Way.TYPE),
    ("moonshot.ai", _Way.TYPE),
    ("openrouter.ai", _Way.WHOLE),
)
"""By the end of the server's name; any other is told as OpenAI is."""

_EFFORT, _BUDGET = "reasoning_effort", "reasoning_budget"
_FIELDS: Mapping[_Way, Mapping[str, str]] = {
    _Way.EFFORT: {_EFFORT: "reasoning_effort"},
    _Way.SWITCH: {_EFFORT: "enable_thinking", _BUDGET: "thinking_budget"},
    _Way.TYPE: {_EFFORT: "thinking"},
    _Way.WHOLE: {_EFFORT: "reasoning", _BUDGET: "reasoning"},
}
"""The field of the body for each option."""


def fields_of(endpoint: Endpoint) -> Mapping[str, str]:
    """The field of the body that each option about thinking goes into."""
    return _FIELDS[_way(endpoint)]


def reasoning_fields(options: Mapping[str, Any], endpoint: Endpoint) -> dict[str, Any]:
    """What the body says of thinking. A budget counts before an effort, where the server knows budgets."""
    effort, budget = options.get(_EFFORT), options.get(_BUDGET)
    match _way(endpoint):
        case _Way.SWITCH:
            return _switched(effort, budget)
        case _Way.TYPE:
            return {"thinking": {"type": "disabled" if effort == "none" else "enabled"}} if effort else {}
        case _Way.WHOLE:
            whole = {"effort": effort} if budget is None else {"max_tokens": budget} if budget else {"enabled": False}
            return {"reasoning": whole} if effort or budget is not None else {}
        case _:
            return {"reasoning_effort": effort} if effort else {}


def _switched(effort: object, budget: object) -> dict[str, Any]:
    if budget is not None:
        return {"enable_thinking": bool(budget), **({"thinking_budget": budget} if budget else {})}
    return {"enable_thinking": effort != "none"} if effort else {}


def _way(endpoint: Endpoint) -> _Way:
    server = host(endpoint.base_url).partition(":")[0]
    return next((way for end, way in _WAYS if f".{server}".endswith(f".{end}")), _Way.EFFORT)
