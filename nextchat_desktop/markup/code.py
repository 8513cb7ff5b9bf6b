"""Finds the coloured ranges of program code; it does not know the colours or what shows them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String, Token
from pygments.token import Literal as Value

if TYPE_CHECKING:
    from pygments.lexer import Lexer

TokenClass = Literal["keyword", "string", "number", "comment", "name"]

LONGEST, LONGEST_LINE = 1_000_000, 4_000
"""In characters. Longer code stays uncoloured, and so does what stands behind a longer line."""

_CLASSES: tuple[tuple[object, TokenClass], ...] = (
    (Comment, "comment"),
    (String, "string"),
    (Number, "number"),
    (Value.Date, "number"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Tag, "keyword"),
    (Generic.Inserted, "string"),
    (Generic.Deleted, "keyword"),
    (Generic.Heading, "number"),
    (Generic.Subheading, "number"),
    (Name.Function, "name"),
    (Name.Class, "name"),
    (Name.Decorator, "name"),
)
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output"})
_ENDING = re.compile(r"\*\.([\w.+-]+)")
_LONGEST_ENDING = 3
"""A word of so few letters is meant as the ending itself: 'tsx', 'hpp', 'yml', 'r'."""
_ALIASES = {
    "jsonc": "json",
    "cs": "csharp",
    "dotenv": "bash",
    "env": "bash",
    "shellscript": "bash",
    "pwsh": "powershell",
    "node": "javascript",
    "python2": "python",
    "c++11": "cpp",
    "c++17": "cpp",
    "c++20": "cpp",
    "mysql": "sql",
    "sqlite": "sql",
    "vb": "vbnet",
    "viml": "vim",
    "tex": "latex",
    "erl": "erlang",
    "fs": "fsharp",
    "m": "objective-c",
    "mm": "objective-c++",
}
_SPELLED = {
    "asm": "Assembly",
    "bat": "Batch",
    "cmd": "Batch",
    "console": "Console",
    "csv": "CSV",
    "dockerfile": "Dockerfile",
    "dotenv": ".env",
    "env": ".env",
    "hcl": "HCL",
    "jsonc": "JSONC",
    "latex": "LaTeX",
    "less": "Less",
    "matlab": "MATLAB",
    "mermaid": "Mermaid",
    "mysql": "MySQL",
    "nginx": "Nginx",
    "nim": "Nim",
    "node": "Node.js",
    "pascal": "Pascal",
    "postgresql": "PostgreSQL",
    "proto": "Protocol Buffers",
    "protobuf": "Protocol Buffers",
    "r": "R",
    "regex": "Regex",
    "sh": "Shell",
    "shell": "Shell",
    "sqlite": "SQLite",
    "svelte": "Svelte",
    "svg": "SVG",
    "vb": "Visual Basic",
    "verilog": "Verilog",
    "vhdl": "VHDL",
    "vim": "Vim",
    "viml": "Vim",
    "zsh": "Zsh",
}
"""What is shown where the lexer has a name that few know, is that of a kindred language, or is missing."""


class Coloured(NamedTuple):
    """A run of one colour, counted in characters."""

    start: int
    length: int
    token: TokenClass


def coloured_lines(code: str, language: str) -> Iterator[tuple[Coloured, ...]]:
    """The ranges of each line, counted within it; no lines for unknown languages and very long code.

    Gives line after line as the lexer gets there, so that whoever asks may stop and go on later. So it ends where a
    line is very long, as that of a program which was made small: all of it would have to be read at once.
    """
    lexer = _lexer(_cleaned(language)) if len(code) <= LONGEST else None
    if lexer is None:
        return
    line: list[Coloured] = []
    column = 0
    for _, kind, value in lexer.get_tokens_unprocessed(code + "\n"):
        name = _token_class(kind)
        for place, part in enumerate(value.split("\n")):
            if place:
                yield tuple(line)
                line, column = [], 0
            if name and part:
                line.append(Coloured(column, len(part), name))
            column += len(part)
        if column > LONGEST_LINE:
            return


def language_name(language: str) -> str:
    """The name to show for what stands behind the fence: its usual spelling, or the word as it was written."""
    word = _word(language)
    if word in _PLAIN:
        return language
    return _SPELLED.get(word) or _names().get(_ALIASES.get(word, word), language)


def load_lexer(language: str) -> None:
    """Makes the first colours of a language come at once; the first time this takes a while."""
    _lexer(_cleaned(language))


def suffix(language: str) -> str:
    """What the name of a file in this language ends with; "txt" if that is not known."""
    word = _cleaned(language)
    lexer = _lexer(word)
    found = [_ENDING.fullmatch(name) for name in (lexer.filenames if lexer is not None else ())]
    endings = [match[1] for match in found if match is not None]
    is_ending = word.isalnum() and len(word) <= _LONGEST_ENDING
    return next((each for each in endings if is_ending and each.lower() == word), [*endings, "txt"][0])


def _word(language: str) -> str:
    """The one that names the language."""
    word = language.strip().lower().strip("{}").lstrip(".").removeprefix("language-").removeprefix("lang-")
    return word.partition("{")[0].partition(",")[0].partition(":")[0]


def _cleaned(language: str) -> str:
    """The one that a lexer goes by."""
    word = _word(language)
    return _ALIASES.get(word, word)


@lru_cache(maxsize=64)
def _lexer(language: str) -> "Lexer | None":
    if language in _PLAIN:
        return None
    from pygments.lexers import find_lexer_class_for_filename, get_lexer_by_name  # loaded with the first code
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language)
    except ClassNotFound:
        by_ending = find_lexer_class_for_filename(f"code.{language}")
        return by_ending() if by_ending is not None else None


@cache
def _names() -> dict[str, str]:
    """What languages are called, by the words and else by the endings they go by; no lexer is loaded for it."""
    from pygments.lexers import get_all_lexers  # loaded with the first code

    names: dict[str, str] = {}
    endings: dict[str, str] = {}
    for name, aliases, patterns, _ in get_all_lexers(plugins=False):
        for word in aliases:
            names.setdefault(word.lower(), name)
        for pattern in patterns:
            if pattern.startswith("*."):
                endings.setdefault(pattern[2:].lower(), name)
    return endings | names


@lru_cache(maxsize=512)
def _token_class(kind: object) -> TokenClass | None:
    return next((name for ancestor, name in _CLASSES if _within(kind, ancestor)), None)


def _within(kind: object, ancestor: object) -> bool:
    return isinstance(kind, type(Token)) and kind in ancestor  # type: ignore[operator]
