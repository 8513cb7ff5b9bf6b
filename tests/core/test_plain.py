"""What strangers write cannot work a terminal, nor show itself as something else."""

import pytest
from hypothesis import given
from hypothesis.strategies import text

from nextchat_desktop.core.plain import plain


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand\r\nmore", "two\nlines\tand\nmore"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("\x9b31mred\x7f", "\ufffd31mred\ufffd"),
        ("evil\u202egnp.exe", "evil\ufffdgnp.exe"),
        ("\u2066a\u2069", "\ufffda\ufffd"),
        ("你好 👨‍👩‍👧 שלום\u200f", "你好 👨‍👩‍👧 שלום\u200f"),
    ],
)
def test_what_works_a_terminal_or_turns_letters_around_is_seen(written: str, shown: str) -> None:
    assert plain(written) == shown


@given(text())
def test_what_is_plain_stays_so(written: str) -> None:
    assert plain(plain(written)) == plain(written)
