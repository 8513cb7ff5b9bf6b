"""How much a name is like what a person has typed: word by word, or by the beginnings of its words. Knows no list."""

from collections.abc import Sequence
from dataclasses import dataclass

from nextchat_desktop.core.ranges import Range, joined, occurrences

_TITLE_BEGINS, _WORD_BEGINS, _WITHIN, _ELSEWHERE, _ELSEWHERE_WITHIN, _SHORTHAND = 5.0, 4.0, 2.0, 1.5, 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """The higher the `score`, the more. `marks` are where in the title, `begins` tells that a name begins with it."""

    score: float = 0.0
    marks: tuple[Range, ...] = ()
    begins: bool = False


def likeness(text: str, names: Sequence[str], details: Sequence[str] = (), in_short: bool = True) -> Likeness | None:
    """Of the first name, the title, with further names and whatever else is said of it; None if it is not meant.

    Every word of the text has to occur, or, where names may be written `in_short`, all its letters together are how
    the words of a name begin.
    """
    words = folded(text).split()
    if not words:
        return Likeness()
    title, *others = [folded(name) for name in names]
    rest = [folded(detail) for detail in details]
    if all(any(word in each for each in (title, *others, *rest)) for word in words):
        found = [_of_word(word, title, others, rest) for word in words]
        marks = joined(mark for _, marks in found for mark in marks)
        begins = any(name.startswith(" ".join(words)) for name in (title, *others))
        return Likeness(sum(score for score, _ in found), marks, begins)
    for name in (title, *others) if in_short else ():
        if places := _shorthand("".join(words), name):
            return Likeness(_SHORTHAND, joined((at, at + 1) for at in places) if name == title else ())
    return None


def folded(text: str) -> str:
    """Upper and lower case are one, and every character keeps its place."""
    small = text.casefold()
    if len(small) == len(text):
        return small
    return "".join(small if len(small := letter.casefold()) == 1 else letter for letter in text)


def _of_word(word: str, title: str, others: Sequence[str], details: Sequence[str]) -> tuple[float, list[Range]]:
    marks = list(occurrences(word, title))
    if marks:
        first = min((at for at, _ in marks), key=lambda at: not _begins_word(title, at))
        score = _TITLE_BEGINS if first == 0 else _WORD_BEGINS if _begins_word(title, first) else _WITHIN
        return score + len(word) / (len(title) + 1), marks
    for text in (*others, *details):
        at = next((at for at, _ in occurrences(word, text) if _begins_word(text, at)), text.find(word))
        if at >= 0:
            return _ELSEWHERE if _begins_word(text, at) else _ELSEWHERE_WITHIN, []
    return 0.0, []


def _begins_word(text: str, at: int) -> bool:
    """Chinese has no spaces: there every character may begin a word."""
    return at == 0 or not (text[at - 1].isalnum() and text[at].isascii())


def _shorthand(letters: str, name: str) -> list[int]:
    """Where the letters are if each goes on with a word of the name or begins a later one; nothing otherwise."""
    ahead = iter(name)
    if not 2 <= len(letters) <= len(name) or not all(letter in ahead for letter in letters):
        return []
    starts = [at for at, letter in enumerate(name) if letter.isalnum() and _begins_word(name, at)]
    return _walk(letters, name, -1, starts, set()) or []


def _walk(letters: str, name: str, at: int, starts: Sequence[int], dead: set[Range]) -> list[int] | None:
    """From a place on; `dead` are those from which so many letters lead nowhere."""
    if not letters:
        return []
    if (at, len(letters)) in dead:
        return None
    ahead = [start for start in starts if start > at]
    following = [at + 1] if 0 <= at < len(name) - 1 else []
    for place in dict.fromkeys((*following, *ahead)):
        if name[place] == letters[0]:
            rest = _walk(letters[1:], name, place, ahead, dead)
            if rest is not None:
                return [place, *rest]
    dead.add((at, len(letters)))
    return None
