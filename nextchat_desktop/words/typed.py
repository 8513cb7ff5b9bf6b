"""Numbers and words as people type and paste them, and numbers as they stand in a field; it knows no limits."""

import re
import unicodedata
from math import isfinite

from nextchat_desktop.words.amounts import decimal_sign, group_sign
from nextchat_desktop.words.catalogue import Words

_SIGNS = str.maketrans({"。": ".", "٫": ".", "、": ",", "،": ",", "٬": ",", "−": "-"})
_UNSEEN = re.compile(r"(?<=\d)[\s'’](?=\d{3})|[\u200e\u200f\u061c]")
"""What stands between thousands and means nothing else, and what only turns the direction of writing."""
_GROUPED = re.compile(r"[-+]?\d{1,3}([.,])(?:\d{2,3}\1)*\d{3}")
_EXACT = 15
"""Digits that count; the next ones are the noise of floating point."""
_DOT_ABOVE = "\u0307"
"""What is left beside an i where a capital İ is made small."""


def plain_number(words: Words, text: str) -> str:
    """A number as Python reads it, where it is one: with a point where a comma stood, and nothing between thousands.

    1.234 is more than a thousand to those alone who write thousands so.
    """
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", text).strip().translate(_SIGNS))
    whole, parts = _divided(words, plain)
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(",", "").replace(".", "")
    return (f"{whole}.{parts}" if parts else whole) or plain


def number_typed(words: Words, text: str) -> float | None:
    """None where nothing stands, or what is no number."""
    try:
        number = float(plain_number(words, text))
    except ValueError:
        return None
    return number if isfinite(number) else None


def written(words: Words, number: float, digits: int | None = None) -> str:
    """As it stands in a field: 0,3 in German, and nothing between thousands; with so many digits, if they are told."""
    if digits is not None:
        plain = f"{number:.{digits}f}"
    else:
        plain = f"{number:.{_EXACT}g}" if isinstance(number, float) else str(number)
    return plain.replace(".", decimal_sign(words)) if "." in plain else plain


def _divided(words: Words, plain: str) -> tuple[str, str]:
    """What stands before the point, or the comma, and what behind it."""
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0 or plain.count(plain[last]) > 1:
        return plain, ""
    is_hidden = _GROUPED.fullmatch(plain) and not plain.lstrip("+-").startswith("0")
    return (plain, "") if is_hidden and plain[last] == group_sign(words) else (plain[:last], plain[last + 1 :])


def is_same_word(typed: str, word: str) -> bool:
    """Whether somebody typed this word, in large letters or small ones; a Turkish İ is an i, too."""
    return _small(typed) == _small(word)


def _small(text: str) -> str:
    return text.strip().casefold().replace(_DOT_ABOVE, "")
