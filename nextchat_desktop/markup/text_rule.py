"""The parser's rule for paragraphs and underlined headings, with limits; it does not know what is made of them.

Differs from CommonMark only in what no person writes: a paragraph longer than a limit is cut at the end of a line, and
a line longer than another is not read for marks. Without that, a pasted log would be one paragraph of megabytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.token import Token

CUT_ABOVE = "cut_above"
"""What the environment of the parser calls the line above which a paragraph was cut that is not in the text."""


@dataclass(frozen=True, slots=True)
class Limits:
    """In characters. A paragraph is cut at the first line end behind `paragraph`, a longer line is plain."""

    paragraph: int = 4_000
    line: int = 8_000


def add_text_rule(parser: MarkdownIt, limits: Limits) -> None:
    parser.disable("lheading")
    parser.block.ruler.at("paragraph", _TextRule(limits))
    parser.block.ruler.at("table", _TableRule(limits), {"alt": ["paragraph", "reference"]})
    parser.block.ruler.at("reference", _DefinitionRule(limits))


_MOST_OPENERS = 300
"""The parser looks for the end of a link behind every bracket: a paragraph of more takes it seconds."""


@dataclass(frozen=True, slots=True)
class _TextRule:
    limits: Limits

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if _length(state, start) > self.limits.line:
            _push_plain(state, start, start + 1)
            return True
        outer, state.parentType = state.parentType, "paragraph"
        stop, underline, cut = self._extent(state, start)
        if state.src.count("[", state.bMarks[start], state.eMarks[stop - 1]) > _MOST_OPENERS:
            _push_plain(state, start, stop)
            state.parentType = outer
            return True
        if underline:
            _push(state, "heading", f"h{1 if underline == '=' else 2}", start, stop, stop + 1, underline)
        else:
            _push(state, "paragraph", "p", start, stop, stop, "")
            state.tokens[-3].meta["cut"] = cut
        state.parentType = outer
        return True

    def _extent(self, state: StateBlock, start: int) -> tuple[int, str, bool]:
        """The line behind the last one, the mark that underlines it if any, and whether a limit ended it."""
        length = _length(state, start)
        line = start + 1
        terminators = state.md.block.ruler.getRules("paragraph")
        while line < state.lineMax and not state.isEmpty(line):
            is_long = _length(state, line) > self.limits.line
            if state.sCount[line] - state.blkIndent <= 3:  # further in, it goes on whatever it says
                if not is_long and (underline := _underline(state, line)):
                    return line, underline, False
                if state.sCount[line] >= 0 and any(rule(state, line, state.lineMax, True) for rule in terminators):
                    break
            if is_long or length >= self.limits.paragraph:
                return line, "", True
            length += _length(state, line)
            line += 1
        return line, "", False


@dataclass(frozen=True, slots=True)
class _TableRule:
    """What is too long to be read is no head of a table either."""

    limits: Limits

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return _length(state, start) <= self.limits.line and table(state, start, end, silent)


@dataclass(frozen=True, slots=True)
class _DefinitionRule:
    """No definition begins or goes on where a paragraph is cut: what is shown of it by then may have settled."""

    limits: Limits

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.env.get(CUT_ABOVE) == start or is_cut(state.tokens, start):
            return False
        before, state.lineMax = state.lineMax, self._most(state, start)
        found = reference(state, start, end, silent)
        state.lineMax = before
        return found

    def _most(self, state: StateBlock, start: int) -> int:
        line, length = start + 1, _length(state, start)
        while line < state.lineMax and length < self.limits.paragraph and _length(state, line) <= self.limits.line:
            length += _length(state, line)
            line += 1
        return line


def is_cut(tokens: Sequence[Token], line: int | None = None) -> bool:
    """Whether a paragraph that was cut, above this line if one is given, is the last of what these tokens are."""
    last = len(tokens)
    while last and tokens[last - 1].nesting < 0 and tokens[last - 1].type != "paragraph_close":
        last -= 1  # what the paragraph stands in may end with it
    above = tokens[last - 3] if last > 2 else None
    if above is None or above.map is None or not above.meta.get("cut"):
        return False
    return line is None or above.map[1] == line


def _length(state: StateBlock, line: int) -> int:
    return state.eMarks[line] - state.bMarks[line] - state.tShift[line]


def _underline(state: StateBlock, line: int) -> str:
    if state.sCount[line] < state.blkIndent:
        return ""
    words = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip(" \t")
    return words[0] if words and words in (len(words) * "=", len(words) * "-") else ""


def _push(state: StateBlock, kind: str, tag: str, start: int, stop: int, end: int, markup: str) -> None:
    content = state.getLines(start, stop, state.blkIndent, False).strip(" \t\n")
    state.line = end
    opening = state.push(f"{kind}_open", tag, 1)
    opening.map, opening.markup = [start, end], markup
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = content, [start, stop], []
    state.push(f"{kind}_close", tag, -1).markup = markup


def _push_plain(state: StateBlock, start: int, stop: int) -> None:
    token = state.push("plain", "", 0)
    token.content = state.getLines(start, stop, state.blkIndent, False).strip(" \t\n")
    token.block, token.map = True, [start, stop]
    state.line = stop
