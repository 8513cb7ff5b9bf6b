"""Looks up sentences in the compiled gettext catalogue of one language. It knows no sentence itself."""

import gettext
import struct
from collections.abc import Iterator
from pathlib import Path

from nextchat_desktop.words.amounts import whole

CATALOGUE = "nextchat.mo"


class UnknownSentence(KeyError):
    """No catalogue has this id: a mistake in the program."""


class Words:
    """The sentences of one language. `words("failure.quota.title")` or `words("hint", count=3)`.

    It may speak another at any time; what has been said stays as it is. Numbers and dates are written as in `locale`:
    `en_GB` where the region is known, else the language.
    """

    def __init__(self, locales: Path, language: str, locale: str = "") -> None:
        self._locales = locales
        self.speak(language, locale)

    def speak(self, language: str, locale: str = "") -> None:
        """From now on in this language, a key of LANGUAGES, with the numbers and dates of `locale`."""
        self.language = language
        self.locale = locale or language
        self._texts = dict(_read(self._locales / language / "LC_MESSAGES" / CATALOGUE))
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
        form = forms[min(self._form(count), len(forms) - 1)]
        return form.format(count=whole(self, count), **values)


def _read(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The forms of each sentence of a compiled catalogue; behind the empty id lies what is said of the catalogue.

    As Babel writes it: little-endian numbers, first where ids and texts are to be found. Read here and not by gettext,
    which knows no sentence that is missing.
    """
    if not path.exists():
        return
    data = path.read_bytes()
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
