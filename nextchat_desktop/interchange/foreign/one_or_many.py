"""Objects of a file that holds a list of them or is a single one. It knows no program's files."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from nextchat_desktop.core.found import Unread, Why
from nextchat_desktop.core.sources import Source
from nextchat_desktop.interchange.foreign.json_stream import Broken, values
from nextchat_desktop.interchange.foreign.loose import line
from nextchat_desktop.records.reading import mapping

_LISTS = ("item", "conversations.item")


def objects(source: Source, fields: Collection[str], needed: Collection[str], member: str = "") -> Iterator[Any]:
    """What stands in the list, whatever it is, one after the other; or the file itself, with so many of its fields, if
    it has one of those that are needed. Raises Broken, and what the source raises."""
    whole: dict[str, Any] = {}
    for place, value in values(source, {*_LISTS, *fields}, member):
        if place in _LISTS:
            yield value
        else:
            whole[place] = value
    if not whole.keys().isdisjoint(needed):
        yield whole


def trees(source: Source, fields: Collection[str], member: str = "") -> Iterator[dict[str, Any] | Unread]:
    """Conversations whose messages lie under `mapping`; what has none is told. Raises as `objects` does."""
    for one in objects(source, fields, ("mapping",), member):
        if isinstance(one, dict) and isinstance(one.get("mapping"), dict):
            yield one
        else:
            yield Unread(Why.CONVERSATION, line(mapping(one).get("title")))


def members(source: Source, is_wanted: Callable[[str], bool]) -> list[str]:
    """Those of an archive or a folder, in the order of their names; the file itself where it is none."""
    if not source.members:
        return [""]
    return sorted(one for one in source.members if not is_shadow(one) and is_wanted(one.rpartition("/")[2].lower()))


def is_shadow(member: str) -> bool:
    """Whether it is what macOS puts beside a file."""
    return member.startswith("__MACOSX/") or member.rpartition("/")[2].startswith("._")


def whole_ones(read: Callable[[str], Iterator[Any]], names: Sequence[str]) -> Iterator[Any]:
    """What is read of one after the other; one that is broken does not keep the next from being read. What else is
    raised goes on."""
    for name in names:
        try:
            yield from read(name)
        except Broken:
            if len(names) == 1:
                raise
            yield Unread(Why.BROKEN, name)
