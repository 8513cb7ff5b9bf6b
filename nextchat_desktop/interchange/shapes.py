"""Conversations in every shape that needs no window, piece by piece. Pure; it opens no file and knows no language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from nextchat_desktop.core.exporting import Extra, Manner, Order, ReadPicture, Sayings, Shape, Told, Whole, told
from nextchat_desktop.core.file_names import FreeNames, safe_name
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import suffix_of
from nextchat_desktop.interchange import fine_tuning, nextchat_backup, own_file
from nextchat_desktop.interchange.pages import Writing, page
from nextchat_desktop.interchange.transcripts import markdown, text

PICTURES = "pictures"
"""The folder with those of Markdown."""
_BLOB = 16
"""Letters of a picture's name, enough to be told from all others."""

Pieces = Iterator[bytes]


@dataclass(frozen=True, slots=True)
class Making:
    """What the shapes are made with. `picture` reads one, `writing` says how the parts of a page are written, and
    `name` is that of a conversation that nobody has named."""

    sayings: Sayings
    picture: ReadPicture
    writing: Callable[[Told, bool], Writing]
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file among several. `when` is its time in UTC milliseconds."""

    name: str
    when: int
    pieces: Pieces


def single(whole: Whole, manner: Manner, making: Making) -> Pieces:
    """One conversation for people: Markdown, text, or a page."""
    return _FOR_PEOPLE[manner.shape](told(whole, manner), manner, making)


def in_one(order: Order, wholes: Iterable[Whole], making: Making) -> Pieces:
    """Whichever conversations there are for programs."""
    return _FOR_PROGRAMS[order.manner.shape](order, wholes, making)


def members(wholes: Iterable[Whole], manner: Manner, making: Making) -> Iterator[Member]:
    """A file for each conversation that says something, in the folders they are in, and the pictures of Markdown."""
    names, seen = Naming(making.name), set[str]()
    for whole in wholes:
        if not whole.says_something:
            continue
        name = names.name(whole, manner.shape)
        if manner.shape is not Shape.MARKDOWN or not manner.has(Extra.PICTURES):
            yield Member(name, whole.head.updated, single(whole, manner, making))
            continue
        links = dict(_linked(whole, manner, making))
        document = markdown(told(whole, manner), making.sayings, partial(_way, "../" * name.count("/"), links))
        yield Member(name, whole.head.updated, iter((_bytes(document),)))
        yield from _beside(whole, manner, links, seen, making)


class Naming:
    """Gives each conversation a name of its own among several."""

    def __init__(self, otherwise: str) -> None:
        self._otherwise = otherwise
        self._free = FreeNames()

    def name(self, whole: Whole, shape: Shape) -> str:
        """A folder is never called as that with the pictures, nor as a file may be."""
        folder = safe_name(whole.folder, PICTURES) if whole.folder else ""
        if folder.casefold() == PICTURES or folder.casefold().endswith(f".{shape.ending}"):
            folder = f"_{folder}_"
        return self._free.take(safe_name(whole.head.title, self._otherwise), shape.ending, folder)


def _beside(whole: Whole, manner: Manner, links: Mapping[str, str], seen: set[str], making: Making) -> Iterator[Member]:
    """Each picture once, however many mention it."""
    for picture in _pictures(told(whole, manner)):
        place = links.get(picture.blob)
        if place is not None and place not in seen:
            seen.add(place)
            data = making.picture(picture)
            if data is not None:
                yield Member(place, whole.head.updated, iter((data,)))


def _linked(whole: Whole, manner: Manner, making: Making) -> Iterator[tuple[str, str]]:
    """Where each picture lies that is there."""
    for blob, picture in {one.blob: one for one in _pictures(told(whole, manner))}.items():
        data = making.picture(picture)
        if data is not None:
            yield blob, f"{PICTURES}/{blob[:_BLOB]}.{suffix_of(data)}"


def _pictures(told: Told) -> Iterator[Picture]:
    return (picture for message in (*told.context, *told.messages) for picture in message.pictures)


def _way(back: str, links: Mapping[str, str], picture: Picture) -> str:
    return back + links[picture.blob] if picture.blob in links else ""


def _markdown(told: Told, _manner: Manner, making: Making) -> Pieces:
    yield _bytes(markdown(told, making.sayings))


def _text(told: Told, _manner: Manner, making: Making) -> Pieces:
    yield _bytes(text(told, making.sayings))


def _page(told: Told, manner: Manner, making: Making) -> Pieces:
    writing = making.writing(told, manner.has(Extra.PICTURES))
    return (_bytes(piece) for piece in page(told, making.sayings, writing) if piece)


def _lossless(order: Order, wholes: Iterable[Whole], making: Making) -> Pieces:
    picture = making.picture if order.manner.has(Extra.PICTURES) else None
    return (_bytes(piece) for piece in own_file.written(wholes, picture))


def _backup(order: Order, wholes: Iterable[Whole], making: Making) -> Pieces:
    manner = order.manner
    picture = making.picture if manner.has(Extra.PICTURES) else _none
    written = (_for_nextchat(whole, order) for whole in wholes)
    language, thoughts = making.sayings.language, manner.has(Extra.THOUGHTS)
    return nextchat_backup.backup(written, order.masks, order.prompts, picture, language, thoughts)


def _for_nextchat(whole: Whole, order: Order) -> nextchat_backup.Written:
    head, choice = whole.head, whole.head.choice
    if not order.manner.has(Extra.CONTEXT):
        mask = replace(head.mask, context=()) if head.mask is not None else None
        head = replace(head, context=(), mask=mask)
    model, service = (choice.model, order.services.get(choice.connection, "")) if choice is not None else ("", "")
    return nextchat_backup.Written(head, whole.path, whole.memories, model, service)


def _lines(order: Order, wholes: Iterable[Whole], making: Making) -> Pieces:
    manner = order.manner
    picture = making.picture if manner.has(Extra.PICTURES) else None
    for whole in wholes:
        context = whole.head.context if manner.has(Extra.CONTEXT) else ()
        yield _bytes(fine_tuning.line(context, whole.branch, picture))


def _none(_picture: Picture) -> None:
    return None


def _bytes(words: str) -> bytes:
    return words.encode("utf-8", "replace")


_FOR_PEOPLE: Mapping[Shape, Callable[[Told, Manner, Making], Pieces]] = {
    Shape.MARKDOWN: _markdown,
    Shape.TEXT: _text,
    Shape.HTML: _page,
}
_FOR_PROGRAMS: Mapping[Shape, Callable[[Order, Iterable[Whole], Making], Pieces]] = {
    Shape.JSON: _lossless,
    Shape.NEXTCHAT: _backup,
    Shape.LINES: _lines,
}
