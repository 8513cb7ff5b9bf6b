"""The languages whose sentences somebody who speaks them has read, and the regions that write numbers otherwise."""

from hypothesis import strategies as st

from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import LANGUAGES

WRITTEN = tuple(code for code, language in LANGUAGES.items() if not language.is_draft)

LOCALES = (*LANGUAGES, "en_GB", "en_IN", "de_AT", "de_CH", "fr_CA", "es_MX", "ar_EG", "en_QQ", "zh_Hant_QQ")
"""All languages, some with a region, and some with a region that nobody knows."""

NARROW, WIDE = "\u202f", "\u00a0"
"""Spaces that end no line."""


def words_of(locale: str) -> Words:
    return Words(resource("locales"), locale if locale in LANGUAGES else locale.partition("_")[0], locale)


IN = {locale: words_of(locale) for locale in LOCALES}
locales = st.sampled_from(LOCALES)
