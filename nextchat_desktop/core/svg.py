"""Makes a drawing from elsewhere harmless: it names no file, no server, and costs no more to draw than it seems to.

Programs that draw SVG open the files it names, style sheets too; on Windows such a name may be a server's, which is
then greeted with the person's login. And few lines that refer to each other can take a year to draw.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from xml.parsers import expat

from nextchat_desktop.core.measuring import measure
from nextchat_desktop.core.pictures import data_picture

MOST_BYTES = 4 * 1024 * 1024
MOST_DRAWN = 300_000
"""Elements, each counted as often as it is drawn."""
FILTER = 25_000
"""As many elements does a filter count for."""
MOST_PIXELS = 32_000_000
"""Of all pictures within the drawing together."""
DEEPEST = 100

_REFERENCE = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_LEADS_OUT = re.compile(r"@import[^;]*;?|url\([^)]*\)?", re.IGNORECASE)
_NOT_DRAWN = frozenset({"linearGradient", "radialGradient", "clipPath"})
"""May be referred to as often as one likes."""
_LEFT_OUT = frozenset({"script", "foreignObject", "iframe", "audio", "video"})


def harmless(data: bytes) -> bytes | None:
    """The drawing with nothing in it that could do more than draw; None where it cannot be read or would take ages."""
    if len(data) > MOST_BYTES:
        return None
    rewriting = _Rewriting()
    try:
        rewriting.read(data)
        rewriting.weigh()
    except (expat.ExpatError, _TooMuch, LookupError, ValueError):
        return None
    return rewriting.text().encode()


class _TooMuch(Exception):
    """It would take too long to draw, or too much room."""


@dataclass(slots=True, eq=False)
class _Element:
    name: str
    own: int = 1
    references: list[str] = field(default_factory=list)
    children: list["_Element"] = field(default_factory=list)
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class _Rules:
    """The text of a style sheet, looked at once all names are known."""

    text: str


class _Rewriting:
    """Reads the drawing once and writes it anew: without declarations, instructions, comments and foreign names."""

    def __init__(self) -> None:
        self._written: list[str | _Rules] = []
        self._root = _Element("")
        self._open = [self._root]
        self._named: dict[str, list[_Element]] = {}
        self._left_out = 0
        self._pixels = 0

    def read(self, data: bytes) -> None:
        """Raises expat.ExpatError or _TooMuch."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._on_start
        parser.EndElementHandler = self._on_end
        parser.CharacterDataHandler = self._on_text
        parser.Parse(data, True)

    def weigh(self) -> None:
        """Raises _TooMuch."""
        if self._cost(self._root, 0) > MOST_DRAWN:
            raise _TooMuch

    def text(self) -> str:
        return "".join(part if isinstance(part, str) else self._ruled(part.text) for part in self._written)

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        kept = {key: value for key, value in attributes.items() if self._may_stay(local, key, value)}
        shows_nothing = local in _LEFT_OUT or (local == "image" and "href" not in map(_local, kept))
        if self._left_out or shows_nothing:
            self._left_out += 1
            return
        self._begin(_element(local, kept), [value for key, value in kept.items() if _local(key) == "id"])
        written = "".join(f' {key}="{escape(value)}"' for key, value in kept.items())
        self._written.append(f"<{name}{written}>")

    def _begin(self, element: _Element, ids: list[str]) -> None:
        self._open[-1].children.append(element)
        self._open.append(element)
        for id in ids:
            self._named.setdefault(id, []).append(element)
        if len(self._open) > DEEPEST:
            raise _TooMuch

    def _on_end(self, name: str) -> None:
        if self._left_out:
            self._left_out -= 1
            return
        self._open.pop()
        self._written.append(f"</{name}>")

    def _on_text(self, text: str) -> None:
        if not self._left_out:
            self._written.append(_Rules(text) if self._open[-1].name == "style" else escape(text, quote=False))

    def _may_stay(self, element: str, key: str, value: str) -> bool:
        """A reference may lead to a place in the drawing, or hold a picture itself."""
        if _local(key) != "href" or element == "a" or value.startswith("#"):
            return key != "style" or "\\" not in value
        picture = measure(data_picture(value) or b"")
        if element != "image" or picture is None:
            return False
        self._pixels += picture.pixels
        if self._pixels > MOST_PIXELS:
            raise _TooMuch
        return True

    def _ruled(self, text: str) -> str:
        """Rules hold for any number of elements, so they may refer only to what costs nothing."""
        return escape(_LEADS_OUT.sub(self._free, text), quote=False) if "\\" not in text else ""

    def _free(self, match: re.Match[str]) -> str:
        reference = _REFERENCE.fullmatch(match[0])
        elements = self._named.get(reference[1], []) if reference else []
        return match[0] if elements and all(element.name in _NOT_DRAWN for element in elements) else "none"

    def _cost(self, element: _Element, depth: int) -> int:
        """How many elements are drawn for this one. What refers to itself has no end."""
        if depth > DEEPEST:
            raise _TooMuch
        if element.cost is None:
            element.cost = element.own + sum([self._cost(part, depth + 1) for part in self._parts(element)])
        return element.cost

    def _parts(self, element: _Element) -> Iterator[_Element]:
        if element.name not in _NOT_DRAWN:
            yield from element.children
            for id in element.references:
                yield from self._named.get(id, [])


def _element(name: str, attributes: dict[str, str]) -> _Element:
    has_filter = "filter" in attributes or "filter" in attributes.get("style", "")
    references = [id for key, value in attributes.items() for id in _references(key, value)]
    return _Element(name, FILTER if has_filter else 1, references)


def _references(key: str, value: str) -> Iterator[str]:
    if _local(key) == "href" and value.startswith("#"):
        yield value[1:]
    yield from (match[1] for match in _REFERENCE.finditer(value))


def _local(name: str) -> str:
    return name.rpartition(":")[2]
