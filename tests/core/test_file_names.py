"""Names of files that every system takes, each of them once."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.file_names import FreeNames, safe_name

DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@given(st.text())
def test_whatever_a_title_is_some_name_comes_of_it(title: str) -> None:
    name = safe_name(title, "chat")
    assert name
    assert name.strip(" .") == name
    assert len(name.encode()) <= 255
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*\u202e]', name)
    assert not DEVICES.match(name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("What is 1/2?", "What is 1 2"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("Com¹ . a", "_Com¹ . a"),
        ("conout$", "_conout$"),
        ("a" * 300, "a" * 60),
        ("a" * 59 + ". b", "a" * 59),
        ("😀/😀", "😀 😀"),
        ("...", "chat"),
        ("\u202egpj.exe", "gpj.exe"),
        ("你好：世界", "你好：世界"),
    ],
)
def test_it_keeps_what_can_be_read(title: str, name: str) -> None:
    assert safe_name(title, "chat") == name


@given(st.lists(st.sampled_from(["a", "A", "é", "e\u0301", "a 2", "b"])))
def test_no_two_are_the_same_to_any_disk(names: list[str]) -> None:
    free = FreeNames()
    taken = [free.take(name, "md", folder) for name in names for folder in ("", "x")]
    assert len({unicodedata.normalize("NFD", one).casefold() for one in taken}) == len(taken)
