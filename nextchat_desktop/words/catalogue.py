"""Looks up sentences in the compiled gettext catalogue of one language. It knows no sentence itself."""

import gettext
import struct
from collections.abc import Iterator, Mapping
from copy import copy
from pathlib import Path

from nextchat_desktop.core.directions import apart, in_order
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.languages import LANGUAGES

CATALOGUE = "nextchat.mo"


class UnknownSentence(KeyError):
    """No catalogue has this id: a mistake in the program."""


class Words:
    """The sentences of one language. `words("failure.quota.title")` or `words("hint", count=3)`.

    It may speak another at any time; what has been said stays as it is. Numbers and dates are written as in `locale`:
    `en_GB` where the region is known, else the language.

    What is filled in is said as it is, unless sentences are for eyes: then names are kept apart from a sentence that
    goes from right to left, by marks that nobody sees and that nothing may hold which is kept, copied or handed on.
    `bare` says the same without them.
    """

    def __init__(self, locales: Path, language: str, locale: str = "") -> None:
        self._locales = locales
        self._are_for_eyes = False
        self.speak(language, locale)

    def speak(self, language: str, locale: str = "") -> None:
        """From now on in this language, a key of LANGUAGES, with the numbers and dates of `locale`."""
        self.language = language
        self.locale = locale or language
        self._texts = dict(_read(self._locales / language / "LC_MESSAGES" / CATALOGUE))
        self._form = gettext.c2py(_plural_rule(self._texts.get("", ("",))[0]))

    def be_for_eyes(self) -> None:
        """From now on, in whatever language."""
        self._are_for_eyes = True

    @property
    def bare(self) -> "Words":
        """The same for now, of which nothing is for eyes."""
        bare = copy(self)
        bare._are_for_eyes = False
        return bare

    def apart(self, text: str) -> str:
        """A name as it may stand in a sentence, or beside other names."""
        return apart(text) if self._needs_marks else text

    def __call__(self, id: str, /, **values: object) -> str:
        forms = self._texts.get(id)
        if forms is None:
            raise UnknownSentence(id)
        return self._in_order(forms[0].format(**self._filled_in(values)) if values else forms[0])

    def plural(self, id: str, count: int, **values: object) -> str:
        """The form that the language uses for `count`, which is filled in as {count}."""
        forms = self._texts.get(id)
        if forms is None:
            raise UnknownSentence(id)
        form = forms[min(self._form(count), len(forms) - 1)]
        return self._in_order(form.format(count=whole(self, count), **self._filled_in(values)))

    @property
    def _needs_marks(self) -> bool:
        return self._are_for_eyes and LANGUAGES[self.language].is_leftwards

    def _in_order(self, sentence: str) -> str:
        return in_order(sentence) if self._needs_marks else sentence

    def _filled_in(self, values: Mapping[str, object]) -> Mapping[str, object]:
        if not self._needs_marks:
            return values
        return {name: each if isinstance(each, int | float) else apart(str(each)) for name, each in values.items()}


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
