"""The words of a Markdown text, roughly as they are shown but fast: it knows the marks by sight and parses nothing."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

SLICE = 16_000
"""Characters that are read in a millisecond or so."""

_CODE = "\0"
"""Stands for a piece of code while the marks around it are taken away; no message holds it."""

# Each pattern begins with a letter of its own, which is what makes the search for it fast, and looks back only then.
_FENCE = re.compile(r"\n[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})([^`\n]*)(?=\n|\Z)")
_SPAN = re.compile(r"`(?<![`\\]`)(?!`)([^`\n]+(?:\n[^`\n]+)*)`(?!`)")
_RULE = re.compile(r"\n[ \t|:*_=-]++(?=\n|\Z)")
_DELIMITERS = re.compile(r"\n(?=[^\n|]*\|)(?=[^\n-]*-)[ \t|:>-]++(?=\n|\Z)")
_PIPE = re.compile(r"\|(?<!\\\|)")
_START = re.compile(r"\n(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)]|#{1,6})(?=[ \t])(?:[ \t]+\[[ xX]\](?=[ \t]))?)){1,16}[ \t]*")
_NOTE = re.compile(r"\n[ \t]*\[\^[^\s\[\]]{1,100}\]:[ \t]*")
_LINK = re.compile(r"\[(?<!\\\[)([^\[\]]*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*){0,8}\)")
_ADDRESS = re.compile(r"<((?:https?:|mailto:)[^<>\s]*)>")
_WITHIN = r"(?=[^\s{0}])([^{0}\n]*(?:\n(?![ \t]*\n)[^{0}\n]*)*)(?<![\s\\])"
_STARS = re.compile(r"(\*(?<![\\*]\*)\*{0,2})" + _WITHIN.format("*") + r"\1")
_LINES = re.compile(r"(_(?<![\\\w]_)_{0,2})" + _WITHIN.format("_") + r"\1(?!\w)")
_STRUCK = re.compile(r"(~~(?<!\\~~))" + _WITHIN.format("~") + r"\1")
_ENTITY = re.compile(r"&#?\w{1,32};")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~\n])")
_WRITTEN_OUT = re.compile(r"\](?:\(|:[ \t]*)<?data:image/")


def plain(markdown: str) -> str:
    """The text without its marks. Code keeps every character, and the time it takes grows with the length alone."""
    return "".join(plain_slices(markdown))


def plain_slices(markdown: str, longest: int = SLICE) -> Iterator[str]:
    """The same piece by piece, for who has other things to do between the pieces of a very long text."""
    markdown = without_pictures(markdown)
    text = "\n" + markdown.replace("\r\n", "\n").replace("\r", "\n").replace(_CODE, "\ufffd")
    fence, at = "", 0
    while at < len(text):
        end = _cut(text, at, at + longest)
        prose, code, fence = _parted(text[at:end], fence)
        bare = _inline(_lines(_CODE.join(prose))).split(_CODE)
        words = "".join(chain.from_iterable(zip(bare, [*code, ""], strict=True)))
        yield words if at else words.removeprefix("\n")
        at = end


def without_pictures(markdown: str) -> str:
    """Without the megabytes of pictures that are written out: nobody sees them, and reading them takes a while."""
    pieces: list[str] = []
    at = line_end = 0
    while found := _WRITTEN_OUT.search(markdown, at):
        if line_end < found.end():
            line_end = markdown.find("\n", found.end())
            line_end = len(markdown) if line_end < 0 else line_end
        end = markdown.find(")", found.end(), line_end)
        pieces.append(markdown[at : found.end()])
        at = end if end >= 0 else line_end
    return "".join((*pieces, markdown[at:])) if pieces else markdown


def _cut(text: str, at: int, most: int) -> int:
    """Where a slice ends: before an empty line, or any line, or in the middle of one that is too long itself."""
    if most >= len(text):
        return len(text)
    ends = (text.rfind(mark, at + 1, most) for mark in ("\n\n", "\n"))
    return next((end for end in ends if end > 0), most)


def _parted(text: str, fence: str) -> tuple[list[str], list[str], str]:
    """What is prose, the pieces of code between, which are one fewer, and the fence that is open at the end."""
    prose: list[str] = []
    code: list[str] = []
    pieces, fence = _fenced(text, fence)
    for index, piece in enumerate(pieces):
        if index % 2:
            code.append(piece)
        else:
            parts = _SPAN.split(piece) if "`" in piece else [piece]
            prose += parts[::2]
            code += parts[1::2]
    return prose, code, fence


def _fenced(text: str, fence: str) -> tuple[list[str], str]:
    """Prose and the code of fences in turn, beginning and ending with prose; and the fence still open, as before."""
    pieces = [""] if fence else []
    at = 0
    if "```" in text or "~~~" in text:
        for found in _FENCE.finditer(text):
            if fence and (found[2].strip() or not found[1].startswith(fence)):
                continue
            pieces.append(text[at : found.start()])
            at = found.end()
            fence = "" if fence else found[1]
    pieces.append(text[at:])
    return (pieces if len(pieces) % 2 else [*pieces, ""]), fence


def _lines(text: str) -> str:
    """Without what marks whole lines: bullets, quotes, headings, rules, tables, labels of footnotes."""
    if "|" in text:
        text = _without_tables(text)
    if "[^" in text:
        text = _NOTE.sub("\n", text)
    return _START.sub("\n", _RULE.sub("\n", text))


def _without_tables(text: str) -> str:
    """The head, the delimiter row and the rows below it lose their bars; bars elsewhere are words."""
    pieces: list[str] = []
    at = 0
    for found in _DELIMITERS.finditer(text):
        if found.start() < at:
            continue
        head = max(at, text.rfind("\n", 0, found.start()))
        end = _table_end(text, found.end())
        pieces += (text[at:head], _PIPE.sub(" ", text[head : found.start()]), _PIPE.sub(" ", text[found.end() : end]))
        at = end
    return "".join(pieces) + text[at:]


def _table_end(text: str, at: int) -> int:
    """Where the rows end that follow one another from a line break on."""
    while at < len(text):
        end = text.find("\n", at + 1)
        end = len(text) if end < 0 else end
        if text.find("|", at, end) < 0:
            return at
        at = end
    return at


def _inline(text: str) -> str:
    """Without what marks words: links, emphasis, leftover ticks, entities, escapes."""
    if "](" in text:
        text = text.replace("![", "[")
        text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # twice: a link may be around a picture
    if "<" in text:
        text = _ADDRESS.sub(r"\1", text)
    text = _emphasised(text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "\\" in text:
        text = _ESCAPE.sub("", text)
    return text


def _emphasised(text: str) -> str:
    if "*" in text:
        text = _STARS.sub(r"\2", _STARS.sub(r"\2", text))  # twice: strong words may hold emphasised ones
    if "_" in text:
        text = _LINES.sub(r"\2", text)
    if "~~" in text:
        text = _STRUCK.sub(r"\2", text)
    return text.replace("``", "") if "``" in text else text
