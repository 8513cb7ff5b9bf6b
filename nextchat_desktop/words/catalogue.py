"""Looks up sentences in the compiled gettext catalogues of one language. It knows no sentence itself."""

import gettext
import locale
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
"""The languages the program speaks, each under its own name."""


class UnknownSentence(KeyError):
    """No catalogue has this id: a mistake in the program."""


class Words:
    """The sentences of one language. `words("failure.quota.title")` or `words("hint", count=3)`."""

    def __init__(self, locales: Path, language: str) -> None:
        """`language` is a key of LANGUAGES."""
        self.language = language
        self._texts = _merged(locales / language / "LC_MESSAGES")
        self._form = gettext.c2py(_plural_rule(self._texts.get("", ("",))[0]))

    def __call__(self, id: str, /, **values: object) -> str:
        forms = self._texts.get(id)
        if forms is None:
            raise UnknownSentence(id)
        return forms[0].format(**values) if values else forms[0]

    def plural(self, id: str, count: int, **values: object) -> str:
        """The form that the language uses for `count`, which is filled in as {count}."""
        forms = self._texts.get(id)
        if forms is None:
            raise UnknownSentence(id)
        return forms[min(self._form(count), len(forms) - 1)].format(count=f"{count:,}", **values)


def language_of(wish: str, environ: Mapping[str, str]) -> str:
    """The language for a wish of `auto` or a key of LANGUAGES: the system's, or English."""
    if wish in LANGUAGES:
        return wish
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")] + [_of_the_system()]
    system = next((name for name in names if name), "")
    return "zh_CN" if system.lower().startswith(("zh", "chinese")) else "en"


def _of_the_system() -> str:
    return locale.getlocale()[0] or ""


def _merged(directory: Path) -> dict[str, tuple[str, ...]]:
    """The forms of each sentence of all catalogues. Behind the empty id lies what is said of one of them."""
    return {id: forms for path in sorted(directory.glob("*.mo")) for id, forms in _sentences(path.read_bytes())}


def _sentences(data: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Of one compiled catalogue, as Babel writes it: little-endian numbers, first where ids and texts are to be found.

    Read here and not by gettext, which looks a sentence up in one catalogue after the other.
    """
    count, ids, texts = struct.unpack_from("<3I", data, 8)
    for place in range(count):
        id, text = (_string(data, table + place * 8) for table in (ids, texts))
        yield id.partition("\0")[0], tuple(text.split("\0"))


def _string(data: bytes, place: int) -> str:
    length, start = struct.unpack_from("<2I", data, place)
    return data[start : start + length].decode()


def _plural_rule(head: str) -> str:
    """`plural=(n != 1)`, from among the lines of the head."""
    rules = (line.partition("plural=")[2] for line in head.splitlines() if line.startswith("Plural-Forms:"))
    return next(rules, "0").rstrip("; ") or "0"
