"""Finds the headings of Markdown and makes the rows of a conversation's outline of them; it knows no window.

Only headings at the top level count, as the parser counts them: those within lists and quotes are left out. Most texts
need no parser for that: a `#` or a fence in the first column ends whatever stands before it, so that the beginnings of
lines tell every heading. Where that does not suffice, the parser's rules for blocks are asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from markdown_it.token import Token

from nextchat_desktop.markup.parser import Parser, make_parser
from nextchat_desktop.markup.plain import plain

Turn = tuple[str, str, str]
"""A turn of a conversation: its id, its role as the transcript calls it, its Markdown."""

_References = dict[str, Any]
"""What links refer to, as the parser keeps it."""

LONGEST = 200
"""Characters of a title that are kept; no row is wider."""

_LINE_END = re.compile(r"\r\n?")
_NOTABLE = re.compile(
    r"""\n(?:
        (?P<fence>(?P<mark>`{3,}|~{3,})[^\n]*)
      | (?P<heading>(?P<level>\#{1,6})(?:[ \t][^\n]*)?(?=\n|\Z))
      | (?P<underline>\ {0,3}(?:=+|-+)[ \t]*(?=\n|\Z))
      | (?P<inner>(?P<indent>\ {1,3})(?P<tick>`{3,}|~{3,})[^`\n]*
            (?>\n(?P=indent)(?![ \t]*(?:```|~~~|\n))[^\n]* | \n[ \t]*(?=\n))*
            \n(?P=indent)(?P=tick)[ \t]*(?=\n|\Z))
      | \ {1,3}(?:\#{1,6}(?=[ \t\n]|\Z) | ``` | ~~~)
      | \ {0,3}(?:\$\$ | \\\[)
    )""",
    re.VERBOSE,
)
"""What may be a heading or hide one. An `inner` fence is one wherever it stands; for what has no name that matters."""
_MARKED = re.compile(r"[^\w\s.,;:?()'\"/，。、；：？！（）“”‘’《》—–…-]|_")
"""A sign that may be Markdown within a line."""
_SURE = re.compile(r"`([^`\\<\[*_~$&! ]+)`|\*\*([^\W_](?:[^*]*[^\W_])?)\*\*")
"""Code and bold words that are such whatever stands around them, if nothing else there is marked."""
_SAYING = re.compile(r"^[ \t]*(?!```|~~~)(\S[^\n]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the top level; `ordinal` says which one of its text, from 0."""

    level: int
    title: str
    ordinal: int


@dataclass(frozen=True, slots=True)
class Row:
    """A question, at level 0 and without ordinal, or a heading of an answer; the highest of that answer are at 1."""

    entry: str
    ordinal: int | None
    level: int
    title: str


class _Found(NamedTuple):
    level: int
    content: str


def headings(markdown: str) -> tuple[Heading, ...]:
    """The headings of a text, their titles in plain words."""
    text = _LINE_END.sub("\n", markdown) if "\r" in markdown else markdown
    seen = _seen(text)
    found, references = _parsed(text) if seen is None else (seen, _References())
    return tuple(Heading(one.level, _plain(one.content, references), ordinal) for ordinal, one in enumerate(found))


def rows(turns: Iterable[Turn]) -> Iterator[Row]:
    """The rows of a conversation, one after the other: nothing is read before it is asked for."""
    for entry, role, text in turns:
        if role == "user":
            yield Row(entry, None, 0, _first_line(text))
        elif role == "assistant":
            yield from _rows_of_answer(entry, text)


class Reading:
    """Reads turns one by one; `here` is the row that a reader has come to who is at a heading of a turn.

    Above its first heading, or in a turn without one, that is the last row before it.
    """

    def __init__(self, turns: Iterable[Turn], entry: str, ordinal: int) -> None:
        """`ordinal` is -1 above the first heading."""
        self._turns = iter(turns)
        self._place = entry, ordinal
        self._last: Row | None = None
        self.here: Row | None = None

    def step(self) -> list[Row] | None:
        """The rows of the next turn; None behind the last one."""
        turn = next(self._turns, None)
        if turn is None:
            return None
        own = list(rows((turn,)))
        if turn[0] == self._place[0]:
            above = [row for row in own if row.ordinal is None or row.ordinal <= self._place[1]]
            self.here = above[-1] if above else self._last
        self._last = own[-1] if own else self._last
        return own


class Sieve:
    """Lets the rows through whose title has all the words wanted, and the questions of those below one."""

    def __init__(self, wanted: str = "") -> None:
        self._words = wanted.casefold().split()
        self._question: Row | None = None

    def fits(self, row: Row) -> bool:
        title = row.title.casefold()
        return all(word in title for word in self._words)

    def through(self, rows: Iterable[Row]) -> list[Row]:
        """What passes of the rows that come next."""
        passed: list[Row] = []
        for row in rows:
            question, self._question = self._question, row if row.ordinal is None else self._question
            if self.fits(row):
                passed += [question, row] if question and row.ordinal is not None else [row]
                self._question = None
        return passed


def _rows_of_answer(entry: str, text: str) -> Iterator[Row]:
    titled = [heading for heading in headings(text) if heading.title]
    highest = min((heading.level for heading in titled), default=1)
    for heading in titled:
        yield Row(entry, heading.ordinal, heading.level - highest + 1, heading.title)


def _first_line(text: str) -> str:
    """The first line that says something; the beginning of a code block does not."""
    said = _SAYING.search(text)
    return _short(plain(said[1][: 2 * LONGEST]).strip() or said[1]) if said else ""


def _short(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _seen(text: str) -> list[_Found] | None:
    """The headings, if the beginnings of the lines tell; otherwise None."""
    text = "\n" + text
    found: list[_Found] = []
    place = 0
    while notable := _NOTABLE.search(text, place):
        place = notable.end()
        if notable["fence"]:
            place = _behind(text, notable)
        elif notable["heading"]:
            found.append(_Found(len(notable["level"]), _content(notable)))
        elif notable["inner"]:
            continue
        elif not notable["underline"] or not _is_blank_before(text, notable.start()):
            return None
    defines = "]:" in text and any("[" in one.content for one in found)
    return None if defines else found


def _behind(text: str, opening: re.Match[str]) -> int:
    """Where reading goes on after a fence in the first column."""
    mark = opening["mark"]
    if mark[0] == "`" and "`" in opening["fence"][len(mark) :]:
        return opening.end()
    closing = re.compile(rf"\n {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*(?=\n|\Z)")
    found = closing.search(text, opening.end())
    return found.end() if found else len(text)


def _content(line: re.Match[str]) -> str:
    """What stands between the signs of a heading."""
    content = line["heading"][len(line["level"]) :].rstrip(" \t")
    bare = content.rstrip("#")
    return (bare if bare.endswith((" ", "\t")) else content).strip()


def _is_blank_before(text: str, place: int) -> bool:
    """Whether the line that ends here is blank: what looks like an underline then underlines nothing."""
    return not text[text.rfind("\n", 0, place) + 1 : place].strip(" \t")


def _parsed(text: str) -> tuple[list[_Found], _References]:
    """The headings as the parser finds them, and what links refer to. The rules within lines are left out."""
    parser, env, tokens = _parser(), _References(), list[Token]()
    parser.block.parse(text.replace("\0", "\ufffd"), parser, env, tokens)
    tops = (
        (opened, inner) for opened, inner in pairwise(tokens) if opened.type == "heading_open" and opened.level == 0
    )
    return [_Found(int(opened.tag[1:]), inner.content) for opened, inner in tops], env


def _plain(content: str, references: _References) -> str:
    sure = _SURE.sub(r"\1\2", content)
    if not _MARKED.search(sure):
        return _short(sure)
    return _short("".join(_words(token) for token in _parser().parseInline(content, references)))


def _words(token: Token) -> str:
    if token.children:
        return "".join(_words(child) for child in token.children)
    return " " if token.type in ("softbreak", "hardbreak") else token.content


@lru_cache(maxsize=1)
def _parser() -> Parser:
    """Made on first use, for making it takes a while."""
    return make_parser()
