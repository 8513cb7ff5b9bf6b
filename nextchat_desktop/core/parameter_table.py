"""What can be said of each parameter: its kind, its limits, where it belongs. It knows no model and no window.

The words for a parameter are `parameter.<name>.label`, `.help` and `.<value>`, with `.warning` for one that warns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameters import ALL_TURNS, OPTIONS, Parameters


class Kind(StrEnum):
    """How a value is said."""

    NUMBER = "number"
    WHOLE = "whole"
    WORD = "word"
    """One of a few words."""
    TEXT = "text"
    TEXTS = "texts"
    """Several short texts, one to a line."""
    SWITCH = "switch"
    MODEL = "model"


class Group(StrEnum):
    """What belongs together. The words for it are `parameter.group.<group>`."""

    TOLD = "told"
    SAMPLING = "sampling"
    LENGTH = "length"
    REASONING = "reasoning"
    FORMAT = "format"
    PICTURES = "pictures"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One field of `Parameters`. Numbers lie between `low` and `high`, and are moved by `step`.

    `values` are the words that can be chosen; of a number they are the names of certain numbers. Above `hot` it warns.
    """

    name: str
    kind: Kind
    group: Group
    low: float = 0
    high: float = 0
    step: float = 1
    values: tuple[str, ...] = ()
    named: Mapping[int, str] = field(default_factory=dict)
    hot: float | None = None

    @property
    def is_option(self) -> bool:
        """Whether it goes to the service, so that a model may not accept it."""
        return self.name in OPTIONS

    def warns(self, value: object) -> bool:
        return self.hot is not None and isinstance(value, int | float) and value > self.hot

    def fits(self, value: object) -> bool:
        """Whether this is a value that it can have."""
        return _FITS[self.kind](self, value)


EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh")
_LONGEST = 1_000_000

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("system", Kind.TEXT, Group.TOLD),
    Parameter("template", Kind.TEXT, Group.TOLD),
    Parameter("turns", Kind.WHOLE, Group.TOLD, 0, ALL_TURNS, named={ALL_TURNS: "all"}),
    Parameter("budget", Kind.WHOLE, Group.TOLD, 0, 10_000_000, 1000, named={0: "whole"}),
    Parameter("memory", Kind.SWITCH, Group.MEMORY),
    Parameter("memory_threshold", Kind.WHOLE, Group.MEMORY, 100, 100_000, 100),
    Parameter("memory_model", Kind.MODEL, Group.MEMORY),
    Parameter("temperature", Kind.NUMBER, Group.SAMPLING, 0, 2, 0.1, hot=1),
    Parameter("top_p", Kind.NUMBER, Group.SAMPLING, 0, 1, 0.05),
    Parameter("presence_penalty", Kind.NUMBER, Group.SAMPLING, -2, 2, 0.1),
    Parameter("frequency_penalty", Kind.NUMBER, Group.SAMPLING, -2, 2, 0.1),
    Parameter("seed", Kind.WHOLE, Group.SAMPLING, 0, 2_147_483_647),
    Parameter("max_tokens", Kind.WHOLE, Group.LENGTH, 1, _LONGEST, 256),
    Parameter("stop", Kind.TEXTS, Group.LENGTH),
    Parameter("reasoning_effort", Kind.WORD, Group.REASONING, values=EFFORTS),
    Parameter("reasoning_budget", Kind.WHOLE, Group.REASONING, 0, _LONGEST, 1024, named={0: "none"}),
    Parameter("json_mode", Kind.SWITCH, Group.FORMAT),
    Parameter("size", Kind.WORD, Group.PICTURES),
    Parameter("quality", Kind.WORD, Group.PICTURES),
    Parameter("style", Kind.WORD, Group.PICTURES),
    Parameter("background", Kind.WORD, Group.PICTURES),
)
"""In the order in which a person is offered them. What can be chosen for a picture depends on its model."""

BY_NAME: Mapping[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}


def checked(values: Mapping[str, object]) -> Parameters:
    """Those of the values that fit, whatever else there is."""
    known = {one.name for one in fields(Parameters)}
    fitting = {name: value for name, value in values.items() if name in known and BY_NAME[name].fits(value)}
    return Parameters(**fitting)  # type: ignore[arg-type]  # each was looked at by its kind


def _is_number(parameter: Parameter, value: object) -> bool:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return is_one and parameter.low <= value <= parameter.high  # type: ignore[operator]


def _is_whole(parameter: Parameter, value: object) -> bool:
    return isinstance(value, int) and _is_number(parameter, value)


def _is_word(parameter: Parameter, value: object) -> bool:
    return isinstance(value, str) and bool(value) and (not parameter.values or value in parameter.values)


def _are_texts(parameter: Parameter, value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(one, str) for one in value)


_FITS: Mapping[Kind, Callable[[Parameter, object], bool]] = {
    Kind.NUMBER: _is_number,
    Kind.WHOLE: _is_whole,
    Kind.WORD: _is_word,
    Kind.TEXT: lambda parameter, value: isinstance(value, str),
    Kind.TEXTS: _are_texts,
    Kind.SWITCH: lambda parameter, value: isinstance(value, bool),
    Kind.MODEL: lambda parameter, value: isinstance(value, ModelChoice),
}
