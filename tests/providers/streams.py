"""What a dialect makes of a recorded stream, however it is cut, and of any JSON at all."""

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from nextchat_desktop.core.events import Failed, Finished, ReasoningDelta, TextDelta, Usage
from nextchat_desktop.core.wire import Dialect, Framing, ServerSentEvent, WireEvent
from nextchat_desktop.net.sse import SseDecoder
from nextchat_desktop.net.values import ValueDecoder

REPLIES = Path(__file__).parent / "replies"
SIZES = (1, 2, 3, 7)
"""Bytes per chunk in which a stream is cut."""


def names_of(folder: str) -> set[str]:
    return {path.stem for path in (REPLIES / folder).iterdir()}


def recorded(folder: str, name: str) -> bytes:
    (path,) = (REPLIES / folder).glob(f"{name}.*")
    return path.read_bytes()


def cut(stream: bytes, size: int) -> list[bytes]:
    return [stream[n : n + size] for n in range(0, len(stream), size)]


def parsed(dialect: Dialect, chunks: Iterable[bytes]) -> list[WireEvent]:
    """What is said of the stream; neighbouring deltas of one kind are one."""
    decoder = SseDecoder() if dialect.framing is Framing.EVENTS else ValueDecoder()
    parser = dialect.parser()
    events: list[WireEvent] = []
    for chunk in chunks:
        for sse in decoder.feed(chunk):
            events += parser.feed(sse)
    for sse in decoder.flush():
        events += parser.feed(sse)
    return compact([*events, *parser.end()])


def compact(events: Iterable[WireEvent]) -> list[WireEvent]:
    """Neighbouring deltas of one kind as one; of several counts the last, before the end."""
    listed = list(events)
    counts = [event for event in listed if isinstance(event, Usage)][-1:]
    short: list[WireEvent] = []
    for kind, group in groupby((event for event in listed if not isinstance(event, Usage)), type):
        same: list[Any] = list(group)
        joined = kind in (TextDelta, ReasoningDelta)
        short += [kind("".join(event.text for event in same))] if joined else same
    return [*short[:-1], *counts, *short[-1:]]


def fed(dialect: Dialect, values: Iterable[Any], event: str = "message") -> list[WireEvent]:
    """What is said of these JSON values and the end of the stream."""
    parser = dialect.parser()
    events = [said for value in values for said in parser.feed(ServerSentEvent(event, json.dumps(value)))]
    return [*events, *parser.end()]


def ends_once(events: list[WireEvent]) -> bool:
    """Whether there is one end and it is the last."""
    ends = [isinstance(event, Finished | Failed) for event in events]
    return ends.count(True) == 1 and ends[-1]


def failure(events: Iterable[WireEvent]) -> Failed:
    """The one thing that is said."""
    (failed,) = events
    assert isinstance(failed, Failed)
    return failed


def anything(*names: str) -> st.SearchStrategy[Any]:
    """Any JSON made of these names of fields."""
    leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=4),
    )
