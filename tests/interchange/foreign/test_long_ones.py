"""What is long, or made to be slow, is read in little time: nobody waits for a file that means ill."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from interchange.foreign.arrivals import Album, Handed, handed
from nextchat_desktop.interchange.foreign import librechat, message_lists, open_webui, transcript_files
from nextchat_desktop.interchange.foreign.format import Format
from nextchat_desktop.interchange.foreign.reading import read

LENGTH = 200_000
TEXTS = (
    "## " + " " * LENGTH + "x",
    "**" * LENGTH,
    "** a" * LENGTH,
    "![](data:image/" * (LENGTH // 10),
    '<details type="reasoning" ' * (LENGTH // 20),
    '<details type="reasoning" ' + "a" * LENGTH + ">",
    "<details " * (LENGTH // 8),
    "=" * LENGTH + " x",
    "> **Thoughts**\n" + ">\n" * LENGTH,
    "```\n" * (LENGTH // 4),
    "<think>" * (LENGTH // 7),
    "sk-" * LENGTH,
)
MOST = 10.0
"""Seconds; what grows with the square would take hours."""


def transcript(text: str) -> tuple[Format, Handed]:
    whole = f"User: {text}\nAssistant: {text}\nhttps://chatboxai.app"
    return transcript_files.FORM, Handed("x.md", whole.encode())


def chat(text: str) -> tuple[Format, Handed]:
    tree = {"messages": {"a": {"id": "a", "role": "assistant", "content": text, "error": text}}}
    return open_webui.FORM, handed([{"id": "x", "chat": {"history": tree}}])


@pytest.mark.parametrize("made", [transcript, chat])
def test_no_text_takes_long(made: Callable[[str], tuple[Format, Handed]]) -> None:
    begin = time.monotonic()
    for text in TEXTS:
        form, source = made(text)
        list(read(source, form, Album().keep))
    assert time.monotonic() - begin < MOST * 2


@pytest.mark.parametrize("kind", ["told", "silent"])
def test_no_conversation_takes_long(kind: str) -> None:
    rows: list[dict[str, Any]] = [
        {"messageId": f"{n}", "parentMessageId": f"{n - 1}", "text": "x" if kind == "told" else "", "sender": "User"}
        for n in range(20_000)
    ]
    begin = time.monotonic()
    list(read(handed({"conversationId": "c", "messages": rows}), librechat.FORM, Album().keep))
    list(read(handed({"messages": [{"role": "system", "content": "x"}] * 20_000}), message_lists.FORM, Album().keep))
    assert time.monotonic() - begin < MOST
