"""Makes the reader of Markdown: only safe links survive, no picture is loaded; it does not know blocks or windows."""

import re
from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

Parser = MarkdownIt
"""What the incremental reader is handed; made once and shared, for making it takes a while."""

_SCHEME = re.compile(r"(?i)(https?|mailto|nextchat):")
_PICTURE_SCHEME = re.compile(r"(?i)https?:")
_FULL_WIDTH = re.compile(r"[。，、；：！？（）《》「」『』【】“”‘’…]")
_TASK = re.compile(r"\[([ xX])\](?=\s)")


class _Reader(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Every link is read as one; which survive is decided afterwards, so that the others leave their words."""
        return True


def make_parser() -> Parser:
    parser = _Reader("commonmark", {"html": False, "linkify": True, "breaks": True})
    parser.enable(["table", "strikethrough", "linkify"])
    if parser.linkify is not None:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # main.py and README.md are not places
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("fence", _inner_code)
    parser.add_render_rule("code_block", _inner_code)
    parser.core.ruler.push("aligned_cells", _align_cells)
    parser.core.ruler.push("safe_links", _keep_safe_links)
    parser.core.ruler.push("tasks", _mark_tasks)
    return parser


def _keep_safe_links(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _safe(_trimmed(token.children, state.md))


def _trimmed(children: list[Token], parser: MarkdownIt) -> list[Token]:
    """Bare addresses end at full-width punctuation, for Chinese sentences have no space there."""
    kept: list[Token] = []
    rest = ""
    for before, token in zip([None, *children], children, strict=False):
        kept.append(token)
        if before is not None and before.markup == "linkify" and before.type == "link_open":
            token.content, rest = _cut(token.content)
            if rest:
                before.attrSet("href", parser.normalizeLink(token.content))
        elif token.type == "link_close" and rest:
            kept.append(Token("text", "", 0, content=rest))
            rest = ""
    return kept


def _cut(address: str) -> tuple[str, str]:
    found = _FULL_WIDTH.search(address)
    return (address[: found.start()], address[found.start() :]) if found else (address, "")


def _safe(children: list[Token]) -> list[Token]:
    kept: list[Token] = []
    linked = False
    for token in children:
        if token.type == "link_open":
            linked = bool(_SCHEME.match(_attribute(token, "href")))
            kept += [token] if linked else []
        elif token.type == "link_close":
            kept += [token] if linked else []
            linked = False
        elif token.type == "image":
            kept += _picture(token, linked)
        else:
            kept.append(token)
    return kept


def _picture(token: Token, linked: bool) -> list[Token]:
    """A picture as a link that says what it shows; inside another link, or from nowhere safe, only as its words."""
    source = _attribute(token, "src")
    words = Token("text", "", 0, content=_plain(token.children or []) or source)
    if linked or not _PICTURE_SCHEME.match(source):
        return [words]
    return [Token("link_open", "a", 1, attrs={"href": source}), words, Token("link_close", "a", -1)]


def _plain(children: list[Token]) -> str:
    return "".join(_plain(token.children) if token.children else token.content for token in children)


def _attribute(token: Token, name: str) -> str:
    return str(token.attrGet(name) or "")


def _table(_renderer: RendererProtocol, *_rest: object) -> str:
    return '<table width="100%" cellspacing="0" cellpadding="0">\n'


def _inner_code(_renderer: RendererProtocol, tokens: Sequence[Token], index: int, *_rest: object) -> str:
    """Code inside a list or a quote; rich text would show its last line break as an empty line."""
    return f"<pre>{escape(tokens[index].content.removesuffix(chr(10)), quote=False)}</pre>\n"


def _align_cells(state: StateCore) -> None:
    """Says the alignment in the attribute rich text knows; a style of its own would keep the style sheet away."""
    for token in state.tokens:
        if token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"align": _attribute(token, "style").removeprefix("text-align:")}


def _mark_tasks(state: StateCore) -> None:
    for before, paragraph, token in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if before.type == "list_item_open" and paragraph.type == "paragraph_open" and token.children:
            first = token.children[0]
            if first.type == "text":
                first.content = _TASK.sub(_box, first.content, count=1) if _TASK.match(first.content) else first.content


def _box(match: re.Match[str]) -> str:
    return "☐" if match[1] == " " else "☑"
