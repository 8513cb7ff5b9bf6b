"""docs/settings.md, written from the table. Run as `python -m nextchat_desktop.settings.manual > docs/settings.md`."""

import re
from collections.abc import Iterator
from typing import Any

from nextchat_desktop.resources import resource
from nextchat_desktop.settings.option import Choice, Option, Whole
from nextchat_desktop.settings.schema import PAGES, on_page
from nextchat_desktop.words.catalogue import Words


def markdown(words: Words) -> str:
    return "\n".join(["# Settings", "", words("manual.settings"), *_lines(words)]) + "\n"


def _lines(words: Words) -> Iterator[str]:
    for page in PAGES:
        yield from ["", f"## {words(f'settings.page.{page}')}"]
        for option in on_page(page):
            yield from _row(words, option)


def _row(words: Words, option: Option[Any]) -> Iterator[str]:
    yield from ["", f"### {words(f'setting.{option.key}.label')}", "", _plain(words(f"setting.{option.key}.help")), ""]
    default = "empty" if option.default == "" else f"`{option.default}`"
    yield f"Key: `{option.key}`. Default: {default}. {_range(option)}".strip()


def _plain(text: str) -> str:
    """As Markdown, with nothing in it that would be taken for markup."""
    return re.sub(r"([*<_`])", r"\\\1", text)


def _range(option: Option[Any]) -> str:
    match option.kind:
        case Choice(values):
            return "One of " + ", ".join(f"`{value}`" for value in values) + "."
        case Whole(low, high):
            return f"From {low} to {high}."
        case _:
            return ""


if __name__ == "__main__":
    print(markdown(Words(resource("locales"), "en")), end="")
