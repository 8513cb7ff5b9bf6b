"""What counts where a level leaves a parameter open, and how a value is written. Pure; it knows no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.parameter_table import Kind, Parameter
from nextchat_desktop.core.parameters import NOTHING_SAID, SAME_MODEL, USUAL, Parameters
from nextchat_desktop.core.picture_options import UNKNOWN, PictureOptions
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.typed import written

PROGRAM, MODEL, MASK = "program", "model", "mask"
"""The levels below a conversation. The words for where a value comes from are `parameter.from.<level>`."""

_SHOWN = 60
"""Characters of a text that are told of it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One level as a form shows it: what is said there, and the levels `below` it, the lowest first.

    `accepted` are the options that the model called `model` takes, None where there is no model to ask. `pictures` is
    what can be chosen for the pictures it makes. `held` says, by name, why a parameter cannot be said by hand.
    """

    said: Parameters = NOTHING_SAID
    below: Sequence[tuple[str, Parameters]] = ()
    accepted: frozenset[str] | None = None
    model: str = ""
    pictures: PictureOptions = UNKNOWN
    held: Mapping[str, str] = field(default_factory=dict)

    def value(self, name: str) -> Any:
        """What is said here and counts: what others have settled for the program, no level above it says."""
        return None if self.below and name in self.held else getattr(self.said, name)

    def offers(self, parameter: Parameter) -> bool:
        """Whether it is of use here."""
        return not parameter.is_option or self.accepted is None or parameter.name in self.accepted

    def is_free(self, parameter: Parameter) -> bool:
        """Whether a person can say it here."""
        return self.offers(parameter) and parameter.name not in self.held

    def inherited(self, name: str) -> tuple[Any, str]:
        """What counts where nothing is said here, and which level says so; empty where nobody does."""
        said = ((getattr(values, name), level) for level, values in reversed(self.below))
        return next(((value, level) for value, level in said if value is not None), (getattr(USUAL, name), ""))

    def values(self, parameter: Parameter) -> tuple[str, ...]:
        """The words that can be chosen; for a picture those of its model, none where nobody knows."""
        of_pictures = {
            "size": self.pictures.sizes,
            "quality": self.pictures.qualities,
            "style": self.pictures.styles,
            "background": self.pictures.backgrounds,
        }
        return parameter.values or of_pictures.get(parameter.name, ())


class Telling:
    """`label` is what a model is called."""

    def __init__(self, words: Words, label: Callable[[ModelChoice], str]) -> None:
        self._words = words
        self._label = label

    def value(self, parameter: Parameter, value: Any) -> str:
        """A value as a person reads it."""
        match parameter.kind:
            case Kind.NUMBER | Kind.WHOLE if value in parameter.named:
                return self._words(f"parameter.{parameter.name}.{parameter.named[value]}")
            case Kind.NUMBER | Kind.WHOLE:
                return written(self._words, value)
            case Kind.WORD if parameter.values:
                return self._words(f"parameter.{parameter.name}.{value}")
            case Kind.SWITCH:
                return self._words(f"parameter.{parameter.name}.{'on' if value else 'off'}")
            case Kind.MODEL:
                is_same = value == SAME_MODEL
                return self._words(f"parameter.{parameter.name}.same") if is_same else self._label(value)
            case _:
                return self._text("\n".join(value) if isinstance(value, tuple) else str(value))

    def open(self, parameter: Parameter, sight: Sight) -> str:
        """What counts where this is left open: a value and where it is from."""
        value, level = sight.inherited(parameter.name)
        if value is None:
            return self._words("parameter.from.nobody")
        told = self.value(parameter, value)
        return self._words(f"parameter.from.{level}", value=told) if level else told

    def _text(self, text: str) -> str:
        line = " ".join(text.split())
        if not line:
            return self._words("parameter.nothing")
        return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
