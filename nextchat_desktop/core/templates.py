"""Texts with `{{names}}` in them, as NextChat writes them. Pure."""

import re
from collections.abc import Mapping
from typing import NamedTuple

INPUT = "input"
_NAME = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


class Named(NamedTuple):
    """A name in a text: from which to before which character it stands, braces and all."""

    name: str
    start: int
    end: int


def mentions(text: str) -> tuple[Named, ...]:
    """Every mention of a name, in their order."""
    return tuple(Named(found[1], found.start(), found.end()) for found in _NAME.finditer(text))


def names(text: str) -> tuple[str, ...]:
    """The names that are mentioned, each once, in their order."""
    return tuple(dict.fromkeys(_NAME.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """With the values for the names that have one; others stay as they are written."""
    return _NAME.sub(lambda found: values.get(found[1], found[0]), text)


def with_input(text: str, said: str, values: Mapping[str, str]) -> str:
    """A template around what was typed, which stands at its end where the template does not say where."""
    whole = text if not said or INPUT in names(text) else f"{text}\n{{{{{INPUT}}}}}"
    return filled(whole, {**values, INPUT: said})
