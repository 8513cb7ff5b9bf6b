"""What was typed, and all there is → the rows of the palette: grouped, the best first. It paints none of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from nextchat_desktop.core.likeness import Likeness, likeness
from nextchat_desktop.ui.palette.items import Entry, Item, Kind, Results
from nextchat_desktop.words.amounts import whole as whole_number
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
_NOTHING = Results()
_FOUND_BY_NAME = (Kind.COMMANDS, Kind.SETTINGS, Kind.MODELS)
"""Groups that go before the messages where something in them is called what was typed."""


def wish(text: str) -> tuple[Kind | None, str]:
    """The one group that is looked in, if it is one, and what is looked for."""
    text = text.strip()
    kind = PREFIXES.get(text[:1])
    return (kind, text[1:].strip()) if kind is not None else (None, text)


class Menu:
    def __init__(self, words: Words, entries: Mapping[Kind, Entries], last: Callable[[], Sequence[Item]]) -> None:
        """`entries` are made when they are first looked for, and as long as the menu lasts; `last` are the few
        conversations that were used last."""
        self._words = words
        self._last = last
        self._makers = entries
        self._made: dict[Kind, Sequence[Entry]] = {}
        self._looked_for = ""
        self._groups: dict[Kind, list[Match]] = {}
        self._fitting: dict[Kind, list[Entry]] = {}

    def rows(
        self,
        text: str,
        results: Results = _NOTHING,
        recent: Sequence[str] = (),
        whole: Kind | None = None,
        widen: Callable[[Kind], object] = lambda kind: None,
    ) -> tuple[Item, ...]:
        """`results` are what was found by searching, `recent` the keys of what was chosen, the last first; the group
        `whole` is shown whole; `widen` asks for another to be."""
        only, wanted = wish(text)
        if only is not None:
            return self._group(only, _best(_fitting(only, self._entries(only), wanted)))
        if not wanted:
            return self._first(recent)
        groups = {**_searched(results), **self._looked_up(wanted)}
        ahead = [
            kind for kind in _FOUND_BY_NAME if any(like is not None and like.begins for like, _ in groups.get(kind, ()))
        ]
        order = (*ahead, *(kind for kind in Kind if kind in groups and kind not in ahead))
        counts = {kind: len(found) for kind, found in groups.items()} | {Kind.CONVERSATIONS: results.of_conversations}
        return tuple(row for kind in order for row in self._cut(kind, groups[kind], counts[kind], whole, widen))

    def make_ready(self) -> bool:
        """Makes one more of the kinds that nobody has looked for yet, before the first key; whether more are left."""
        left = [kind for kind in self._makers if kind not in self._made]
        if left:
            self._entries(left[0])
        return len(left) > 1

    def _first(self, recent: Sequence[str]) -> tuple[Item, ...]:
        """What is there before anything is typed: what was chosen last, then conversations and commands."""
        every = {
            entry.item.key: entry.item for kind in (self._makers if recent else ()) for entry in self._entries(kind)
        }
        chosen = [every[key] for key in recent if key in every][:MOST_RECENT]
        commands = [entry.item for entry in self._entries(Kind.COMMANDS) if entry.item not in chosen]
        groups = (
            (Kind.RECENT, chosen),
            (Kind.CONVERSATIONS, self._last()),
            (Kind.COMMANDS, commands),
        )
        return tuple(row for kind, items in groups for row in self._group(kind, [(None, item) for item in items]))

    def _looked_up(self, text: str) -> dict[Kind, list[Match]]:
        """By group; the same text is asked for again when messages were found. What does not fit a text fits none that
        goes on from it."""
        if self._looked_for != text:
            goes_on = bool(self._looked_for) and text.startswith(self._looked_for)
            among = self._fitting if goes_on else {kind: self._entries(kind) for kind in self._makers}
            found = {kind: _fitting(kind, entries, text) for kind, entries in among.items()}
            self._looked_for = text
            self._fitting = {kind: [entry for _, entry in fitting] for kind, fitting in found.items()}
            self._groups = {kind: _best(fitting) for kind, fitting in found.items()}
        return self._groups

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
        self, kind: Kind, items: Sequence[Match], of: int, whole: Kind | None, widen: Callable[[Kind], object]
    ) -> Iterator[Item]:
        """The beginning of a long group, and the way to all of it, or to all that were told `of` very many."""
        if len(items) <= MOST + 1 or kind is whole:
            yield from self._group(kind, items)
            return
        yield from self._group(kind, items[:MOST])
        count, all_there_are = whole_number(self._words, len(items)), whole_number(self._words, of)
        if of > len(items):
            title = self._words("palette.first.conversations", count=count, total=all_there_are)
        else:
            title = self._words(f"palette.all.{kind}", count=count)
        hint = self._words("palette.enter.all")
        yield Item(f"all:{kind}", kind, title, "chevron-down", lambda: widen(kind), hint=hint, stays=True)


def _fitting(kind: Kind, entries: Iterable[Entry], text: str) -> list[tuple[Likeness, Entry]]:
    """In order. Prompts are many and long; nobody abbreviates them."""
    in_short = kind is not Kind.PROMPTS
    likes = ((likeness(text, one.names, one.details, in_short), one) for one in entries)
    return [(like, one) for like, one in likes if like is not None]


def _best(found: Iterable[tuple[Likeness, Entry]]) -> list[Match]:
    """The best first."""
    return [(like, one.item) for like, one in sorted(found, key=lambda match: -match[0].score)]


def _searched(results: Results) -> dict[Kind, list[Match]]:
    groups = {Kind.MESSAGES: results.messages, Kind.CONVERSATIONS: results.conversations}
    return {kind: [(None, item) for item in items] for kind, items in groups.items()}
