"""Turns Markdown into one value per top-level block; it does not know how blocks are laid out, coloured or drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markdown_it.token import Token

from nextchat_desktop.markup.parser import Parser

Kind = Literal["text", "code", "table", "quote", "rule"]
References = dict[str, Any]
"""Link definitions as the parser keeps them: label → place."""

_KINDS: dict[str, Kind] = {"table_open": "table", "blockquote_open": "quote", "hr": "rule"}
_CODE = ("fence", "code_block")


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block. `html` uses only what a rich-text document shows; a code block has `code` instead."""

    kind: Kind
    html: str = ""
    code: str = ""
    language: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The tokens of one top-level block and the lines they came from, each with its line break."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    source: str

    @property
    def type(self) -> str:
        return self.tokens[0].type


def read_blocks(parser: Parser, text: str) -> tuple[Block, ...]:
    """Every block of a whole text."""
    groups, _ = split(parser, normalised(text), {})
    return tuple(block_of(parser, group) for group in groups)


def normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def split(parser: Parser, text: str, references: References) -> tuple[list[Group], References]:
    """The top-level groups of a text, and the link definitions known after it."""
    env = {"references": dict(references)}
    lines = text.split("\n")
    groups: list[Group] = []
    run: list[Token] = []
    for token in parser.parse(text, env):
        run.append(token)
        if token.level == 0 and token.nesting <= 0:
            groups.append(_group(run, lines))
            run = []
    return groups, env["references"]


def block_of(parser: Parser, group: Group) -> Block:
    first = group.tokens[0]
    source = group.source.rstrip("\n")
    if first.type in _CODE:
        return Block("code", code=first.content.removesuffix("\n"), language=_language(first), source=source)
    kind = _KINDS.get(first.type, "text")
    inner = group.tokens[1:-1] if kind == "quote" else group.tokens
    return Block(kind, html="" if kind == "rule" else _render(parser, inner), source=source)


def _group(tokens: list[Token], lines: list[str]) -> Group:
    start, end = tokens[0].map or (0, 0)
    return Group(tuple(tokens), start, end, "".join(line + "\n" for line in lines[start:end]))


def _language(token: Token) -> str:
    words = token.info.split()
    return words[0] if words else ""


def _render(parser: Parser, tokens: Sequence[Token]) -> str:
    return str(parser.renderer.render(tokens, parser.options, {}))
