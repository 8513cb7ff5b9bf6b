"""Where something lands that is dropped on a row of the sidebar. Pure."""

from dataclasses import dataclass

from nextchat_desktop.engine.sections import Kind
from nextchat_desktop.engine.shelf import Entry, Shelf, Showing

_ORDERED = (Kind.PINNED, Kind.FOLDER)


@dataclass(frozen=True, slots=True)
class Landing:
    """Under which heading, and before which conversation or folder: empty for the end, None for the top.

    `line` is the row above which a line shows it; where it is negative, `row` is marked instead.
    """

    kind: Kind
    folder: str = ""
    before: str | None = None
    line: int = -1
    row: int = -1


def landing(shelf: Shelf, row: int, is_lower: bool, is_folder: bool) -> Landing | None:
    """For the upper or lower half of a row; None where nothing can be dropped."""
    if shelf.showing != Showing() or not 0 <= row < len(shelf):
        return None
    return _of_folder(shelf, row, is_lower) if is_folder else _of_conversation(shelf, row, is_lower)


def _of_conversation(shelf: Shelf, row: int, is_lower: bool) -> Landing | None:
    found = shelf.row(row)
    if not isinstance(found, Entry):
        ordered = found.heading.kind in _ORDERED
        return Landing(found.heading.kind, found.heading.id if ordered else "", row=row)
    heading = shelf.heading_of(found.card.id)
    if heading is None or heading.kind not in _ORDERED:
        return Landing(heading.kind, row=row) if heading else None
    below = shelf.under(heading.kind, heading.id)
    place = below.index(found.card.id) + is_lower
    return Landing(heading.kind, heading.id, below[place] if place < len(below) else "", line=row + is_lower)


def _of_folder(shelf: Shelf, row: int, is_lower: bool) -> Landing | None:
    """Folders stand above one another: before this one, or behind it with all that is in it."""
    found = shelf.row(row)
    heading = shelf.heading_of(found.card.id) if isinstance(found, Entry) else found.heading
    if heading is None or heading.kind is not Kind.FOLDER:
        return None
    ids = [folder.id for folder in shelf.folders]
    is_behind = is_lower or isinstance(found, Entry)
    place = ids.index(heading.id) + is_behind
    if place < len(ids):
        return Landing(Kind.FOLDER, before=ids[place], line=shelf.row_of_folder(ids[place]))
    head = shelf.row_of_folder(heading.id)
    shown = shelf.row(head)
    below = 0 if isinstance(shown, Entry) or shown.is_folded else shown.count
    return Landing(Kind.FOLDER, before="", line=head + 1 + below)
