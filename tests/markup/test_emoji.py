"""Emoji are found whole, whatever they are put together of, and nothing else is taken for one."""

import pytest

from nextchat_desktop.markup.emoji import parted


def emoji_in(text: str) -> list[str]:
    return [piece for piece, is_emoji in parted(text) if is_emoji]


@pytest.mark.parametrize("emoji", ["😀", "👍🏽", "👨‍👩‍👧‍👦", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "❤️", "☺️", "✅", "🧑‍💻", "⚠️", "🏳️‍🌈"])
def test_each_is_one(emoji: str) -> None:
    assert emoji_in(f"a {emoji} b") == [emoji]
    assert emoji_in(emoji + emoji) == [emoji, emoji]


@pytest.mark.parametrize("text", ["plain", "中文，标点。", "1 # * ©", "→ ✓ ☐ ☑ • …", "\ufe0f\u200d", "ไทย हिन्दी", ""])
def test_words_and_signs_are_none(text: str) -> None:
    assert emoji_in(text) == []


def test_nothing_is_lost() -> None:
    text = "a😀b 👍🏽👍 中1️⃣\u200d❤️ z"
    assert "".join(piece for piece, _ in parted(text)) == text
