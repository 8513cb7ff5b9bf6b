"""Texts in which lines say who speaks below them → who says what. It knows no program's files.

Four ways of marking are known: headings, bold names, arrows, and names with a colon. In one text only one of them
counts, the first in which both the person and the model are told apart; what stands in code is never one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.messages import Role
from nextchat_desktop.interchange.foreign.speakers import role_of

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_STYLES: Mapping[str, re.Pattern[str]] = {
    "heading": re.compile(r"(?P<level>#{1,6})\s+(?P<who>\S.*)(?P<rest>)"),
    "bold": re.compile(
        r"(?P<level>)(?:\*\*|__)(?P<who>[^*_\n]{1,60}?)\s*(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：]|(?:\*\*|__)(?=\s*$))"
        r"\s*(?P<rest>.*)"
    ),
    "arrow": re.compile(r"(?P<level>)▶\s*(?P<who>[^:：]{1,60})[:：]\s*(?P<rest>.*)"),
    "plain": re.compile(r"(?P<level>)(?P<who>[^\W\d_][^:：#*>|`]{0,30}?)\s*(?:：|:(?=\s|$))\s*(?P<rest>.*)"),
}
_BY_NAME = ("plain",)
"""Ways in which only the names that were used first count: such lines stand in many texts."""
_MODEL = ("chatgpt", "চ্যাটজিপিটি")
"""What stands in the headings of answers in every language of NextChat."""


@dataclass(frozen=True, slots=True)
class Said:
    """`heading` is the whole line that says who it is."""

    role: Role
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    level: str
    who: str
    rest: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class Marked:
    """`before` is what stands above the first who speaks."""

    before: str
    turns: tuple[Said, ...]


def marked(text: str) -> Marked | None:
    """None where it is not sure who says what."""
    lines = text.splitlines()
    plain = list(_outside_code(lines))
    for style, pattern in _STYLES.items():
        marks = _chosen(_marks(lines, plain, pattern), style)
        if {Role.USER, Role.ASSISTANT} <= {mark.role for mark in marks}:
            return _cut(lines, marks)
    return None


def _outside_code(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that are no code."""
    fence = ""
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            closes = found is not None and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closes else fence
        elif found is not None and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
        else:
            yield number


def _marks(lines: Sequence[str], plain: Sequence[int], pattern: re.Pattern[str]) -> list[_Mark]:
    found = ((number, pattern.fullmatch(lines[number].rstrip())) for number in plain)
    return [_Mark(n, one["level"], one["who"], one["rest"], _role(one["who"])) for n, one in found if one is not None]


def _role(who: str) -> Role | None:
    """By the name; who gave an answer and when may stand behind it, and that it goes before all in front of it."""
    return role_of(who) or role_of(who.split(" · ")[0].rpartition(": ")[2])


def _chosen(marks: list[_Mark], style: str) -> list[_Mark]:
    known = [mark for mark in marks if mark.role is not None]
    if style == "heading":
        return _of_one_level(marks, known)
    if style in _BY_NAME:
        first: dict[Role | None, str] = {}
        for mark in known:
            first.setdefault(mark.role, mark.who.casefold())
        return [mark for mark in known if first[mark.role] == mark.who.casefold()]
    return known


def _of_one_level(marks: list[_Mark], known: list[_Mark]) -> list[_Mark]:
    """Those of the level at which both speak. Where names are of a language that nobody knows here, the two that end
    with a colon, one of which names the model."""
    for level in dict.fromkeys(mark.level for mark in known):
        same = [mark for mark in known if mark.level == level]
        if {Role.USER, Role.ASSISTANT} <= {mark.role for mark in same}:
            return same
    ending = [mark for mark in marks if mark.who.endswith((":", "："))]
    model = next((mark for mark in ending if any(one in mark.who.casefold() for one in _MODEL)), None)
    person = next((mark for mark in ending if model and mark.level == model.level and mark.who != model.who), None)
    if model is None or person is None:
        return []
    roles = {model.who: Role.ASSISTANT, person.who: Role.USER}
    same = [mark for mark in ending if mark.level == model.level and mark.who in roles]
    return [_Mark(one.line, one.level, one.who, one.rest, roles[one.who]) for one in same]


def _cut(lines: Sequence[str], marks: Sequence[_Mark]) -> Marked:
    ends = [mark.line for mark in marks[1:]] + [len(lines)]
    turns = []
    for mark, end in zip(marks, ends, strict=True):
        below = "\n".join([mark.rest, *lines[mark.line + 1 : end]]).strip("\n ")
        if mark.role is not None:
            turns.append(Said(mark.role, mark.who, below))
    return Marked("\n".join(lines[: marks[0].line]).strip(), tuple(turns))
