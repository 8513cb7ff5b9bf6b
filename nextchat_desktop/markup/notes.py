"""The parser's rules for footnotes, `[^1]` and `[^1]: words`; it does not know how they are shown.

Definitions stay where they are written, so that a text that is still arriving never has to be turned around. They are
kept among the link definitions, under a key that no link can have.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

_LABEL = r"\[\^([^\s\[\]]{1,100})\]"
_DEFINITION = re.compile(_LABEL + r":[ \t]*")
_REFERENCE = re.compile(_LABEL)
_INDENT = 4


def add_notes(parser: MarkdownIt) -> None:
    parser.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.before("link", "note_reference", _reference)


def note_key(label: str) -> str:
    """Where the definition of a footnote is kept. Labels of links hold no bracket."""
    return "[^" + normalizeReference(label)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    begin = state.bMarks[start] + state.tShift[start]
    found = _DEFINITION.match(state.src, begin, state.eMarks[start])
    if found is None:
        return False
    if not silent:
        _push(state, start, end, found)
    return True


def _push(state: StateBlock, start: int, end: int, found: re.Match[str]) -> None:
    """Reads what follows the label, and all that is indented below it, as blocks of their own."""
    label = found[1]
    state.env.setdefault("references", {}).setdefault(note_key(label), {"href": "", "title": ""})
    opening = state.push("note_open", "", 1)
    opening.info, opening.map = label, [start, start]
    before = (state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType)
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.sCount[start] = state.blkIndent = state.blkIndent + _INDENT
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.bMarks[start], state.tShift[start], state.sCount[start], state.blkIndent, state.parentType = before
    opening.map[1] = state.line
    state.push("note_close", "", -1)


def _reference(state: StateInline, silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or note_key(found[1]) not in state.env.get("references", {}):
        return False
    if not silent:
        state.push("note_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True
