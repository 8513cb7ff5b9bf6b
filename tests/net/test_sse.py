"""Server-sent events: every way in which servers and proxies write and cut them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.wire import ServerSentEvent
from nextchat_desktop.net.sse import SseDecoder


def read(*chunks: bytes) -> list[tuple[str, str]]:
    decoder = SseDecoder()
    events: list[ServerSentEvent] = []
    for chunk in chunks:
        events += decoder.feed(chunk)
    events += decoder.flush()
    return [(sse.event, sse.data) for sse in events]


def data(*chunks: bytes) -> list[str]:
    return [text for _, text in read(*chunks)]


@pytest.mark.parametrize(
    "stream",
    [
        b"data: a\n\ndata: b\n\n",
        b"data: a\r\rdata: b\r\r",
        b"data: a\r\n\r\ndata: b\r\n\r\n",
        b"data: a\r\n\ndata: b\n\r\n",
        b"data: a\r\r\ndata: b\n\r",
    ],
    ids=["LF", "CR", "CRLF", "CRLF then LF", "CR then CRLF"],
)
def test_every_kind_of_line_end_ends_a_line(stream: bytes) -> None:
    assert data(stream) == ["a", "b"]


def test_a_line_end_cut_in_two_is_still_one() -> None:
    assert data(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n") == ["a\nb"]


def test_a_character_cut_in_two_stays_whole() -> None:
    text = "data: 你好😀\n\n".encode()
    assert data(*(text[n : n + 1] for n in range(len(text)))) == ["你好😀"]


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\v", "\f", "\x1c"])
def test_what_only_looks_like_a_line_end_is_part_of_the_data(separator: str) -> None:
    assert data(f"data: a{separator}b\n\n".encode()) == [f"a{separator}b"]


def test_one_byte_order_mark_is_passed_over() -> None:
    assert data(b"\xef\xbb\xbfdata: a\n\n") == ["a"]
    assert data(b"\xef", b"\xbb\xbfda", b"ta: a\n\n") == ["a"]


def test_a_second_byte_order_mark_spoils_its_line() -> None:
    assert data(b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n") == ["b"]


def test_comments_and_unknown_fields_say_nothing() -> None:
    assert data(b": keep-alive\n\n:\n\nid: 7\nretry: 10\nfoo\ndata: a\n\n") == ["a"]


def test_one_space_after_the_colon_belongs_to_nobody() -> None:
    assert data(b"data:a\n\ndata: a\n\ndata:  a\n\n") == ["a", "a", " a"]


def test_several_lines_of_data_are_one_event() -> None:
    assert data(b"data: a\ndata\ndata: b\n\n") == ["a\n\nb"]


def test_data_may_be_empty() -> None:
    assert data(b"data:\n\ndata\ndata\n\ndata:x\n\n") == ["", "\n", "x"]


def test_an_event_has_its_own_name_and_the_next_one_not() -> None:
    assert read(b"event: error\ndata: a\n\ndata: b\n\n") == [("error", "a"), ("message", "b")]


def test_a_name_without_data_is_no_event() -> None:
    assert read(b"event: ping\n\ndata: a\n\n") == [("message", "a")]


@pytest.mark.parametrize("end", [b"", b"\n", b"\r", b"\r\n"])
def test_the_last_event_need_not_be_ended(end: bytes) -> None:
    assert data(b"data: a\n\ndata: b" + end) == ["a", "b"]


def test_nothing_is_no_event() -> None:
    assert data() == data(b"") == data(b"\n\r\n\r") == []


def test_bytes_that_are_no_text_do_not_raise() -> None:
    assert data(b"data: \xff\xfe\n\n") == ["\ufffd\ufffd"]


def test_a_large_picture_fits_into_one_event() -> None:
    """3840 × 2160 pixels of four bytes, in base64, if nothing can be pressed out of them."""
    picture = b"A" * (3840 * 2160 * 4 * 4 // 3)
    chunks = [picture[place : place + 65536] for place in range(0, len(picture), 65536)]
    assert data(b"data: ", *chunks, b"\n\n") == [picture.decode()]


PIECES = (b"data", b":", b" ", b"\r", b"\n", b"\r\n", b"event", b"id", b"\xef\xbb\xbf", b"\xe4\xbd", b"\xa0", b"a")


@given(st.lists(st.sampled_from(PIECES)).map(b"".join), st.data())
def test_any_split_of_the_bytes_gives_the_same_events(stream: bytes, draw: st.DataObject) -> None:
    cuts = draw.draw(st.lists(st.integers(0, len(stream))).map(sorted))
    chunks = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    assert read(*chunks) == read(stream)


def test_an_object_that_is_no_event_comes_at_the_end_as_an_error() -> None:
    broken_off = b'data: a\n\n{\n  "error": {\n    "code": 503,\n    "status": "UNAVAILABLE"\n  }\n}\n'
    first, last = read(broken_off)
    assert first == ("message", "a")
    assert last[0] == "error"
    assert json.loads(last[1]) == {"error": {"code": 503, "status": "UNAVAILABLE"}}


def test_a_page_without_end_among_the_events_is_not_kept() -> None:
    assert len(data(b"data: a\n\n{\n", b"<p>x</p>\n" * 100_000)[1]) < 100_000
