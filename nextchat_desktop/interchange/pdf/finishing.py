"""Finishes a PDF: its letters, its bookmarks, and words for what is drawn. Pure; nothing of what is seen changes.

All of it is written behind the file, as the format allows; a file that is otherwise than expected stays as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from nextchat_desktop.interchange.pdf.letters import LONGEST, Letters, repaired, unseen_font
from nextchat_desktop.interchange.pdf.objects import (
    Data,
    Objects,
    Unreadable,
    added,
    has_reference,
    packed,
    reference,
    references,
    words,
)

_MARK = re.compile(rb"/Im(\d+)\s+Do\n")
_FONT = b"/Unseen"
_MOST_CODES = 0xFFFF
NOTE = b"(note:"
"""Begins where a footnote leads, which is nowhere in a file."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """`page` counts from 0, `top` are points from the lower edge of the page; `level` 0 is the outermost."""

    title: str
    level: int
    page: int
    top: float


@dataclass(frozen=True, slots=True)
class Finish:
    """`letters` are those of the document, each with how often it is written.

    `drawn` has, for each page, the words for what is drawn there in their order, each of which a picture of one pixel
    lies over. They cannot be seen, but selected and copied.
    """

    letters: Mapping[str, int] = field(default_factory=dict)
    drawn: Sequence[Sequence[str]] = ()
    bookmarks: Sequence[Bookmark] = ()
    language: str = ""


def finished(data: Data, finish: Finish) -> Iterator[bytes]:
    """What goes behind the file, piece by piece; empty pieces are rests."""
    bodies: dict[int, bytes] = {}
    try:
        objects = Objects(data)
        pages = _pages(objects)
        for step in (_fonts, _unseen, _links, _outline):
            for _ in step(objects, pages, finish, bodies):
                yield b""
        yield from added(objects, bodies)
    except Unreadable:
        return


def _pages(objects: Objects) -> list[int]:
    """From the tree of pages, which has one level."""
    tree = objects.body(reference(b"/Pages", objects.body(objects.root())))
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", tree)
    return references(kids[1]) if kids else []


def _fonts(objects: Objects, pages: Sequence[int], finish: Finish, bodies: dict[int, bytes]) -> Iterator[None]:
    letters, seen = Letters(finish.letters), set[int]()
    for page in pages:
        resources = objects.body(reference(b"/Resources", objects.body(page)))
        fonts = re.search(rb"/Font\s*<<([^>]*)>>", resources)
        for font in set(references(fonts[1] if fonts else b"")) - seen:
            seen.add(font)
            head = objects.body(font)
            if has_reference(b"/ToUnicode", head):
                table = reference(b"/ToUnicode", head)
                bodies[table] = packed(repaired(objects.stream(table), letters))
                yield


def _unseen(objects: Objects, pages: Sequence[int], finish: Finish, bodies: dict[int, bytes]) -> Iterator[None]:
    codes: dict[str, int] = {}
    font = objects.count
    marks: dict[int, bool] = {}
    for page, drawn in zip(pages, finish.drawn, strict=False):
        if drawn and len(codes) + len(drawn) <= _MOST_CODES:
            _mark_page(objects, page, drawn, codes, font, bodies, marks)
            yield
    if codes:
        bodies.update(unseen_font(font, codes))


def _mark_page(
    objects: Objects,
    page: int,
    drawn: Sequence[str],
    codes: dict[str, int],
    font: int,
    bodies: dict[int, bytes],
    marks: dict[int, bool],
) -> None:
    """Writes the words over the marks; nothing where these are not as many."""
    head = objects.body(page)
    content, resources = reference(b"/Contents", head), reference(b"/Resources", head)
    text = objects.stream(content)
    images = {int(number) for number in _MARK.findall(text)}
    marks.update({image: _is_mark(objects.body(image)) for image in images - marks.keys()})
    places = [found for found in _MARK.finditer(text) if marks[int(found[1])]]
    if len(places) != len(drawn):
        return
    pieces, at = [], 0
    for found, said in zip(places, drawn, strict=True):
        cut = [codes.setdefault(one, len(codes) + 1) for one in _cut(said)]
        shown = b"".join(b"%04X" % code for code in cut)
        pieces += [text[at : found.end()], b"BT %b 1 Tf 3 Tr %.3f Tz <%b> Tj ET\n" % (_FONT, 100 / len(cut), shown)]
        at = found.end()
    bodies[content] = packed(b"".join((*pieces, text[at:])))
    bodies[resources] = _with_font(objects.body(resources), font)


def _cut(text: str) -> list[str]:
    """One code stands for so many letters at most."""
    return [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)] or [""]


def _is_mark(image: bytes) -> bool:
    return bool(re.search(rb"/Width 1\s", image) and re.search(rb"/Height 1\s", image))


def _with_font(resources: bytes, font: int) -> bytes:
    return re.sub(rb"/Font\s*<<", lambda found: found[0] + b"\n%b %d 0 R" % (_FONT, font), resources, count=1)


def _links(objects: Objects, pages: Sequence[int], finish: Finish, bodies: dict[int, bytes]) -> Iterator[None]:
    """Without those that lead to footnotes."""
    for page in pages:
        head = objects.body(page)
        if has_reference(b"/Annots", head):
            number = reference(b"/Annots", head)
            links = references(objects.body(number))
            kept = [link for link in links if NOTE not in objects.body(link)]
            if kept != links:
                bodies[number] = b"[%b]" % b" ".join(b"%d 0 R" % link for link in kept)
            yield


def _outline(objects: Objects, pages: Sequence[int], finish: Finish, bodies: dict[int, bytes]) -> Iterator[None]:
    root = objects.root()
    catalogue = objects.body(root).rstrip()
    if not catalogue.endswith(b">>"):
        raise Unreadable("the catalogue is of another kind")
    more = b"/Lang (%b)\n" % finish.language.encode("ascii", "ignore") if finish.language else b""
    marks = [mark for mark in finish.bookmarks if mark.page < len(pages)]
    if marks:
        first = max([objects.count - 1, *bodies]) + 1
        bodies.update(_bookmarks(first, marks, pages))
        more += b"/Outlines %d 0 R\n/PageMode /UseOutlines\n" % first
    bodies[root] = catalogue[:-2] + more + b">>"
    yield


def _bookmarks(number: int, marks: Sequence[Bookmark], pages: Sequence[int]) -> dict[int, bytes]:
    """The objects of the bookmarks, from `number` on, which is what they hang on."""
    numbers = [number + 1 + place for place in range(len(marks))]
    parents = _parents(marks)
    children: dict[int, list[int]] = {}
    for place, parent in enumerate(parents):
        children.setdefault(parent, []).append(place)
    bodies = {number: b"<< /Type /Outlines %b/Count %d >>" % (_ends(children[-1], numbers), len(children[-1]))}
    for parent, places in children.items():
        above = number if parent < 0 else numbers[parent]
        for at, place in enumerate(places):
            mark = marks[place]
            links = b"/Prev %d 0 R " % numbers[places[at - 1]] if at else b""
            links += b"/Next %d 0 R " % numbers[places[at + 1]] if at + 1 < len(places) else b""
            inner = children.get(place, [])
            links += b"%b/Count %d " % (_ends(inner, numbers), -len(inner)) if inner else b""
            target = b"[%d 0 R /XYZ 0 %.1f 0]" % (pages[mark.page], mark.top)
            bodies[numbers[place]] = b"<< /Title %b /Parent %d 0 R %b/Dest %b >>" % (
                words(mark.title),
                above,
                links,
                target,
            )
    return bodies


def _parents(marks: Sequence[Bookmark]) -> list[int]:
    """The place of the bookmark that each one lies in; -1 for the outermost."""
    parents: list[int] = []
    open_: list[int] = []
    for place, mark in enumerate(marks):
        while open_ and marks[open_[-1]].level >= mark.level:
            open_.pop()
        parents.append(open_[-1] if open_ else -1)
        open_.append(place)
    return parents


def _ends(places: Sequence[int], numbers: Sequence[int]) -> bytes:
    return b"/First %d 0 R /Last %d 0 R " % (numbers[places[0]], numbers[places[-1]])
