"""Lets bold and italic words stand in Chinese, Japanese and Korean text; it knows no other rule of the parser.

CommonMark takes a mark beside punctuation for one that neither opens nor closes, unless a space is on the other side.
Where no spaces are written, `**注意：**后文` would show its asterisks. So full-width punctuation counts as a letter
here, and other punctuation does no harm where such a letter is on the other side.
"""

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u303f\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b2ff\U00020000-\U0003ffff]"
)


class CjkInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]) -> list[Token]:
        if not _CJK.search(src):
            return super().parse(src, md, env, tokens)
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    def scanDelims(self, start: int, can_split: bool) -> Scanned:
        mark = self.src[start]
        end = start
        while end < self.posMax and self.src[end] == mark:
            end += 1
        before, after = self.src[start - 1] if start else " ", self.src[end] if end < self.posMax else " "
        opens = _leans(before, after)
        closes = _leans(after, before)
        can_open = opens and (can_split or not closes or _is_punctuation(before))
        can_close = closes and (can_split or not opens or _is_punctuation(after))
        return Scanned(can_open, can_close, end - start)


def _leans(outer: str, inner: str) -> bool:
    """Whether a mark between the two belongs to what is inside."""
    if _is_space(inner):
        return False
    return not _is_punctuation(inner) or _is_space(outer) or _is_punctuation(outer) or bool(_CJK.match(outer))


def _is_space(letter: str) -> bool:
    return bool(isWhiteSpace(ord(letter)))


def _is_punctuation(letter: str) -> bool:
    return bool(isMdAsciiPunct(ord(letter)) or isPunctChar(letter)) and not _CJK.match(letter)
