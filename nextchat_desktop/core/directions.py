"""Which way words go, and what keeps some of them apart from others; it does not lay them out."""

import re
from unicodedata import bidirectional

APART, APART_END = "\u2068", "\u2069"
"""Whatever stands between these is in its own order, and does not change that of what is around it."""

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]|[\U00010800-\U00010fff\U0001e800-\U0001efff]")
_NUMBER = re.compile(r"[\d.,:٫٬]+[%٪]?")
_MARKS = re.compile(f"[{APART}{APART_END}]")
_TOKEN = re.compile(f"{APART}[^{APART_END}]*{APART_END}|[!-~]+")
_INSIDE = re.compile("[\u2066-\u2068][^\u2069]*\u2069?")
_LATIN = re.compile("[A-Za-z]")
_BEGINS, _ENDS = "(\"'", ".,:;!?)\"'"
_KEYS = (",", ".", ";")
_LOOKED_AT = 200


def has_right_to_left(text: str) -> bool:
    """Whether some of it goes from right to left, so that letters need not stand in the order of their offsets."""
    return not text.isascii() and bool(_RIGHT_TO_LEFT.search(text))


def goes_left(text: str) -> bool | None:
    """Whether it begins at the right, as its first letter with a direction does; None where none has any.

    What is kept apart in it does not count.
    """
    text = text if text.isascii() else _INSIDE.sub("", text)
    senses = (sense for letter in text[:_LOOKED_AT] if (sense := bidirectional(letter)) in ("L", "R", "AL"))
    first = next(senses, None)
    return None if first is None else first != "L"


def apart(text: str) -> str:
    """Kept apart from a sentence that goes from right to left.

    What goes that way itself needs it as little as a plain number does; it may be a sentence, in which others are
    apart already.
    """
    return "\n".join(_apart(line) for line in text.split("\n"))


def _apart(line: str) -> str:
    is_fine = not line or _NUMBER.fullmatch(line) or has_right_to_left(line) or _MARKS.search(line)
    return line if is_fine else f"{APART}{line}{APART_END}"


def in_order(sentence: str) -> str:
    """What stands in it that is no word, as `/v1` or `*.example.com`, kept apart, where that is not so already."""
    return _TOKEN.sub(_kept_in_order, sentence)


def _kept_in_order(found: re.Match[str]) -> str:
    token = found[0]
    end = len(token.rstrip(_ENDS))
    end += token[:end].endswith("+") and token[end : end + 1] in _KEYS  # a key may be one of them
    start = len(token) - len(token.lstrip(_BEGINS))
    core = token[start:end]
    is_word = core.isalnum() or not (core in ("<", ">") or _LATIN.search(core)) or (core[0] + core[-1]).isalnum()
    return token if token.startswith(APART) or is_word else f"{token[:start]}{APART}{core}{APART_END}{token[end:]}"


def without_marks(text: str) -> str:
    """The words alone, of a sentence that is to be copied or kept."""
    return _MARKS.sub("", text)
