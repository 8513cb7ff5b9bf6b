"""What gettext finds in a compiled catalogue is what the program says."""

import gettext
from itertools import groupby
from pathlib import Path
from string import Formatter

import pytest

from nextchat_desktop.resources import resource
from nextchat_desktop.words.amounts import whole
from nextchat_desktop.words.catalogue import CATALOGUE, UnknownSentence, Words
from nextchat_desktop.words.languages import LANGUAGES

COUNTS = (0, 1, 2, 5, 21, 1000)


def folder_of(language: str) -> Path:
    return resource("locales") / language / "LC_MESSAGES"


def ids_of(path: Path) -> list[tuple[str, bool]]:
    """Each id, and whether it has several forms."""
    with path.open(encoding="utf-8") as lines:
        said = [line.split('"') for line in lines if line.startswith(("msgid", "msgid_plural"))]
    named = [(parts[1], parts[0].strip()) for parts in said if parts[1]]
    return [(id, any(kind == "msgid_plural" for _, kind in group)) for id, group in groupby(named, lambda one: one[0])]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_every_catalogue_is_said_as_gettext_would(language: str) -> None:
    words = Words(resource("locales"), language)
    with (folder_of(language) / CATALOGUE).open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    for path in folder_of(language).glob("*.po"):
        for id, is_plural in ids_of(path):
            if is_plural:
                for count in COUNTS:
                    text = theirs.ngettext(id, id, count)
                    values = {name: "…" for _, name, _, _ in Formatter().parse(text) if name and name != "count"}
                    assert words.plural(id, count, **values) == text.format(count=whole(words, count), **values)
            else:
                assert words(id) == theirs.gettext(id)


def test_words_that_speak_another_language_say_the_same_in_that() -> None:
    words = Words(resource("locales"), "en")
    assert words("settings.page.appearance") == "Appearance"
    words.speak("zh_CN")
    assert words.language == "zh_CN"
    assert words("settings.page.appearance") == Words(resource("locales"), "zh_CN")("settings.page.appearance")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_catalogue_has_is_a_mistake_in_the_program(language: str) -> None:
    words = Words(resource("locales"), language)
    with pytest.raises(UnknownSentence):
        words("nobody.says.this")
    with pytest.raises(UnknownSentence):
        words.plural("nobody.says.this", 2)


def test_nothing_is_known_where_there_are_no_catalogues(tmp_path: Path) -> None:
    with pytest.raises(UnknownSentence):
        Words(tmp_path, "en")("window.title")
