"""JSON values from bytes: every way in which servers write and cut them."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.net.sse import LONGEST, TooLong
from nextchat_desktop.net.values import ValueDecoder


def read(*chunks: bytes) -> list[str]:
    decoder = ValueDecoder()
    events = [event for chunk in chunks for event in decoder.feed(chunk)]
    events += decoder.flush()
    assert {event.event for event in events} <= {"message"}
    return [event.data for event in events]


def cut(stream: bytes, size: int) -> list[bytes]:
    return [stream[n : n + size] for n in range(0, len(stream), size)]


@pytest.mark.parametrize(
    "stream",
    [b'{"a":1}\n{"b":"x"}\n', b'{"a":1}\r\n{"b":"x"}', b'{"a":1}{"b":"x"}', b'\n\n {"a":1} \n\t{"b":"x"}\n\n'],
    ids=["lines", "no last line end", "glued", "blanks"],
)
def test_values_come_one_by_one_whatever_is_between_them(stream: bytes) -> None:
    assert read(stream) == ['{"a":1}', '{"b":"x"}']


def test_a_value_comes_as_soon_as_it_is_whole() -> None:
    decoder = ValueDecoder()
    assert [event.data for event in decoder.feed(b'{"a":1}\n{"b"')] == ['{"a":1}']
    assert [event.data for event in decoder.feed(b':"}"}')] == ['{"b":"}"}']


def test_a_value_keeps_the_line_ends_within_it() -> None:
    assert read(b'{\n  "a": 1\n}\n{"b":2}') == ['{\n  "a": 1\n}', '{"b":2}']


def test_a_sign_of_several_bytes_may_be_cut_anywhere() -> None:
    stream = '{"a":"你好😀"}\n'.encode()
    for place in range(len(stream)):
        assert read(stream[:place], stream[place:]) == ['{"a":"你好😀"}']


def test_a_sign_that_tells_the_order_of_bytes_is_left_out() -> None:
    assert read(b'\xef\xbb\xbf{"a":1}') == ['{"a":1}']


@pytest.mark.parametrize("rest", [b'{"b":', b"<html>", b'{"b":"\xe4\xbd'])
def test_what_is_no_json_comes_at_the_end_as_it_is(rest: bytes) -> None:
    assert read(b'{"a":1}\n' + rest) == ['{"a":1}', rest.decode("utf-8", "replace")]


def test_what_is_no_json_does_not_keep_the_next_value_waiting() -> None:
    decoder = ValueDecoder()
    assert [event.data for event in decoder.feed(b'Bad gateway\n{"a":1}{b}')] == ["Bad gateway", '{"a":1}', "{b}"]
    assert [event.data for event in decoder.feed(b'}]}{"a":1}')] == ["}]}", '{"a":1}']


@pytest.mark.parametrize("text", ['"}{"', "\\\\", '\\"}', "\\ud83d\\ude00}", "[[["])
def test_brackets_in_a_text_are_text_wherever_it_is_cut(text: str) -> None:
    value = json.dumps({"a": text, "b": [1, {"c": text}]})
    for size in (1, 2, 3, 5):
        assert read(*cut(f"{value}{value}".encode(), size)) == [value, value]


def test_one_long_value_in_small_pieces_takes_no_time() -> None:
    """A thousand times as long as a usual one: read again with each of its brackets it would take minutes."""
    value = json.dumps([{"x": n} for n in range(150_000)])
    began = time.process_time()
    assert read(*cut(value.encode(), 1024)) == [value]
    assert time.process_time() - began < 5


def test_a_value_without_end_is_given_up() -> None:
    with pytest.raises(TooLong):
        read(b'{"a":"', b"a" * LONGEST)


OBJECTS = st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers() | st.none(), max_size=3))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@given(objects=OBJECTS, between=st.sampled_from(["", "\n", "\r\n"]))
def test_however_they_are_cut_the_values_are_the_same(
    size: int, objects: list[dict[str, object]], between: str
) -> None:
    written = [json.dumps(value, ensure_ascii=False) for value in objects]
    stream = between.join(written).encode("utf-8", "replace")
    assert read(*cut(stream, size)) == read(stream) == [text.encode("utf-8", "replace").decode() for text in written]
