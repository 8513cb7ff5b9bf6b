"""The parser's tokens within a line → runs of words; only safe links and pictures survive. It does not know blocks."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from markdown_it.token import Token

from nextchat_desktop.markup.blocks import Marks, Run

_SCHEME = re.compile(r"(?i)(https?|mailto|nextchat):")
_PICTURE = re.compile(r"(?i)https?://|data:image/(png|jpe?g|gif|webp|bmp|svg\+xml)[;,]")
_FULL_WIDTH = re.compile(r"[。，、；：！？（）《》「」『』【】“”‘’…]")
_STYLES = {"strong": Marks.BOLD, "em": Marks.ITALIC, "s": Marks.STRIKE}
_ALONE = Marks.FORMULA | Marks.PICTURE | Marks.NOTE
_BREAKS = ("softbreak", "hardbreak")
_CLOSINGS = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}


def runs_of(children: Sequence[Token]) -> tuple[Run, ...]:
    return joined(_runs(children))


def is_safe_picture(address: str) -> bool:
    return bool(_PICTURE.match(address))


def closing(opening: str) -> str:
    """The delimiter that ends a formula."""
    return _CLOSINGS.get(opening, opening)


def _runs(children: Sequence[Token]) -> Iterator[Run]:
    marks, link, bare = Marks.NONE, "", False
    outer: list[Marks] = []
    for token in children:
        name, _, place = token.type.rpartition("_")
        if name in _STYLES and place == "open":
            outer.append(marks)
            marks |= _STYLES[name]
        elif name in _STYLES:
            marks = outer.pop()
        elif token.type == "link_open":
            link, bare = _safe(str(token.attrGet("href") or "")), token.markup == "linkify"
        elif token.type == "link_close":
            link, bare = "", False
        elif bare and token.type == "text":
            yield from _address(token.content, marks, link)
        else:
            yield from _run(token, marks, link)


def _run(token: Token, marks: Marks, link: str) -> Iterator[Run]:
    if token.type in _BREAKS:
        yield Run("\n", marks, link)
    elif token.type == "code_inline":
        yield Run(token.content, marks | Marks.CODE, link)
    elif token.type == "math_inline":
        yield Run(f"{token.markup}{token.content}{closing(token.markup)}", marks | Marks.FORMULA, link)
    elif token.type == "note_reference":
        yield Run(token.content, marks | Marks.NOTE, "")
    elif token.type == "image":
        yield _picture(token, marks, link)
    elif token.content:
        yield Run(token.content, marks, link)


def _picture(token: Token, marks: Marks, link: str) -> Run:
    """From nowhere safe, only its words."""
    source = str(token.attrGet("src") or "")
    words = "".join(run.text for run in _runs(token.children or []))
    if not is_safe_picture(source):
        return Run(words or source, marks, link)
    return Run(words, marks | Marks.PICTURE, link, source)


def _safe(place: str) -> str:
    return place if _SCHEME.match(place) else ""


def _address(text: str, marks: Marks, link: str) -> Iterator[Run]:
    """A bare address ends at full-width punctuation, for Chinese sentences have no space there."""
    found = _FULL_WIDTH.search(text)
    if found is None:
        yield Run(text, marks, link)
        return
    rest = text[found.start() :]
    yield Run(text[: found.start()], marks, _without(link, rest))
    yield Run(rest, marks)


def _without(link: str, rest: str) -> str:
    """The link without its last words; it spells them in percent signs."""
    return link.removesuffix(quote(rest, safe="/:?#[]@!$&'()*+,;=%~"))


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours in the same dress as one run."""
    found: list[Run] = []
    for run in runs:
        last = found[-1] if found else None
        if last is not None and last.marks is run.marks and last.link == run.link and not _stands_alone(run):
            found[-1] = Run(last.text + run.text, run.marks, run.link)
        else:
            found.append(run)
    return tuple(found)


def _stands_alone(run: Run) -> bool:
    return run.marks is not Marks.NONE and bool(run.marks & _ALONE)
