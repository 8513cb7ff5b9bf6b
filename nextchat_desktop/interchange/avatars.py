"""Avatars as NextChat writes them, code points with hyphens between, ↔ the emoji itself."""

_LOGO = "gpt-bot"
"""The logo of the model that answers."""
_LAST = 0x10FFFF
_HALVES = range(0xD800, 0xE000)
_LONGEST = 16


def emoji_of(avatar: object) -> str:
    """The emoji; empty for the logo, and for what is none."""
    if not isinstance(avatar, str) or not avatar or avatar == _LOGO or len(avatar) > _LONGEST * 7:
        return ""
    if not avatar.isascii():
        return avatar if len(avatar) <= _LONGEST else ""  # somebody wrote the emoji itself
    try:
        points = [int(part, 16) for part in avatar.split("-")]
    except ValueError:
        return ""
    is_text = all(0x20 < point <= _LAST and point not in _HALVES for point in points)
    return "".join(map(chr, points)) if is_text and len(points) <= _LONGEST else ""


def avatar_of(emoji: str) -> str:
    """The logo where there is no emoji."""
    return "-".join(f"{ord(letter):x}" for letter in emoji) or _LOGO
