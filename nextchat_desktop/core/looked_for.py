"""What is the same to somebody who looks for it, and the piece of a text in which it is found. It knows no index.

Upper and lower case, full and half width, composed and decomposed letters are the same. What is looked for is found
wherever it stands, also inside a word: Chinese has no spaces to go by.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import category, is_normalized, normalize

from nextchat_desktop.core.ranges import Range, joined, occurrences

SNIPPET = 120
"""Characters of a text that are shown around a find."""
_BEFORE = 32
"""Of these, how many stand before it."""
_SLICE = 1 << 15
"""Characters that are folded at once, so that other threads have their turn."""

_TERM = re.compile(r'(?<!\S)"([^"]+)"(?!\S)|(\S+)')
_HALF_KANA = re.compile("[\uff66-\uff9f]+")
_SPACE = re.compile(r"\s+")
_CUT = "…"


class _Folding(dict[int, str]):
    """Each character as it is compared, noted when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = normalize("NFKC", normalize("NFKC", letter).casefold())
        self[code] = " " if letter.isspace() or category(letter) in ("Cc", "Cs") else folded
        return self[code]


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line. `marks` are where in it the finds are, first and last place behind, in order and apart."""

    text: str
    marks: tuple[Range, ...] = ()


def plain(text: str) -> str:
    """The text as it is shown, with each letter in one piece."""
    if text.isascii():
        return text
    whole = text if is_normalized("NFC", text) else normalize("NFC", text)
    return _HALF_KANA.sub(lambda kana: normalize("NFKC", kana[0]), whole)


def folded(text: str) -> str:
    """The text as it is compared; every space in it is a plain one, and there are no control characters."""
    if text.isascii() and text.isprintable():  # as most titles and words are
        return text.lower()
    whole = plain(text)
    if len(whole) <= _SLICE:
        return whole.translate(_FOLDING)
    return "".join(whole[start : start + _SLICE].translate(_FOLDING) for start in range(0, len(whole), _SLICE))


def terms_of(wish: str) -> tuple[str, ...]:
    """What must all be in a text, folded: each word, and what stands in quotation marks as it stands there."""
    found = (whole or word for whole, word in _TERM.findall(folded(wish)))
    return tuple(dict.fromkeys(term for term in (text.strip() for text in found) if term))


def has_all(text: str, terms: Iterable[str]) -> bool:
    """Whether all the terms are in a folded text."""
    return all(term in text for term in terms)


def snippet(text: str, terms: Sequence[str], width: int = SNIPPET) -> Snippet:
    """The piece around the first find, `width` characters at most, with all finds in it marked."""
    shown = plain(text)
    start = _beginning(shown, _first(shown, terms))
    piece = _SPACE.sub(" ", shown[start : start + 4 * width]).strip()
    before = _CUT if start else ""
    room = width - len(before)
    if len(piece) > room or start + 4 * width < len(shown):
        piece = f"{piece[: room - 1].rstrip()}{_CUT}"
    line = before + piece
    return Snippet(line, marks(line, terms))


def marks(line: str, terms: Sequence[str]) -> tuple[Range, ...]:
    """Where in a plain text the terms are."""
    same = folded(line)
    found = [each for term in terms for each in occurrences(term, same)]
    if len(same) != len(line):
        found = [(_origin(line, first), _origin(line, last - 1) + 1) for first, last in found]
    return joined(found)


def _first(text: str, terms: Sequence[str]) -> int:
    """Where in a plain text the first find begins, 0 without any."""
    same = folded(text)
    found = [place for term in terms if (place := same.find(term)) >= 0]
    if not found:
        return 0
    return min(found) if len(same) == len(text) else _origin(text, min(found))


def _origin(text: str, place: int) -> int:
    """The character of a plain text that has become the one with this place in the folded one."""
    for number, letter in enumerate(text):
        place -= len(_FOLDING[ord(letter)])
        if place < 0:
            return number
    return len(text)


def _beginning(text: str, find: int) -> int:
    """Where the snippet begins: some way before the find, at a word if there is one."""
    if find <= _BEFORE:
        return 0
    start = find - _BEFORE
    space = _SPACE.search(text, start, find)
    return space.end() if space and space.end() < find else start
