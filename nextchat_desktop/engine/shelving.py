"""Where conversations stand: pinned, in folders, under tags, in the archive, in the bin. All of it can be undone."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Protocol

from nextchat_desktop.core.conversation import Folder
from nextchat_desktop.core.shelf import Card
from nextchat_desktop.engine.deeds import Deeds, Undo, named
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.notice import Notice
from nextchat_desktop.engine.ports import Clock, NewId
from nextchat_desktop.engine.ranking import ranked
from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Shelf, Showing
from nextchat_desktop.words.catalogue import Words


class Places(Protocol):
    """Where it is written down. Writing may raise NotWritten; then nothing has changed."""

    def place(self, cards: Sequence[Card]) -> None: ...
    def delete(self, ids: Collection[str], now: int) -> None: ...
    def restore(self, ids: Collection[str]) -> None: ...


class KeptFolders(Protocol):
    """As for `Places`."""

    def folders(self) -> tuple[Folder, ...]: ...
    def keep_folders(self, *folders: Folder) -> None: ...
    def delete_folder(self, id: str, now: int) -> None: ...


class Shelving:
    """Each returns whether anything was done; what was is told by `deeds` and undone there.

    `turned` tells a conversation that has come back, so that it can be shown.
    """

    def __init__(
        self,
        shelf: Shelf,
        stores: tuple[Places, KeptFolders],
        library: Library,
        deeds: Deeds,
        words: Words,
        clock: Clock,
        new_id: NewId,
    ) -> None:
        self._shelf = shelf
        self._places, self._folders = stores
        self._library = library
        self._deeds = deeds
        self._words = words
        self._clock = clock
        self._new_id = new_id
        self.turned = Notice()

    def pin(self, ids: Sequence[str], pinned: bool) -> bool:
        """To the top of what is pinned, or back to where they would stand otherwise."""
        cards = [card for card in self._known(ids) if card.pinned != pinned]
        if not pinned:
            return self._place([replace(card, pinned=False) for card in cards], "unpinned")
        return self.put([card.id for card in cards], Kind.PINNED)

    def put(self, ids: Sequence[str], kind: Kind, folder: str = "", before: str | None = None) -> bool:
        """Among what is pinned or into a folder, before another conversation or at the top; else among the dates.

        `before` is empty for the end.
        """
        cards = self._known(ids)
        moved = [_moved(card, kind, folder) for card in cards]
        is_inside = moved == cards
        if kind in (Kind.PINNED, Kind.FOLDER):
            moved = self._in_order(moved, kind, folder, before)
        elif is_inside:
            return False
        if is_inside:
            return self._place(moved, "ordered")
        if kind is Kind.FOLDER:
            return self._place(moved, "moved", folder=self._folder(folder).name)
        return self._place(moved, "pinned" if kind is Kind.PINNED else "put_back")

    def step(self, ids: Sequence[str], by: int) -> bool:
        """Up or down among their neighbours, where these are in an order of their own."""
        heading = self._shelf.heading_of(ids[0]) if ids else None
        if heading is None or heading.kind not in (Kind.PINNED, Kind.FOLDER):
            return False
        every = self._shelf.under(heading.kind, heading.id)
        mine = [id for id in every if id in ids]
        place = every.index(mine[0]) - 1 if by < 0 else every.index(mine[-1]) + 2
        if place < 0 or place > len(every):
            return False
        before = every[place] if place < len(every) else ""
        return self.put(mine, heading.kind, heading.id, before)

    def archive(self, ids: Sequence[str], archived: bool) -> bool:
        cards = [replace(card, archived=archived) for card in self._known(ids) if card.archived != archived]
        return self._place(cards, "archived" if archived else "unarchived")

    def tag(self, ids: Sequence[str], tag: str, wanted: bool) -> bool:
        """Puts a tag to them all, or takes it from all."""
        tag = " ".join(tag.split())
        cards = [card for card in self._known(ids) if tag and (tag in card.tags) != wanted]
        others = [tuple(one for one in card.tags if one != tag) for card in cards]
        after = [replace(card, tags=(*rest, tag) if wanted else rest) for card, rest in zip(cards, others, strict=True)]
        return self._place(after, "tagged" if wanted else "untagged", tag=tag)

    def delete(self, ids: Sequence[str]) -> bool:
        """Into the bin, from which they come back within thirty days."""
        cards = self._known(ids)
        if cards:
            sentence = self._sentence("deleted", cards)
            self._deeds.did(sentence, self._delete([card.id for card in cards]))
        return bool(cards)

    def new_folder(self, ids: Sequence[str] = ()) -> Folder:
        """A folder above the others, with these conversations in it."""
        order = self._shelf.folders
        rank = order[0].rank - 1 if order else 0.0
        folder = Folder(self._new_id(), self._words("shelf.new_folder"), rank)
        cards = [_moved(card, Kind.FOLDER, folder.id) for card in self._known(ids)]
        ranks = ranked((), 0, [card.id for card in cards])
        self._folders.keep_folders(folder)
        self._shelf.take_folders(self._folders.folders())
        back = self._apply([replace(card, rank=ranks[card.id]) for card in cards])
        self._deeds.did(self._words("shelf.folder_made"), lambda: self._unmake(folder, back))
        return folder

    def rename_folder(self, id: str, name: str) -> bool:
        folder, line = self._folder(id), " ".join(name.split())
        if not line or line == folder.name:
            return False
        sentence = self._words("shelf.folder_renamed", name=line)
        self._deeds.did(sentence, self._keep((replace(folder, name=line),)))
        return True

    def put_folder(self, id: str, before: str) -> bool:
        """Before another folder, or at the end where `before` is empty."""
        order = [(one.id, one.rank) for one in self._shelf.folders if one.id != id]
        ids = [id for id, _ in order]
        at = ids.index(before) if before in ids else len(ids)
        if [*ids[:at], id, *ids[at:]] == [one.id for one in self._shelf.folders]:
            return False
        ranks = ranked(order, at, [id])
        after = tuple(replace(one, rank=ranks[one.id]) for one in self._shelf.folders if one.id in ranks)
        self._deeds.did(self._words("shelf.folders_ordered"), self._keep(after))
        return True

    def step_folder(self, id: str, by: int) -> bool:
        ids = [one.id for one in self._shelf.folders]
        place = ids.index(id) + (by if by < 0 else by + 1)
        if place < 0 or place > len(ids):
            return False
        return self.put_folder(id, ids[place] if place < len(ids) else "")

    def delete_folder(self, id: str) -> None:
        """What is in it goes back to its dates, and into the folder again when that is undone."""
        folder = self._folder(id)
        self._deeds.did(self._words("shelf.folder_deleted", name=folder.name), self._delete_folder(folder))

    def fold(self, id: str) -> None:
        """Shows what is in a folder, or hides it. Where one looks for a tag, everything that bears it is shown."""
        if self._shelf.showing != Showing():
            return
        folder = self._folder(id)
        folded = replace(folder, is_folded=not folder.is_folded)
        self._folders.keep_folders(folded)
        self._shelf.fold(folded)

    def _known(self, ids: Sequence[str]) -> list[Card]:
        return [card for id in ids if (card := self._shelf.card(id)) is not None]

    def _folder(self, id: str) -> Folder:
        return next(one for one in self._shelf.folders if one.id == id)

    def _in_order(self, cards: list[Card], kind: Kind, folder: str, before: str | None) -> list[Card]:
        """With the ranks they get there, and the neighbours whose ranks change."""
        mine = {card.id: card for card in cards}
        others = [card for card in self._known(self._shelf.under(kind, folder)) if card.id not in mine]
        places = {card.id: place for place, card in enumerate(others)}
        at = 0 if before is None else places.get(before, len(others))
        ranks = ranked([(card.id, card.rank) for card in others], at, list(mine))
        every = mine | {card.id: card for card in others}
        return [replace(every[id], rank=rank) for id, rank in ranks.items()]

    def _place(self, after: list[Card], deed: str, **values: str) -> bool:
        before = {card.id: card for card in self._known([card.id for card in after])}
        changed = [card for card in after if card != before[card.id]]
        if changed:
            said = self._sentence(deed, changed, **values)
            self._deeds.did(said, self._apply(changed))
        return bool(changed)

    def _sentence(self, deed: str, cards: Sequence[Card], **values: str) -> str:
        """One is named, several are counted."""
        if len(cards) > 1:
            return self._words.plural(f"shelf.{deed}.many", len(cards), **values)
        title = named(cards[0].title) or self._words("sidebar.untitled")
        return self._words(f"shelf.{deed}.one", title=title, **values)

    def _apply(self, wanted: Sequence[Card]) -> Undo:
        """Puts conversations where they are to stand; whatever else has become of them stays."""
        before = self._known([card.id for card in wanted])
        stand = {card.id: card for card in wanted}
        after = [_standing(card, stand[card.id]) for card in before]
        self._places.place(after)
        for card in after:
            self._library.shelve(card)
        self._shelf.take(after)
        return lambda: self._apply(before)

    def _delete(self, ids: list[str]) -> Undo:
        for id in ids:
            self._library.stop(id)
        self._places.delete(ids, self._clock())
        for id in ids:
            self._library.let_go(id)
        return lambda: self._restore(ids)

    def _restore(self, ids: list[str]) -> Undo:
        self._places.restore(ids)
        for id in ids:
            self._library.changed.tell(id)
        if len(ids) == 1:
            self.turned.tell(ids[0])
        return lambda: self._delete(ids)

    def _keep(self, folders: tuple[Folder, ...]) -> Undo:
        """The folders as they are to be, each as folded as it is now."""
        now = {one.id: one for one in self._shelf.folders}
        before = tuple(now[one.id] for one in folders if one.id in now)
        self._folders.keep_folders(*(replace(one, is_folded=now.get(one.id, one).is_folded) for one in folders))
        self._shelf.take_folders(self._folders.folders())
        return lambda: self._keep(before)

    def _delete_folder(self, folder: Folder) -> Undo:
        self._folders.delete_folder(folder.id, self._clock())
        self._shelf.take_folders(self._folders.folders())
        return lambda: self._make(folder)

    def _make(self, folder: Folder) -> Undo:
        self._folders.keep_folders(folder)
        self._shelf.take_folders(self._folders.folders())
        return lambda: self._delete_folder(folder)

    def _unmake(self, folder: Folder, back: Undo) -> Undo:
        """Takes a new folder away, and with it that anything was put there."""
        again = back()
        self._delete_folder(folder)
        return lambda: self._remake(folder, again)

    def _remake(self, folder: Folder, back: Undo | None) -> Undo:
        self._make(folder)
        undo = back() if back else None
        return lambda: self._unmake(folder, undo or (lambda: None))


def _moved(card: Card, kind: Kind, folder: str) -> Card:
    """What is pinned knows its folder still, for the way back."""
    if kind is Kind.PINNED:
        return replace(card, pinned=True)
    return replace(card, pinned=False, folder=folder if kind is Kind.FOLDER else None)


def _standing(card: Card, place: Card) -> Card:
    return replace(
        card,
        pinned=place.pinned,
        archived=place.archived,
        folder=place.folder,
        tags=place.tags,
        rank=place.rank,
    )
