r"""Reads words within a formula, as in `\text{if $x$}`; it does not know what stands around them."""

from xml.etree.ElementTree import Element

from nextchat_desktop.markup.tex.elements import Atom, row, space, words
from nextchat_desktop.markup.tex.names import SPACES, TEXTS
from nextchat_desktop.markup.tex.reader import Reader
from nextchat_desktop.markup.tex.symbols import sign_of
from nextchat_desktop.markup.tex.tokens import END, TexError

_CLOSINGS = {"$": "$", "\\(": "\\)"}
_WRITTEN = {"~": "\u00a0", "-": "\u2010", "'": "’", "`": "‘"}


def read_text(reader: Reader, name: str) -> Atom:
    """What `\\text` and its kin have in their braces."""
    return Atom(row(_braces(reader, TEXTS[name]) or [space(0)]))


def text_of(reader: Reader, text: str, variant: str = "normal") -> Element:
    return row(words(text, variant, reader.covers) or [space(0)])


def _braces(reader: Reader, variant: str) -> list[Element]:
    reader.tokens.expect("{")
    elements: list[Element] = []
    letters = ""
    while (token := reader.tokens.next()) != "}":
        if token == END:
            raise TexError("'}' is missing")
        plain = _plain(token)
        letters += plain or ""
        if plain is None:
            elements += words(letters, variant, reader.covers)
            letters = ""
            elements += _inner(reader, token, variant)
    return elements + words(letters, variant, reader.covers)


def _plain(token: str) -> str | None:
    """The letter that a token is in words; None if it begins something."""
    if token in _WRITTEN:
        return _WRITTEN[token]
    if token[:1] != "\\":
        return None if token in ("{", "$") else token
    if token[1:] in SPACES:
        return "" if token == "\\!" else "\u2003" if "quad" in token else " "
    return sign_of(token[1:]) or None if token not in _CLOSINGS else None


def _inner(reader: Reader, token: str, variant: str) -> list[Element]:
    if token == "{":
        reader.tokens.put_back([token])
        return _braces(reader, variant)
    if token in _CLOSINGS:
        with reader.set_in("text", ""):
            elements = reader.elements(reader.row(_CLOSINGS[token]))
        reader.tokens.expect(_CLOSINGS[token])
        return elements
    if token[1:] in TEXTS:
        return _braces(reader, TEXTS[token[1:]])
    reader.tokens.put_back([token])
    with reader.set_in("text", ""):
        return reader.elements([atom for atom in [reader.atom()] if atom])
