"""Takes whole sentences out of Markdown that is still arriving, as they are to be spoken; it knows no voice."""

import re
from itertools import pairwise

_MARKERS = r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_MARKERS}(`{{3,}}(?=[^`]*$)|~{{3,}})")
_PERHAPS_FENCE = re.compile(rf"{_MARKERS}(?:[`~]|$)")
_END = re.compile(r"[.!?…]++[\"'”’»)\]*_`]*+(?=\s++(\S))|[。！？]++[\"”’」』）》*_`]*+(?=(.))")
_NUMBER_OF_ITEM = re.compile(r"[\s>*_#]*\d{1,9}$")
_SHORT = re.compile(r"(?:^|[^\w.])(?:(?i:e\.g|i\.e|vs|cf)|Mr|Mrs|Ms|Dr|Prof|St|(?:[A-Z]\.)*[A-HJ-Z])$")
_COUNTED = re.compile(r"\b(?i:nos?|figs?|eqs?|sec|vol|ch|pp?|ca|approx)$")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()]*\)")
_OPENING = re.compile(r"[\s>]*(?:(?:#{1,6}|[-*+](?: \[[ xX]\])?)[ \t]+)*")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_CELLS = re.compile(r"[ \t]*\|[ \t]*")
_SPEAKS = re.compile(r"\w")

_LOOK_BACK = 20
"""Characters before a full stop that tell what it stands for."""


class Sentences:
    """A sentence is given once, when it surely has ended: the next word or the next line has begun."""

    def __init__(self, code: str) -> None:
        """`code` is said in place of a block of code."""
        self._code = code
        self._read = 0
        self._at_start = True
        """Whether what is not read yet begins a line."""
        self._fence = ""

    def feed(self, text: str) -> list[str]:
        """What is new in the text so far. A text that is shorter than before is another one."""
        if len(text) < self._read:
            self._read, self._at_start, self._fence = 0, True, ""
        found: list[str] = []
        while (end := text.find("\n", self._read)) >= 0:
            found += self._line(text[self._read : end])
            self._read, self._at_start = end + 1, True
        return found + self._begun(text[self._read :])

    def finish(self, text: str) -> list[str]:
        """What is new, and the rest: nothing follows."""
        found = self.feed(text)
        found += self._line(text[self._read :])
        self._read = len(text)
        return found

    def _line(self, line: str) -> list[str]:
        """The sentences of a line that is complete."""
        fence = _FENCE.match(line) if self._at_start else None
        if self._fence:
            if fence and fence[1].startswith(self._fence) and not line[fence.end() :].strip():
                self._fence = ""
            return []
        if fence:
            self._fence = fence[1]
            return [self._code]
        return _spoken([*_split(line, self._at_start)])

    def _begun(self, line: str) -> list[str]:
        """The sentences of a line that still grows; its last one may, too."""
        if self._fence or (self._at_start and _PERHAPS_FENCE.match(line)):
            return []
        whole = [*_split(line, self._at_start)][:-1]
        if whole:
            self._read += sum(map(len, whole))
            self._at_start = False
        return _spoken(whole)


def _split(line: str, at_start: bool) -> list[str]:
    """The line in pieces, whose last one may not have ended."""
    cuts = [0, *(end.end() for end in _END.finditer(line) if _ends(line, end, at_start)), len(line)]
    return [line[start:end] for start, end in pairwise(cuts)]


def _ends(line: str, end: re.Match[str], at_start: bool) -> bool:
    """Whether it is the end of a sentence and not of a short form or of an item's number."""
    if end[2] is not None:
        return True
    before = line[max(0, end.start() - _LOOK_BACK) : end.start()]
    if end[1].islower() or (end[0][0] == "." and _SHORT.search(before)):
        return False
    if end[1].isdigit() and _COUNTED.search(before):
        return False
    return not (at_start and end.start() < _LOOK_BACK and _NUMBER_OF_ITEM.match(before))


def _spoken(pieces: list[str]) -> list[str]:
    """Without the marks; a rule or the frame of a table says nothing."""
    plain = (_plain(piece) for piece in pieces)
    return [text for text in plain if _SPEAKS.search(text)]


def _plain(piece: str) -> str:
    text = _OPENING.sub("", _LINK.sub(r"\1", piece), count=1)
    if text.startswith("|"):
        text = _CELLS.sub(", ", text.strip(" \t|"))
    return _EMPHASIS.sub("", text).strip()
