"""Which letter each of several labels is known by, and how it is written into them. Pure.

Nobody translates these letters: they follow from the words, in every language. Where none of a label can be typed by
itself, as in Chinese, one stands behind it in brackets: 保存(&S).
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category, name

SIGN = "&"
"""What Qt has before a letter that is to be underlined."""
_COMPOSED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")
"""Scripts whose letters an input method makes."""
_END = re.compile(r"[\s.…:：]*$")
_CAPITALS = re.compile(r"(?:^|(?<=[a-z]))[a-zA-Z]|(?<=[-_.])[a-z]")
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class Label(NamedTuple):
    """`id` is its name in the program, whose letters are taken where it has none of its own."""

    words: str
    id: str = ""


def lettered(labels: Sequence[Label], taken: str = "") -> list[str]:
    """The labels with their letters, each at most once and none of those that are `taken`; as they are where none is
    left, and where a label has a sign of its own."""
    used, found = set(taken.casefold()), [""] * len(labels)
    for wanted in (_first_letters, _all_letters):  # whoever can have the first of a word has it before others take it
        for number, label in enumerate(labels):
            if found[number] or SIGN in label.words:
                continue
            place = next((place for place in wanted(label.words) if label.words[place].casefold() not in used), None)
            if place is not None:
                used.add(label.words[place].casefold())
                found[number] = label.words[:place] + SIGN + label.words[place:]
    for number, label in enumerate(labels):
        if not found[number]:
            found[number] = _with_bracket(label, used)
    return found


def _first_letters(words: str) -> Iterator[int]:
    """Where words begin, the whole label first."""
    return (place for place in _all_letters(words) if not place or not words[place - 1].isalnum())


def _all_letters(words: str) -> Iterator[int]:
    """Where there is a letter that is one key."""
    return (place for place, letter in enumerate(words) if _is_typed(letter))


def _is_typed(letter: str) -> bool:
    is_letter = category(letter) in ("Lu", "Ll", "Lo") and len(letter.casefold()) == 1
    return is_letter and not name(letter, "").startswith(_COMPOSED)


def _with_bracket(label: Label, used: set[str]) -> str:
    """Only for a label of which nothing can be typed; others have lost all their letters to more important ones."""
    says_something = any(map(str.isalnum, label.words))
    if SIGN in label.words or not says_something or any(map(_is_typed, label.words)):
        return label.words
    letters = "".join(_CAPITALS.findall(label.id)) + _LATIN
    letter = next((letter for letter in letters if letter.casefold() not in used), "")
    if not letter:
        return label.words
    used.add(letter.casefold())
    end = _END.search(label.words)
    place = end.start() if end is not None else len(label.words)
    return f"{label.words[:place]}({SIGN}{letter.upper()}){label.words[place:]}"
