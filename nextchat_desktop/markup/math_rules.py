r"""The parser's rules for formulas: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`; they do not know how a formula is set.

A line that begins with `$$` or `\[` opens a block as a fence does, and no later line takes that back: whether it opens
is told by the line itself and those above it. It ends with the closing mark at the end of a line, with what it stands
in, or at an empty line – unless an environment is still open or the next line goes on with mathematics, which is read
from that one line alone. So a block that is followed by another on a complete line is final while text arrives.
"""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from nextchat_desktop.markup.math_signs import is_line_of_mathematics, is_mathematical, is_price_or_variable

_CLOSINGS = {"$": "$", "\\(": "\\)", "$$": "$$", "\\[": "\\]"}
_LONGEST = 2_000
"""A formula within a line has at most this many characters, so that stray marks cost little."""

_AFTER_CLOSING = re.compile(r"[ \t]*([.,;:!?。，；：、！？]?)[ \t]*")
_BEGIN_OR_END = re.compile(r"\\(begin|end)[ \t]*\{")
_MARKDOWN = re.compile(r"[-*+>#|`~]|\d+[.)]\s|.*(?<!\\)\$")
"""How a line begins that Markdown itself has a use for, or that has a formula of its own."""

_LABEL = re.compile(r"\\\[\s*\w[\w .,&-]{0,40}\]")
"""A bracket that Markdown need not take for a link, as in a list of references."""

_WORD_BEFORE = re.compile(r"[A-Za-z0-9]")


def add_math(parser: MarkdownIt) -> None:
    parser.block.ruler.after(
        "fence", "math_block", _math_block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("escape", "math_inline", _math_inline)


def _math_inline(state: StateInline, silent: bool) -> bool:
    opening = _opening(state.src, state.pos)
    if not opening:
        return False
    start = state.pos + len(opening)
    end = _find(state.src, _CLOSINGS[opening], start, min(state.posMax, start + _LONGEST))
    if end < 0 or not _is_formula(state.src, opening, start, end):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = state.src[start:end].strip(), opening
    state.pos = end + len(opening)
    return True


def _opening(text: str, at: int) -> str:
    pair = text[at : at + 2]
    if pair in _CLOSINGS:
        return pair
    return "$" if pair[:1] == "$" else ""


def _find(text: str, mark: str, start: int, end: int) -> int:
    """Where the mark stands next that is not escaped, or -1."""
    found = text.find(mark, start, end)
    while found >= 0 and _is_escaped(text, found, start):
        found = text.find(mark, found + 1, end)
    return found


def _is_escaped(text: str, at: int, start: int) -> bool:
    first = at
    while first > start and text[first - 1] == "\\":
        first -= 1
    return (at - first) % 2 == 1


def _is_formula(text: str, opening: str, start: int, end: int) -> bool:
    tex = text[start:end]
    if not tex.strip() or "`" in tex:
        return False
    if opening == "$":
        return _is_tight(text, start, end) and not is_price_or_variable(tex, text[end + 1 : end + 4])
    return is_mathematical(tex, strictly=opening == "\\[")


def _is_tight(text: str, start: int, end: int) -> bool:
    """As Pandoc has it: no space within the marks, no digit behind them; also no word right before them."""
    inside = not text[start].isspace() and not text[end - 1].isspace()
    before, after = text[max(0, start - 2) : start - 1], text[end + 1 : end + 2]
    lines = text.count("\n", start, end)
    return inside and lines <= 1 and not _WORD_BEFORE.match(before) and not ("0" <= after <= "9")


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = _line(state, start)
    opening = line[:2]
    if opening not in ("$$", "\\[") or line.startswith("$$$") or state.is_code_block(start):
        return False
    if opening == "\\[" and _LABEL.match(line):
        return False
    body = _Body(_CLOSINGS[opening])
    if not body.take(line[2:]) or body.is_blank_formula():
        return False
    if silent:
        return not _closes_paragraph(state, start, opening)
    state.line = _read_body(state, start + 1, end, body)
    token = state.push("math_block", "math", 0)
    token.block, token.map = True, [start, state.line]
    token.content, token.markup, token.meta = "\n".join(body.lines).strip(), opening, {"closed": body.closed}
    return True


@dataclass(slots=True)
class _Body:
    """What was read of a block. `environments` counts those that are still open."""

    closing: str
    lines: list[str] = field(default_factory=list)
    environments: int = 0
    closed: bool = False

    def take(self, line: str) -> bool:
        """Adds a line, up to the closing mark if it has one; False if words follow that mark."""
        before, found, after = _split(line, self.closing)
        words_follow = found and after is None
        self.closed = found and not words_follow
        self.lines.append(before + (after or "") if self.closed else line)
        for begin_or_end in _BEGIN_OR_END.finditer(line):
            self.environments += 1 if begin_or_end[1] == "begin" else -1
        return not words_follow

    def is_blank_formula(self) -> bool:
        return self.closed and not "".join(self.lines).strip()

    def goes_on_with(self, line: str) -> bool:
        """Whether a line belongs to it although an empty one is above."""
        if line.startswith(self.closing):
            return _split(line, self.closing)[2] is not None
        if self.environments > 0:
            return True
        return not _MARKDOWN.match(line) and is_line_of_mathematics(line, strictly=any(self.lines))


def _read_body(state: StateBlock, line: int, end: int, body: _Body) -> int:
    """Reads the lines behind the first until the block ends; gives the line behind it."""
    after = line
    while not body.closed and (line := _next_line(state, after, end)) >= 0:
        if line > after and not body.goes_on_with(_line(state, line)):
            break
        body.take(_line(state, line))
        after = line + 1
    return after


def _next_line(state: StateBlock, line: int, end: int) -> int:
    """The next line that is not empty, or -1 if there is none in what the block stands in."""
    while line < end and state.isEmpty(line):
        line += 1
    return line if line < end and state.sCount[line] >= state.blkIndent else -1


def _split(line: str, closing: str) -> tuple[str, bool, str | None]:
    """What stands before the closing mark, whether it is there, and a mark of punctuation after it; None if more is."""
    found = _find(line, closing, 0, len(line))
    if found < 0:
        return line, False, ""
    after = _AFTER_CLOSING.fullmatch(line, found + len(closing))
    return line[:found].rstrip(), True, after[1] if after else None


def _closes_paragraph(state: StateBlock, line: int, opening: str) -> bool:
    """Whether the paragraph that this line would end has opened with the same mark, as in `It is $$`, `x`, `$$`."""
    if opening != "$$" or state.parentType != "paragraph":
        return False
    return sum(_line(state, above).count("$$") for above in range(state.line, line)) % 2 == 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
