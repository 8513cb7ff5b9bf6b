"""What was typed, and all there is → the rows of the palette: grouped, the best first. It paints none of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nextchat_desktop.core.likeness import Likeness, folded, likeness
from nextchat_desktop.ui.palette.items import Entry, Item, Kind
from nextchat_desktop.words.catalogue import Words

PREFIXES = {
    ">": Kind.COMMANDS,
    "＞": Kind.COMMANDS,
    "》": Kind.COMMANDS,
    "@": Kind.MASKS,
    "＠": Kind.MASKS,
    "/": Kind.PROMPTS,
    "／": Kind.PROMPTS,
    "、": Kind.PROMPTS,
}
"""What is typed first to look in one group only, also as Chinese input methods write it."""

Entries = Callable[[], Sequence[Entry]]
MOST, MOST_RECENT = 6, 6
"""Rows of a group beside others; the whole group is one row away."""
Match = tuple[Likeness | None, Item]
"""Something with how it was found, if it was looked for."""
_TITLES = (Kind.CONVERSATIONS, Kind.PROMPTS)
"""Many and long; nobody abbreviates them."""
_RANKED = 500
"""Beyond so many nobody looks for the best."""
_FOUND_BY_NAME = (Kind.COMMANDS, Kind.SETTINGS, Kind.MODELS)
"""Groups that go before the messages where something in them is called what was typed."""


def wish(text: str) -> tuple[Kind | None, str]:
    """The one group that is looked in, if it is one, and what is looked for."""
    text = text.strip()
    kind = PREFIXES.get(text[:1])
    return (kind, text[1:].strip()) if kind is not None else (None, text)


class Menu:
    def __init__(self, words: Words, entries: Mapping[Kind, Entries], last: Entries) -> None:
        """`entries` are made when they are first looked for, and as long as the menu lasts; `last` are the few
        conversations that were used last."""
        self._words = words
        self._last = last
        self._makers = entries
        self._made: dict[Kind, Sequence[Entry]] = {}
        self._titles: dict[Kind, Sequence[str]] = {}
        """As they are compared; made once where there are very many."""
        self._looked_for = ""
        self._groups: dict[Kind, list[Match]] = {}

    def rows(
        self,
        text: str,
        messages: Sequence[Item] = (),
        recent: Sequence[str] = (),
        whole: Kind | None = None,
        widen: Callable[[Kind], object] = lambda kind: None,
    ) -> tuple[Item, ...]:
        """`messages` are those that were found, `recent` the keys of what was chosen, the last first; the group
        `whole` is shown whole; `widen` asks for another to be."""
        only, wanted = wish(text)
        if only is not None:
            return self._group(only, self._found(only, wanted))
        if not wanted:
            return self._first(recent)
        said: list[Match] = [(None, item) for item in messages]
        groups = {Kind.MESSAGES: said, **self._looked_up(wanted)}
        ahead = [
            kind for kind in _FOUND_BY_NAME if any(like is not None and like.begins for like, _ in groups.get(kind, ()))
        ]
        order = (*ahead, *(kind for kind in Kind if kind in groups and kind not in ahead))
        return tuple(row for kind in order for row in self._cut(kind, groups[kind], whole, widen))

    def _first(self, recent: Sequence[str]) -> tuple[Item, ...]:
        """What is there before anything is typed: what was chosen last, then conversations and commands."""
        kinds = [kind for kind in self._makers if kind is not Kind.CONVERSATIONS] if recent else []
        every = {entry.item.key: entry.item for kind in kinds for entry in self._entries(kind)}
        chosen = [every[key] for key in recent if key in every][:MOST_RECENT]
        commands = [entry.item for entry in self._entries(Kind.COMMANDS) if entry.item not in chosen]
        groups = (
            (Kind.RECENT, chosen),
            (Kind.CONVERSATIONS, [entry.item for entry in self._last()]),
            (Kind.COMMANDS, commands),
        )
        return tuple(row for kind, items in groups for row in self._group(kind, [(None, item) for item in items]))

    def _looked_up(self, text: str) -> dict[Kind, list[Match]]:
        """By group; the same text is asked for again when messages were found."""
        if self._looked_for != text:
            self._looked_for = text
            self._groups = {kind: self._found(kind, text) for kind in self._makers}
        return self._groups

    def _found(self, kind: Kind, text: str) -> list[Match]:
        """The best first. Of a great many those that come first are told apart, the others follow as they come."""
        found: list[tuple[Likeness, Item]] = []
        in_short, seen = kind not in _TITLES, 0
        for entry in self._entries(kind):
            seen += 1
            like = likeness(text, entry.names, entry.details, in_short)
            if like is not None:
                found.append((like, entry.item))
            if len(found) == _RANKED:
                break
        return [*sorted(found, key=lambda match: -match[0].score), *self._rest(kind, seen, folded(text).split())]

    def _rest(self, kind: Kind, first: int, words: Sequence[str]) -> list[Match]:
        """Whatever has all the words in its title, from this place on."""
        entries = self._entries(kind)
        places: Sequence[int] = range(first, len(entries))
        if places and kind not in self._titles:
            self._titles[kind] = [folded(entry.names[0]) for entry in entries]
        titles = self._titles.get(kind, ())
        for word in words:
            places = [place for place in places if word in titles[place]]
        return [(None, entries[place].item) for place in places]

    def _entries(self, kind: Kind) -> Sequence[Entry]:
        if kind not in self._makers:
            return ()
        if kind not in self._made:
            self._made[kind] = self._makers[kind]()
        return self._made[kind]

    def _group(self, kind: Kind, found: Iterable[Match]) -> tuple[Item, ...]:
        rows = tuple(replace(item, marks=like.marks) if like else item for like, item in found)
        head = Item(f"head:{kind}", kind, self._words(f"palette.group.{kind}"), is_head=True)
        return (head, *rows) if rows else ()

    def _cut(
        self, kind: Kind, items: Sequence[Match], whole: Kind | None, widen: Callable[[Kind], object]
    ) -> Iterator[Item]:
        """The beginning of a long group, and the way to all of it."""
        if len(items) <= MOST + 1 or kind is whole:
            yield from self._group(kind, items)
            return
        yield from self._group(kind, items[:MOST])
        title = self._words(f"palette.all.{kind}", count=f"{len(items):,}")
        hint = self._words("palette.enter.all")
        yield Item(f"all:{kind}", kind, title, "chevron-down", lambda: widen(kind), hint=hint, stays=True)
