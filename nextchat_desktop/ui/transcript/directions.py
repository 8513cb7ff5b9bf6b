"""Which way words go; it does not lay them out."""

import re

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\U00010800-\U00010fff\U0001e800-\U0001efff]")


def has_right_to_left(text: str) -> bool:
    """Whether some of it goes from right to left, so that letters need not stand in the order of their offsets."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))
