"""Finds the emoji in a text, each whole: with its skin, as a flag, of several that are joined. Pure; it draws none."""

import re
from collections.abc import Iterator

_SELECTOR, _JOINER = "\ufe0f", "\u200d"
_ALWAYS = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab\u26bd"
    "\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f004\U0001f0cf\U0001f18e"
    "\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250"
    "\U0001f251\U0001f300-\U0001f320\U0001f32d-\U0001f335\U0001f337-\U0001f37c\U0001f37e-\U0001f393"
    "\U0001f3a0-\U0001f3ca\U0001f3cf-\U0001f3d3\U0001f3e0-\U0001f3f0\U0001f3f4\U0001f3f8-\U0001f43e\U0001f440"
    "\U0001f442-\U0001f4fc\U0001f4ff-\U0001f53d\U0001f54b-\U0001f54e\U0001f550-\U0001f567\U0001f57a\U0001f595"
    "\U0001f596\U0001f5a4\U0001f5fb-\U0001f64f\U0001f680-\U0001f6c5\U0001f6cc\U0001f6d0-\U0001f6d2"
    "\U0001f6d5-\U0001f6d7\U0001f6dc-\U0001f6df\U0001f6eb\U0001f6ec\U0001f6f4-\U0001f6fc\U0001f7e0-\U0001f7eb"
    "\U0001f7f0\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa70-\U0001faff"
)
"""Seen as pictures by themselves; others where they are followed by a selector."""
_SKIN = "\U0001f3fb-\U0001f3ff"
_SOME = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u2328-\u23fa\u24c2\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55"
_ONE = (
    f"(?:[{_ALWAYS}][{_SELECTOR}{_SKIN}]?|[{_SOME}\u3030\u303d\u3297\u3299\U0001f000-\U0001faff][{_SELECTOR}{_SKIN}])"
)
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"
_REGION = "\U0001f3f4[\U000e0020-\U000e007e]{1,8}\U000e007f"
_KEY = f"[0-9#*]{_SELECTOR}?\u20e3"
_EMOJI = re.compile(f"{_REGION}|{_FLAG}|{_KEY}|{_ONE}(?:{_JOINER}(?:{_ONE}|[{_SOME}])){{0,8}}")


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is an emoji."""
    at = 0
    for found in _EMOJI.finditer(text) if not text.isascii() else ():
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False
