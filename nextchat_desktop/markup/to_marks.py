"""Writes words in their dresses as Markdown again; it does not know the blocks they stand in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nextchat_desktop.markup.blocks import Marks, Run

_SPECIAL = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|~(?=~)|&(?=#?\w+;)|\](?=[(:])|(?<=\[)\^")
_WITHIN_LINK = re.compile(rf"{_SPECIAL.pattern}|[\[\]]")
_ENTITIES = {"[": "&#91;", "]": "&#93;"}
_TICKS = re.compile(r"`+")
_SIGNS = ((Marks.STRIKE, "~~"), (Marks.BOLD, "**"), (Marks.ITALIC, "*"))
_MAY_STAND_BEFORE, _MAY_STAND_BEHIND = re.compile(r"(?:^|[\s(（，。：*])$"), re.compile(r"$|[\s，。；：！？、）*]")
_PLAIN_ADDRESS = re.compile(r"https?://(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/?#](?:[\w/.%?=&+#~-]*[\w/])?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Word:
    """A run without what it may share with its neighbours: `around` it are signs, or the place it leads to."""

    written: str
    around: frozenset[str]
    is_address: bool = False


def to_marks(runs: Sequence[Run]) -> str:
    """Signs are around all neighbours that share them."""
    dollars = sum(run.text.count("$") for run in runs if not run.marks & (Marks.CODE | Marks.FORMULA))
    return _joined([_word(run, dollars > 1) for run in runs])


def escaped(text: str, within_link: bool = False) -> str:
    if within_link and ("](" in text or not _is_balanced(text, "[", "]")):
        return _WITHIN_LINK.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), text)
    return _SPECIAL.sub(r"\\\g<0>", text)


def link(words: str, place: str) -> str:
    """Brackets that do not match would end the place too early."""
    return f"[{words}]({place if _is_balanced(place, '(', ')') else f'<{place}>'})"


def _word(run: Run, escape_dollars: bool) -> _Word:
    around = {sign for mark, sign in _SIGNS if mark in run.marks}
    if Marks.NOTE in run.marks:
        return _Word(f"[^{run.text}]", frozenset(around))
    if run.link and run.link == run.text:
        return _Word(run.text, frozenset(around), is_address=True)
    around |= {run.link} if run.link else set()
    if Marks.FORMULA in run.marks:
        return _Word(run.text, frozenset(around))
    if Marks.CODE in run.marks:
        return _Word(_code(run.text), frozenset(around))
    words = escaped(run.text, bool(run.link))
    return _Word(words.replace("$", "\\$") if escape_dollars else words, frozenset(around))


def _joined(words: Sequence[_Word]) -> str:
    """What goes furthest is outermost."""
    written = ""
    while words:
        first = words[0]
        reach = {sign: _reach(words, sign) for sign in sorted(first.around)}
        if not reach:
            written += _address(written, first.written, words[1:]) if first.is_address else first.written
            words = words[1:]
            continue
        sign = max(reach, key=lambda sign: reach[sign])
        inner = [_Word(word.written, word.around - {sign}, word.is_address) for word in words[: reach[sign]]]
        written = _surrounded(written, _joined(inner), sign)
        words = words[reach[sign] :]
    return written


def _reach(words: Sequence[_Word], sign: str) -> int:
    return next((place for place, word in enumerate(words) if sign not in word.around), len(words))


def _surrounded(before: str, words: str, sign: str) -> str:
    """Marks stand at the words, not at the spaces around them; a link after '!' would be a picture."""
    inner = words.strip()
    if not inner:
        return before + words
    start = words.index(inner)
    room, rest = words[:start], words[start + len(inner) :]
    if sign in ("~~", "**", "*"):
        return f"{before}{room}{sign}{inner}{sign}{rest}"
    if before.endswith("!") and not room:
        before = before[:-1] + "\\!"
    return f"{before}{room}{link(inner, sign)}{rest}"


def _address(before: str, address: str, after: Sequence[_Word]) -> str:
    """Bare if it is recognised where it stands."""
    below = after[0].written if after else ""
    is_free = _MAY_STAND_BEFORE.search(before) and _MAY_STAND_BEHIND.match(below)
    return address if is_free and _PLAIN_ADDRESS.fullmatch(address) else f"<{address}>"


def _code(text: str) -> str:
    longest = max((len(found[0]) for found in _TICKS.finditer(text)), default=0)
    ticks = "`" * (longest + 1)
    is_tight = not (text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip()))
    return f"{ticks}{text}{ticks}" if is_tight else f"{ticks} {text} {ticks}"


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    depth = 0
    for letter in text:
        depth += (letter == opening) - (letter == closing)
        if depth < 0:
            return False
    return depth == 0
