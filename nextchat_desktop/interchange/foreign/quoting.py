"""Things that other programs keep beside what was said, as Markdown within it. It knows no program."""

import re
from urllib.parse import quote

_FENCE = re.compile(r"`{3,}")
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}")
_SIGNS = re.compile(r"([\[\]\\*_`<>])")
_PLAIN = "!#$%&'*+,/:;=?@-._~"
"""What an address may hold besides letters; anything else in it would end the link."""
_LONGEST_TITLE = 200


def fenced(code: str, language: str = "") -> str:
    """Text that is to be read as it is, whatever it holds."""
    longest = max((len(found) for found in _FENCE.findall(code)), default=2)
    fence = "`" * (longest + 1)
    said = language if _LANGUAGE.fullmatch(language) else ""
    return f"{fence}{said}\n{code.strip(chr(10))}\n{fence}"


def attached(name: str, content: str) -> str:
    """What a file said that went along, below its name."""
    line = " ".join(name.split())
    return f"**{_escaped(line)}**\n\n{fenced(content)}" if line else fenced(content)


def linked(title: str, address: str) -> str:
    """A link to a page; empty where the address is none."""
    url = address.strip()
    if not url.lower().startswith(("https://", "http://")):
        return ""
    words = " ".join(title.split())[:_LONGEST_TITLE] or url
    return f"[{_escaped(words)}]({quote(url, safe=_PLAIN)})"


def _escaped(words: str) -> str:
    return _SIGNS.sub(r"\\\1", words)
