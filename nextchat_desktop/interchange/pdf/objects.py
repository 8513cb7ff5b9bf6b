"""Reads the objects of a PDF of the plain kind, and writes more behind it. Pure; it knows no page and no picture."""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from mmap import mmap

Data = bytes | mmap
"""A whole file."""

_ENTRY = 20
"""Bytes of a line in the list of objects."""
_LEVEL = 3
"""Of packing; more takes much longer for little."""
_TAIL = 64
_END, _LIST = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z"), re.compile(rb"xref\s|\d+ \d+ obj")
_REFERENCE = rb"(\d+) 0 R"


class Unreadable(ValueError):
    """The file is not of the kind that is read here."""


class Objects:
    """The objects of a file by their numbers. Raises Unreadable where something is otherwise than it is written."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self.start = _number(rb"startxref\s+(\d+)", data[data.rfind(b"startxref") :])
        self._places = self._listed()
        self.trailer = bytes(data[data.rfind(b"trailer") :])

    @property
    def count(self) -> int:
        return len(self._places)

    @property
    def length(self) -> int:
        """Of the file, in bytes."""
        return len(self._data)

    def root(self) -> int:
        return _number(rb"/Root " + _REFERENCE, self.trailer)

    def body(self, number: int) -> bytes:
        """What stands between `obj` and `endobj`; of a stream what stands before it."""
        start = self._begin(number)
        end = self._data.find(b"endobj", start)
        stream = self._data.find(b"stream\n", start, end if end >= 0 else start)
        end = stream if stream >= 0 else end
        if end < 0:
            raise Unreadable(f"object {number} has no end")
        return bytes(self._data[start:end])

    def stream(self, number: int) -> bytes:
        """Unpacked."""
        head = self.body(number)
        start = self._begin(number) + len(head) + len(b"stream\n")
        packed = bytes(self._data[start : start + self._length(head)])
        if b"/FlateDecode" not in head:
            return packed
        try:
            return zlib.decompress(packed)
        except zlib.error as broken:
            raise Unreadable(f"stream {number} is broken") from broken

    def _length(self, head: bytes) -> int:
        indirect = re.search(rb"/Length " + _REFERENCE, head)
        if indirect:
            return _number(rb"\s*(\d+)\s*", self.body(int(indirect[1])))
        return _number(rb"/Length (\d+)", head)

    def _begin(self, number: int) -> int:
        try:
            place = self._places[number]
        except IndexError:
            raise Unreadable(f"there is no object {number}") from None
        head = b"%d 0 obj" % number
        if self._data[place : place + len(head)] != head:
            raise Unreadable(f"object {number} is elsewhere")
        return place + len(head)

    def _listed(self) -> Sequence[int]:
        found = re.compile(rb"xref\s0 (\d+)\s*\n").match(self._data, self.start)
        if found is None:
            raise Unreadable("the list of objects is of another kind")
        start, count = found.end(), int(found[1])
        lines = bytes(self._data[start : start + count * _ENTRY])
        if len(lines) != count * _ENTRY:
            raise Unreadable("the list of objects is cut off")
        try:
            return [int(lines[at : at + 10]) for at in range(0, len(lines), _ENTRY)]
        except ValueError as broken:
            raise Unreadable("the list of objects is broken") from broken


def is_whole(data: Data) -> bool:
    """Whether it has an end, and the list of objects is where that says: nothing in between was lost."""
    end = _END.search(data[-_TAIL:])
    return end is not None and _LIST.match(data[int(end[1]) : int(end[1]) + _TAIL]) is not None


def references(text: bytes) -> list[int]:
    """The numbers of the objects that are named there."""
    return [int(number) for number in re.findall(rb"\b" + _REFERENCE, text)]


def reference(key: bytes, text: bytes) -> int:
    """The number of the object that stands behind a key."""
    return _number(re.escape(key) + rb"\s+" + _REFERENCE, text)


def has_reference(key: bytes, text: bytes) -> bool:
    return re.search(re.escape(key) + rb"\s+" + _REFERENCE, text) is not None


def packed(content: bytes, more: bytes = b"") -> bytes:
    """A stream as it is written into a file."""
    data = zlib.compress(content, _LEVEL)
    return b"<< /Length %d /Filter /FlateDecode %b>>\nstream\n%b\nendstream" % (len(data), more, data)


def words(text: str) -> bytes:
    """A text for people."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be", "replace")).hex().encode() + b">"


def added(objects: Objects, bodies: Mapping[int, bytes]) -> Iterable[bytes]:
    """What goes behind the file so that these objects are in it, in the place of those of the same number."""
    at = objects.length
    places: dict[int, int] = {}
    for number, body in bodies.items():
        piece = b"\n%d 0 obj\n%b\nendobj\n" % (number, body)
        places[number] = at + 1
        at += len(piece)
        yield piece
    lines = [b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items())]
    yield b"xref\n0 1\n0000000000 65535 f \n" + b"".join(lines)
    size = max([objects.count, *(number + 1 for number in places)])
    kept = b" ".join(found for key in (rb"/Info", rb"/Root", rb"/ID") for found in _kept(key, objects.trailer))
    yield b"trailer\n<< /Size %d %b /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, kept, objects.start, at)


def _kept(key: bytes, trailer: bytes) -> Iterable[bytes]:
    found = re.search(key + rb"\s*(?:\d+ 0 R|\[[^\]]*\])", trailer)
    return [found[0]] if found else []


def _number(pattern: bytes, text: bytes) -> int:
    found = re.search(pattern, text)
    if found is None:
        raise Unreadable(f"there is no {pattern!r}")
    return int(found[1])
