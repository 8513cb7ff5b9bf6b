"""How wide words are in a face of equal letters; pure, it knows no fonts."""

import re

WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\U0001f300-\U0001faff\U00020000-\U0003ffff]"
)


def columns(text: str, tab: int = 4) -> int:
    """In letters: wide ones count twice, a tab goes to the next stop."""
    if "\t" in text:
        text = text.expandtabs(tab)
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for _ in WIDE.finditer(text))
