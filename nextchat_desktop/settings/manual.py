"""docs/settings.md, written from the table. Run as `python -m nextchat_desktop.settings.manual > docs/settings.md`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from nextchat_desktop.core.parameter_table import Kind, Parameter
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.option import Choice, Colour, Option, Said, Whole
from nextchat_desktop.settings.schema import PAGES, on_page
from nextchat_desktop.words.catalogue import Words

_EXAMPLE = ("```toml", '"shortcut.new" = ["Ctrl+N", "Ctrl+T"]', "```")


def markdown(words: Words) -> str:
    return "\n".join(["# Settings", "", words("manual.settings"), *_lines(words)]) + "\n"


def _lines(words: Words) -> Iterator[str]:
    for page in PAGES:
        yield from ["", f"## {words(f'settings.page.{page}')}"]
        for option in on_page(page):
            yield from _row(words, option)
    yield from ["", f"## {words('settings.page.keyboard')}", "", words("manual.shortcuts"), "", *_EXAMPLE]


def _row(words: Words, option: Option[Any]) -> Iterator[str]:
    yield from ["", f"### {words(f'{option.words}.label')}", "", _plain(words(f"{option.words}.help")), ""]
    default = "empty" if option.default == "" else f"`{option.default}`"
    yield f"Key: `{option.key}`. Default: {default}. {_range(option)}".strip()


def _plain(text: str) -> str:
    """As Markdown, with nothing in it that would be taken for markup."""
    return re.sub(r"([*<_`])", r"\\\1", text)


def _range(option: Option[Any]) -> str:
    match option.kind:
        case Choice(values):
            return _one_of(values)
        case Whole(low, high):
            return f"From {low} to {high}."
        case Colour():
            return "A colour such as `#0B6B75`."
        case Said(parameter):
            return _said(parameter)
        case _:
            return ""


def _said(parameter: Parameter) -> str:
    match parameter.kind:
        case Kind.NUMBER | Kind.WHOLE:
            return f"From {parameter.low:g} to {parameter.high:.0f}."
        case Kind.SWITCH:
            return "`true` or `false`."
        case Kind.TEXTS:
            return "A list of texts."
        case Kind.MODEL:
            return "A connection and a model with a slash between."
        case _ if parameter.values:
            return _one_of(parameter.values)
        case _:
            return ""


def _one_of(values: Iterable[str]) -> str:
    return "One of " + ", ".join(f"`{value}`" for value in values) + "."


if __name__ == "__main__":
    print(markdown(Words(resource("locales"), "en")), end="")
