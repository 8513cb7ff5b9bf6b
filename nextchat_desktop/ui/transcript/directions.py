"""Which way words go; it does not lay them out."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import bidirectional

from nextchat_desktop.markup.blocks import Marks, Run

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\U00010800-\U00010fff\U0001e800-\U0001efff]")
_APART = Marks.CODE | Marks.FORMULA
"""What stands in a sentence without being one of its words."""
_LOOKED_AT = 200


def has_right_to_left(text: str) -> bool:
    """Whether some of it goes from right to left, so that letters need not stand in the order of their offsets."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def goes_left(text: str) -> bool | None:
    """Whether it begins at the right, as its first letter with a direction does; None where none has any."""
    senses = (sense for letter in text[:_LOOKED_AT] if (sense := bidirectional(letter)) in ("L", "R", "AL"))
    first = next(senses, None)
    return None if first is None else first != "L"


def runs_go_left(runs: Sequence[Run]) -> bool | None:
    """The same of a paragraph, in which code and formulas decide nothing."""
    return goes_left("".join(run.text[:_LOOKED_AT] for run in runs if not run.marks & _APART))


def most_go_left(cells: Iterable[Sequence[Run]]) -> bool | None:
    """Whether more of them do than do not; None where as many do."""
    senses = [sense for runs in cells if (sense := runs_go_left(runs)) is not None]
    lefts = sum(senses)
    return None if 2 * lefts == len(senses) else 2 * lefts > len(senses)
