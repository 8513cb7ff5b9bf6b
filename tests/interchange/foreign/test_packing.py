"""What readers keep until a file has been read takes little room, and comes back as it was."""

import json
import random
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from interchange.foreign.arrivals import Album, Handed
from nextchat_desktop.core.found import FoundConversation
from nextchat_desktop.interchange.foreign.formats import FORMATS
from nextchat_desktop.interchange.foreign.packing import packed, unpacked
from nextchat_desktop.interchange.foreign.reading import format_of, read

COUNT, TOPICS, TEXTS = 6000, 60, 200
DICE = random.Random(7)
WORDS = ["".join(DICE.choices("abcdefghijklmnoprstuw好的文字", k=DICE.randint(2, 9))) for _ in range(1000)]
OFTEN = [1 / (place + 1) for place in range(len(WORDS))]
"""As in any language: the second word stands half as often as the first."""


def prose() -> list[str]:
    """So many texts as there are rows, some of them alike: each row lies for itself."""
    texts = [" ".join(DICE.choices(WORDS, OFTEN, k=300)) for _ in range(TEXTS)]
    return [texts[n % TEXTS] for n in range(COUNT)]


def cherry() -> Any:
    ids, texts = range(COUNT), prose()
    messages = [{"id": f"m{n}", "role": "user", "blocks": [f"b{n}"]} for n in ids]
    blocks = [{"id": f"b{n}", "type": "main_text", "content": texts[n], "messageId": f"m{n}"} for n in ids]
    topics = [{"id": f"t{n}", "messages": messages[n : n + COUNT // TOPICS]} for n in range(0, COUNT, COUNT // TOPICS)]
    return {"time": 1, "version": 5, "localStorage": {}, "indexedDB": {"topics": topics, "message_blocks": blocks}}


def lobechat() -> Any:
    rows = [
        {"id": f"m{n}", "role": "user", "content": text, "topicId": f"t{n % TOPICS}"} for n, text in enumerate(prose())
    ]
    return {"data": {"userInstalledPlugins": [], "messages": rows, "sessions": []}, "mode": "pglite"}


@pytest.mark.parametrize("made", [cherry, lobechat])
def test_a_file_whose_messages_lie_in_no_order_takes_less_memory_than_its_own_size(made: Callable[[], Any]) -> None:
    source = Handed("big.json", json.dumps(made(), ensure_ascii=False).encode())
    form = format_of(source, FORMATS)
    assert form is not None
    tracemalloc.start()
    try:
        count = sum(isinstance(one, FoundConversation) for one in read(source, form, Album().keep))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == TOPICS
    assert peak < source.size * 0.9


def test_what_was_packed_comes_back() -> None:
    row = {"text": "a\ud800\u0000好", "list": [1, 1.5, 10**30, True, None, {"": {}}]}
    assert unpacked(packed(row)) == row
