"""Looks up sentences in the compiled gettext catalogues of one language. It knows no sentence itself."""

import gettext
import locale
from collections.abc import Mapping
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

    def __call__(self, id: str, /, **values: object) -> str:
        text = self._texts.gettext(id)
        if text == id:
            raise UnknownSentence(id)
        return text.format(**values) if values else text

    def plural(self, id: str, count: int, **values: object) -> str:
        """The form that the language uses for `count`, which is filled in as {count}."""
        text = self._texts.ngettext(id, id, count)
        if text == id:
            raise UnknownSentence(id)
        return text.format(count=f"{count:,}", **values)


def language_of(wish: str, environ: Mapping[str, str]) -> str:
    """The language for a wish of `auto` or a key of LANGUAGES: the system's, or English."""
    if wish in LANGUAGES:
        return wish
    names = [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")] + [_of_the_system()]
    system = next((name for name in names if name), "")
    return "zh_CN" if system.lower().startswith(("zh", "chinese")) else "en"


def _of_the_system() -> str:
    return locale.getlocale()[0] or ""


def _merged(directory: Path) -> gettext.NullTranslations:
    merged: gettext.NullTranslations = gettext.NullTranslations()
    for path in sorted(directory.glob("*.mo")):
        with path.open("rb") as file:
            texts = gettext.GNUTranslations(file)
        texts.add_fallback(merged)
        merged = texts
    return merged
