"""What an answer in Open WebUI says: text with thoughts and uses of tools folded away in it."""

import re
from collections.abc import Iterator
from html import unescape

from nextchat_desktop.core.parts import Part
from nextchat_desktop.interchange.foreign.gathering import Gathering

_FOLDED = re.compile(
    r"<details\s+(?P<about>[^<>]*\btype=\"(?P<type>reasoning|tool_calls|code_interpreter)\"[^<>]*)>\s*"
    r"(?:<summary>[^<]*</summary>)?(?P<inner>.*?)(?:</details>|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)=\"([^\"]*)\"")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)


def said(content: str, parts: Gathering) -> Iterator[Part]:
    """In its order. What code did is a text like any other."""
    end = 0
    for fold in _FOLDED.finditer(content):
        yield from parts.said(content[end : fold.start()].strip("\n"))
        end = fold.end()
        about = {key: unescape(value) for key, value in _ATTRIBUTE.findall(fold["about"])}
        inner = unescape(fold["inner"]).strip()
        if fold["type"] == "reasoning":
            yield from parts.thought(_QUOTE.sub("", inner), _milliseconds(about.get("duration", "")))
        elif fold["type"] == "tool_calls":
            yield from parts.call(about.get("id"), about.get("name"), _plain(about.get("arguments", "")))
        else:
            yield from parts.said(inner)
    yield from parts.said(content[end:].strip("\n") if end else content)


def _milliseconds(seconds: str) -> float | None:
    return float(seconds) * 1000 if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", seconds) else None


def _plain(arguments: str) -> str:
    """They are escaped as HTML, and as a text in JSON before that."""
    return arguments[1:-1].replace('\\"', '"') if re.fullmatch(r'".*"', arguments, re.DOTALL) else arguments
