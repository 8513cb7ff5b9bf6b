"""Makes the reader of Markdown; it does not know what is made of its tokens."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from nextchat_desktop.markup.cjk_emphasis import CjkInline
from nextchat_desktop.markup.math_rules import add_math
from nextchat_desktop.markup.notes import add_notes
from nextchat_desktop.markup.text_rule import Limits, add_text_rule

Parser = MarkdownIt
"""What the incremental reader is handed; made once and shared, for making it takes a while."""

_BREAK_TAG = re.compile(r"(?i)<br ?/?>")
_DEEPEST = 40
"""So many containers may stand in each other; a list and its item are one each."""


class _Reader(MarkdownIt):
    def __init__(self) -> None:
        super().__init__("zero")
        self.inline = CjkInline()
        self.configure("commonmark", {"html": False, "linkify": True, "breaks": True, "maxNesting": 2 * _DEEPEST})
        self.enable(["table", "strikethrough", "linkify"])

    def validateLink(self, url: str) -> bool:
        """Every link is read as one; which survive is decided afterwards, so that the others leave their words."""
        return True


def make_parser(limits: Limits | None = None) -> Parser:
    parser = _Reader()
    if parser.linkify is not None:
        _find_addresses(parser.linkify)
    parser.inline.ruler.before("autolink", "break_tag", _break_tag)
    add_math(parser)
    add_notes(parser)
    add_text_rule(parser, limits or Limits())
    _keep_shallow(parser)
    return parser


@dataclass(frozen=True, slots=True)
class _Shallow:
    """The rule of a container. Too far in, its marks are words: the parser would leave out what stands in it."""

    rule: Callable[[StateBlock, int, int, bool], bool]

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < _DEEPEST and self.rule(state, start, end, silent)


def _keep_shallow(parser: MarkdownIt) -> None:
    for rule in parser.block.ruler.__rules__:
        if rule.name in ("blockquote", "list", "note"):
            parser.block.ruler.at(rule.name, _Shallow(rule.fn), {"alt": rule.alt})


def _break_tag(state: StateInline, silent: bool) -> bool:
    """All other HTML is words; this is how models break a line in the cell of a table."""
    found = _BREAK_TAG.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _find_addresses(linkify: LinkifyIt) -> None:
    """With a scheme, with `www.` or as mail; main.py and README.md are not places."""
    linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    linkify.add("www.", {"validate": _www, "normalize": _with_scheme})


def _www(linkify: LinkifyIt, text: str, place: int) -> int:
    """How many characters behind `www.` belong to the address."""
    pattern = f"(?i){linkify.re['src_host_port_strict']}{linkify.re['src_path']}"
    found = re.compile(pattern).match(text, place)
    return len(found[0]) if found else 0


def _with_scheme(_linkify: LinkifyIt, match: Match) -> None:
    match.url = "http://" + match.url
