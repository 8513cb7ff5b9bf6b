"""The examples of the CommonMark and GFM specifications, from `examples/`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "examples"
_FILES = {"": "commonmark-0.31.json", "gfm-": "gfm.json"}


@dataclass(frozen=True, slots=True)
class Example:
    """`name` is its number in the specification; those of GFM begin with 'gfm-'."""

    name: str
    section: str
    markdown: str
    html: str


@cache
def examples() -> tuple[Example, ...]:
    return tuple(
        Example(f"{prefix}{each['number']}", each["section"], each["markdown"], each["html"])
        for prefix, file in _FILES.items()
        for each in json.loads((_FOLDER / file).read_text("utf-8"))
    )


@cache
def sections() -> tuple[str, ...]:
    return tuple(dict.fromkeys(example.section for example in examples()))


def of(section: str) -> list[Example]:
    return [example for example in examples() if example.section == section]
