"""Texts in which lines say who speaks below them → who says what. It knows no program's files.

Four ways of marking are known: headings, bold names, arrows, and names with a colon. In one text only one of them
counts, the first in which both the person and the model are told apart; what stands in code is never one. A page that
only shows such lines among others is none, nor is a list of questions and answers that names no model.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nextchat_desktop.core.messages import Role
from nextchat_desktop.interchange.foreign.speakers import is_clear, role_of

_FENCE = re.compile(r"(?: {0,3}|[^`~:：]{1,60}[:：][*_]{0,2}\s*)(`{3,}|~{3,})(.*)")
"""Code begins also right behind a name."""
_STYLES: Mapping[str, re.Pattern[str]] = {
    "heading": re.compile(r"(?P<level>#{1,6})\s+(?P<who>\S.*)(?P<rest>)"),
    "bold": re.compile(
        r"(?P<level>)(?:\*\*|__)(?P<who>[^*_\n]{1,60}?)\s*(?:[:：]\s*(?:\*\*|__)|(?:\*\*|__)\s*[:：]|(?:\*\*|__)(?=\s*$))"
        r"\s*(?P<rest>.*)"
    ),
    "arrow": re.compile(r"(?P<level>)(?:▶|>>)\s*(?P<who>[^:：]{1,60})[:：]\s*(?P<rest>.*)"),
    "plain": re.compile(r"(?P<level>)(?P<who>[^\W\d_][^:：#*>|`]{0,30}?)\s*(?:：|:(?=\s|$))\s*(?P<rest>.*)"),
}
_BY_NAME = ("plain",)
"""Ways in which only the names that were used first count: such lines stand in many texts."""
_MODEL = ("chatgpt", "চ্যাটজিপিটি")
"""What stands in the headings of answers in every language of NextChat."""
_WITNESS = re.compile(
    r"chatgpt|gpt-?\d|openai|claude|gemini|deepseek|copilot|llama|mistral|qwen|kimi|grok|通义|豆包|文心|聊天记录|对话记录",
    re.IGNORECASE,
)
"""What tells of a list of questions and answers that a model was asked."""
_AFTER_COLON = re.compile(r"\s*：\s*|\s*:\s+")
_ABOUT = re.compile(r"\s*(?:[-*>#|=].*|[\w ]{1,40}[:：].*)?")
"""Lines above a conversation that tell about it: headings, lists, fields."""
_RULE_BELOW = re.compile(r"(?:^|\n)\s*(?:-{3,}|\*{3,}|_{3,})\Z")
"""Where it stands below every turn it only parts them."""
_FEW_WORDS = 120
"""Letters that may stand above even the shortest conversation."""


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


def marked(text: str, file: str = "") -> Marked | None:
    """None where it is not sure who says what. `file` is its name."""
    lines = text.splitlines()
    plain = _outside_code(lines)
    for style, pattern in _STYLES.items():
        marks = _chosen(_marks(lines, plain, pattern), style)
        if {Role.USER, Role.ASSISTANT} <= {mark.role for mark in marks}:
            found = _cut(lines, marks)
            return found if _is_talk(found, marks, file) else None
    return None


def _is_talk(found: Marked, marks: Sequence[_Mark], file: str) -> bool:
    """Whether the whole text is a conversation with a model, rather than one that has such lines somewhere."""
    is_asked = any(mark.role is Role.ASSISTANT and is_clear(mark.who) for mark in marks)
    if not (is_asked or _WITNESS.search(f"{found.before} {file}")):
        return False
    above = [line for line in found.before.splitlines() if not _ABOUT.fullmatch(line)]
    return sum(map(len, above)) <= max(_FEW_WORDS, sum(len(one.text) for one in found.turns))


def _outside_code(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that are no code; code that does not end is none."""
    outside: list[int] = []
    fence, begun = "", 0
    for number, line in enumerate(lines):
        found = _FENCE.match(line)
        if fence:
            closes = found is not None and found[1].startswith(fence) and not found[2].strip()
            fence = "" if closes else fence
            continue
        if found is not None and not (found[1][0] == "`" and "`" in found[2]):
            fence, begun = found[1], number + 1
        if not (fence and line.lstrip().startswith(fence)):
            outside.append(number)
    return [*outside, *range(begun, len(lines))] if fence else outside


def _marks(lines: Sequence[str], plain: Sequence[int], pattern: re.Pattern[str]) -> list[_Mark]:
    found = ((number, pattern.fullmatch(lines[number].rstrip())) for number in plain)
    return [_Mark(n, one["level"], one["who"], one["rest"], _role(one["who"])) for n, one in found if one is not None]


def _role(who: str) -> Role | None:
    """By the name; who gave an answer and when may stand behind it, and that it goes before all in front of it."""
    return role_of(who) or role_of(_AFTER_COLON.split(who.split(" · ")[0])[-1])


def _chosen(marks: list[_Mark], style: str) -> list[_Mark]:
    known = _from_the_first_question([mark for mark in marks if mark.role is not None])
    if style == "heading":
        return _of_one_level(marks, known)
    if style in _BY_NAME:
        first: dict[Role | None, str] = {}
        for mark in known:
            first.setdefault(mark.role, mark.who.casefold())
        return [mark for mark in known if first[mark.role] == mark.who.casefold()]
    return known


def _from_the_first_question(known: list[_Mark]) -> list[_Mark]:
    """What is called a model or an answer above all questions tells about the conversation."""
    first = next((place for place, mark in enumerate(known) if mark.role is Role.USER), len(known))
    return [
        mark
        for place, mark in enumerate(known)
        if place > first or mark.role is not Role.ASSISTANT or is_clear(mark.who)
    ]


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
    below = [
        "\n".join([mark.rest, *lines[mark.line + 1 : end]]).strip("\n ") for mark, end in zip(marks, ends, strict=True)
    ]
    if all(_RULE_BELOW.search(text) for text in below[:-1]):
        below = [_RULE_BELOW.sub("", text) for text in below]
    turns = [Said(mark.role, mark.who, text) for mark, text in zip(marks, below, strict=True) if mark.role is not None]
    return Marked("\n".join(lines[: marks[0].line]).strip(), tuple(turns))
