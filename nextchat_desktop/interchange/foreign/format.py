"""What a kind of file is to those who look for its reader: how it is told from others, and what reads it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nextchat_desktop.core.found import Found, KeepPicture
from nextchat_desktop.core.sources import Source


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What the beginning of a file shows.

    `paths` are where its JSON has something, as far as it was seen: names with dots between, `item` for what stands in
    a list, an empty one for the whole. `text` is its beginning as text. `members` are the files in an archive or a
    folder; there the paths are those in the file that tells best whose it is, and the text is empty.
    """

    name: str
    text: str = ""
    paths: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()

    def has(self, *paths: str) -> bool:
        return self.paths.issuperset(paths)

    def ends_with(self, *endings: str) -> bool:
        return self.name.casefold().endswith(endings)


@dataclass(frozen=True, slots=True)
class Format:
    """`label` is a proper name, the same in every language.

    `read` gives what is there, in the order of the file, and says what it could not read; whatever the bytes are it
    raises nothing but what the source and `KeepPicture` raise.
    """

    id: str
    label: str
    fits: Callable[[Glimpse], bool]
    read: Callable[[Source, KeepPicture], Iterator[Found]]
