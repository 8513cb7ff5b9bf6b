"""Numbers as people type them, in the letters that Python reads; knows no limits."""

import unicodedata


def plain_number(text: str) -> str:
    """With a point where a comma stood; a Chinese keyboard gives wide digits, and its full stop for the point."""
    return unicodedata.normalize("NFKC", text).strip().replace(",", ".").replace("。", ".")
