"""What a setting can be. Each kind knows how to check a value; none knows how to draw or store one."""

import re
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import Kind as ParameterKind
from nextchat_desktop.core.parameter_table import Parameter

_LONGEST_EMOJI = 16
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class InvalidValue(ValueError):
    """The value is not one this setting can have."""


class Kind(Protocol[T_co]):
    def check(self, value: object) -> T_co:
        """The value as this kind has it. Raises InvalidValue."""
        ...


@dataclass(frozen=True)
class Switch:
    def check(self, value: object) -> bool:
        if not isinstance(value, bool):
            raise InvalidValue(f"expected true or false, got {value!r}")
        return value


@dataclass(frozen=True)
class Whole:
    """A whole number from `low` to `high`."""

    low: int
    high: int

    def check(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not self.low <= value <= self.high:
            raise InvalidValue(f"expected a whole number from {self.low} to {self.high}, got {value!r}")
        return value


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    values: tuple[str, ...]

    def check(self, value: object) -> str:
        if not isinstance(value, str) or value not in self.values:
            raise InvalidValue(f"expected one of {', '.join(self.values)}, got {value!r}")
        return value


@dataclass(frozen=True)
class Line:
    """Any short text, such as an id the program remembers."""

    def check(self, value: object) -> str:
        if not isinstance(value, str):
            raise InvalidValue(f"expected text, got {value!r}")
        return value


@dataclass(frozen=True)
class Emoji:
    """A sign that stands for someone, or an empty text. Some are made of many letters: families, flags."""

    def check(self, value: object) -> str:
        if not isinstance(value, str) or len(value) > _LONGEST_EMOJI or any(letter.isspace() for letter in value):
            raise InvalidValue(f"expected one emoji or an empty text, got {value!r}")
        return value


@dataclass(frozen=True)
class Colour:
    """A colour as '#RRGGBB', or an empty text for the program's own."""

    def check(self, value: object) -> str:
        if not isinstance(value, str) or (value and not _COLOUR.fullmatch(value)):
            raise InvalidValue(f"expected a colour as #RRGGBB or an empty text, got {value!r}")
        return value.upper()


@dataclass(frozen=True)
class Lines:
    """A few short texts in an order, such as what was chosen last. None at all is a choice, too."""

    def check(self, value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
            raise InvalidValue(f"expected texts, got {value!r}")
        return tuple(value)


@dataclass(frozen=True)
class Said:
    """What can be said of a parameter; an empty text where it is left open.

    Several texts are a list, a model is its connection and its name with a slash between.
    """

    parameter: Parameter

    def check(self, value: object) -> object:
        if value != "" and not self.parameter.fits(from_plain(self.parameter, value)):
            raise InvalidValue(f"expected {self.parameter.kind} or an empty text, got {value!r}")
        return value


def from_plain(parameter: Parameter, value: object) -> object:
    """A value as the settings keep it, as a parameter has it; None where it is left open."""
    if value == "":
        return None
    if parameter.kind is ParameterKind.TEXTS and isinstance(value, list):
        return tuple(value)
    if parameter.kind is ParameterKind.MODEL and isinstance(value, str):
        return choice_of(value)
    return value


def choice_of(text: str) -> ModelChoice | None:
    """A model by its connection and its name with a slash between; None of nothing."""
    connection, _, model = text.partition("/")
    return ModelChoice(connection, model) if text else None


def to_plain(value: object) -> Any:
    """The other way round."""
    if isinstance(value, ModelChoice):
        return f"{value.connection}/{value.model}" if value.connection else ""
    return "" if value is None else list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True)
class Option(Generic[T]):
    """One row of the table. `page` is where the settings dialog shows it; a row without one is only remembered.

    Its words are `<words>.label`, `.help` and `.<value>`; `words` is `setting.<key>` where nothing else is said.
    """

    key: str
    kind: Kind[T]
    default: T
    page: str = ""
    said_by: str = ""

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def words(self) -> str:
        return self.said_by or f"setting.{self.key}"
