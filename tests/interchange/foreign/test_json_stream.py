"""JSON of any size is read where it is wanted, in whatever letters it was written, up to where it breaks."""

import json
from contextlib import suppress
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interchange.foreign.arrivals import Handed, handed
from nextchat_desktop.interchange.foreign.json_stream import Broken, places_in, values
from nextchat_desktop.interchange.foreign.surrogates import WholeLetters

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 53), 1 << 53) | st.floats(-1e300, 1e300) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def read(data: bytes, *places: str) -> list[tuple[str, Any]]:
    return list(values(Handed("file", data), places))


def test_values_come_with_their_places_in_the_order_of_the_file() -> None:
    source = handed({"b": [{"x": 1}, {"x": [2, {"y": "中"}]}], "a": {"k": None}, "c": 1.5})
    assert list(values(source, ("b.item", "a", "nothing"))) == [
        ("b.item", {"x": 1}),
        ("b.item", {"x": [2, {"y": "中"}]}),
        ("a", {"k": None}),
    ]


@given(JSON)
def test_the_whole_is_what_it_was(value: Any) -> None:
    assert read(json.dumps(value).encode(), "") == [("", value)]


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_broken(data: bytes) -> None:
    with suppress(Broken):
        read(data, "", "item")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_read_as_they_were_written(encoding: str) -> None:
    assert read('["é中😀"]'.encode(encoding), "item") == [("item", "é中😀")]


def test_one_byte_for_each_letter_is_read_as_that() -> None:
    assert read('["café"]'.encode("latin-1"), "item") == [("item", "café")]


def test_a_file_that_was_cut_in_the_middle_of_a_letter_is_read_as_it_was_written() -> None:
    reading = values(Handed("file", '["中文", "你好'.encode()[:-1]), ("item",))
    assert next(reading) == ("item", "中文")
    with pytest.raises(Broken):
        next(reading)


def test_bytes_that_went_wrong_spoil_no_other_letters() -> None:
    data = '["中文", "a中文b", "你好"]'.encode().replace(b"a", b"\xff\xfe")
    assert [value for _, value in read(data, "item")] == ["中文", "\ufffd\ufffd中文b", "你好"]


HALVES = (r"\ud83d", r"\ude00", r"\uD83D\uDE00", r"\\", r"\\ud83d", r"\n", r"\u00e9", "u", "d83d", "é", "x")


@given(st.lists(st.sampled_from(HALVES)), st.integers(1, 9))
def test_half_a_letter_is_a_question_mark_and_reading_goes_on(pieces: list[str], size: int) -> None:
    written = f'["{"".join(pieces)}"]'
    whole = json.loads(written)[0].encode("utf-8", "replace").decode()
    stream, read_so_far = WholeLetters(BytesIO(written.encode())), b""
    while data := stream.read(size):
        read_so_far += data
    assert json.loads(read_so_far) == [whole]
    assert read(written.encode(), "item") == [("item", whole)]


def test_what_stood_before_the_break_was_told() -> None:
    reading = values(Handed("file", b'[{"a": 1}, {"a": 2}, {"a": '), ("item",))
    assert [next(reading), next(reading)] == [("item", {"a": 1}), ("item", {"a": 2})]
    with pytest.raises(Broken):
        next(reading)


@pytest.mark.parametrize("data", [b"", b"nul", b'{"a":NaN}', b"[1]x", b"[" * 100_000, b"[1e999]", b"[" + b"9" * 5000])
def test_what_is_no_json_is_broken(data: bytes) -> None:
    with pytest.raises(Broken):
        read(data, "", "item")


def test_several_values_after_each_other_are_several() -> None:
    assert read(b'{"a": 1}\n{"a": 2}\n', "") == [("", {"a": 1}), ("", {"a": 2})]


def test_the_beginning_of_a_file_shows_its_places() -> None:
    seen = places_in(b'{"chats": [{"id": 1, "deep": {"er": [tru')
    assert {"", "chats", "chats.item", "chats.item.id", "chats.item.deep", "chats.item.deep.er"} <= seen
    assert places_in(b"# Not JSON") == frozenset()


class Counted(BytesIO):
    """Remembers how often somebody reads on."""

    reads = 0

    def read(self, size: int | None = -1) -> bytes:
        self.reads += 1
        return super().read(size)


class Opened(Handed):
    """A file of which the stream is known that was opened last."""

    def open(self, member: str = "") -> Counted:
        self.stream = Counted(super().open(member).read())
        return self.stream


def test_a_picture_of_many_megabytes_is_read_in_larger_pieces_since_the_parser_begins_it_anew_with_each() -> None:
    letters = "A" * 10_000_000
    source = Opened("file", json.dumps([letters, *["b"] * 9]).encode())
    assert [value for _, value in values(source, ("item",))] == [letters, *["b"] * 9]
    looked_at_first = 10_000_000 // (1 << 20) + 2
    assert source.stream.reads - looked_at_first < 20
