"""The languages the program speaks, and which of them somebody would like; it knows no sentence."""

import locale
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """One the window can be in."""

    name: str
    """As its speakers call it."""
    english: str
    is_draft: bool = True
    """Nobody who speaks it has read it yet."""
    is_leftwards: bool = False
    """Written from right to left."""


LANGUAGES: Mapping[str, Language] = {
    "en": Language("English", "English", is_draft=False),
    "zh_CN": Language("简体中文", "Chinese (Simplified)", is_draft=False),
    "zh_TW": Language("繁體中文", "Chinese (Traditional)"),
    "ja": Language("日本語", "Japanese"),
    "ko": Language("한국어", "Korean"),
    "de": Language("Deutsch", "German"),
    "fr": Language("Français", "French"),
    "es": Language("Español", "Spanish"),
    "pt_BR": Language("Português (Brasil)", "Portuguese (Brazil)"),
    "it": Language("Italiano", "Italian"),
    "ru": Language("Русский", "Russian"),
    "tr": Language("Türkçe", "Turkish"),
    "vi": Language("Tiếng Việt", "Vietnamese"),
    "id": Language("Bahasa Indonesia", "Indonesian"),
    "cs": Language("Čeština", "Czech"),
    "ar": Language("العربية", "Arabic", is_leftwards=True),
}

SHIPPED_IN = ("en", "zh_CN")
"""The languages of the guide, the masks and the prompts that come with the program."""

_WRITINGS = {"hant": "zh_TW", "tw": "zh_TW", "hk": "zh_TW", "mo": "zh_TW", "traditional": "zh_TW"}
"""What is said beside `zh` where it is not written in simplified characters."""

_NAMED = re.compile(r"([a-z]{2,3})(?:[-_]([A-Z][a-z]{3}))?[-_]([A-Z]{2}|\d{3})(?![A-Za-z0-9])")
"""Language, writing and region, as systems write them."""


def name_of(code: str) -> str:
    """What its speakers call a language; of one nobody knows here, its code."""
    return LANGUAGES[code].name if code in LANGUAGES else code


def shipped_for(language: str) -> str:
    """The one of SHIPPED_IN that somebody with this language reads best."""
    return "zh_CN" if language.startswith("zh") else "en"


def language_of(wish: str, system: Iterable[str]) -> str:
    """The language for a wish of `auto` or a key of LANGUAGES: the first of the system's that is spoken, or English.

    The system names its own as `zh-Hant-TW`, `pt_BR.UTF-8` or `German_Austria`, the likeliest first.
    """
    if wish in LANGUAGES:
        return wish
    return next(filter(None, map(_spoken, system)), "en")


def region_of(language: str, system: Iterable[str]) -> str:
    """`en_GB` where the system names a region for a key of LANGUAGES, the first that it names; else the language.

    It may be one that nobody has rules for, as `en_CN`.
    """
    return next(filter(None, (_region(name) for name in system if _spoken(name) == language)), language)


def regions_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Whose dates and numbers the environment wishes for, the likeliest first."""
    formats = (environ.get(name, "") for name in ("LC_ALL", "LC_TIME", "LC_NUMERIC", "LANG"))
    return (*filter(None, formats), *languages_of(environ))


def languages_of(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The languages that the environment and the C library name, the likeliest first."""
    listed = environ.get("LANGUAGE", "").split(":")
    named = [environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    first = next(filter(None, named), "")
    wished = [] if _is_plain(first) else listed
    return tuple(filter(None, (*wished, *([first] if first else [locale.getlocale()[0] or ""]))))


def _is_plain(name: str) -> bool:
    """No language at all is wished for, whatever LANGUAGE says."""
    return name.partition(".")[0] in ("C", "POSIX")


def _spoken(name: str) -> str:
    """The key of LANGUAGES for what a system calls a language; empty if there is none."""
    parts = [part for part in re.split(r"[-_ .@()]+", name.lower()) if part]
    if not parts:
        return ""
    first = _code(parts[0])
    if first == "zh":
        return next((_WRITINGS[part] for part in parts[1:] if part in _WRITINGS), "zh_CN")
    return next((code for code in LANGUAGES if code.partition("_")[0] == first), "")


def _region(name: str) -> str:
    """`zh_Hant_HK` for `zh-Hant-HK`; empty where no region is named."""
    found = _NAMED.match(name)
    return "_".join(filter(None, found.groups())) if found else ""


def _code(name: str) -> str:
    """`de` of itself, and of `german`, as Windows has it."""
    known = {language.english.partition(" ")[0].lower(): code for code, language in LANGUAGES.items()}
    return known.get(name, name).partition("_")[0]
