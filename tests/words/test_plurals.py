"""Each number of things is told in the form that the language has for it, as CLDR knows them."""

import gettext
from collections import defaultdict
from pathlib import Path

import pytest
from babel import Locale

from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import CATALOGUE
from nextchat_desktop.words.languages import LANGUAGES

NUMBERS = (*range(201), 1000, 1_000_000)
ALIKE = {"fr", "es", "it", "pt_BR"}
"""Of a whole million they say `of` behind the number, where it is written in letters; in digits nobody does."""
COUNTED = {"tr"}
"""Behind a number the noun stays as it is."""


def folder_of(language: str) -> Path:
    return resource("locales") / language / "LC_MESSAGES"


SPOKEN = [language for language in LANGUAGES if any(folder_of(language).glob("*.po"))]


def catalogue_of(language: str) -> gettext.GNUTranslations:
    with (folder_of(language) / CATALOGUE).open("rb") as file:
        return gettext.GNUTranslations(file)


def kind_of(language: str, number: int) -> str:
    kind = Locale.parse(language).plural_form(number)
    return "other" if language in COUNTED or (kind == "many" and language in ALIKE) else kind


def counted(language: str) -> list[str]:
    """The ids of sentences with more than one form."""
    lines = [line for po in folder_of(language).glob("*.po") for line in po.read_text("utf-8").splitlines()]
    return [line.split('"')[1] for line in lines if line.startswith("msgid_plural")]


@pytest.mark.parametrize("language", SPOKEN)
def test_numbers_of_one_kind_are_told_in_one_form(language: str) -> None:
    theirs = catalogue_of(language)
    of_a_kind = defaultdict(list)
    for number in NUMBERS:
        of_a_kind[kind_of(language, number)].append(number)
    ids = counted(language)
    assert ids
    assert {
        (id, kind): told
        for id in ids
        for kind, numbers in of_a_kind.items()
        if len(told := {theirs.ngettext(id, id, number) for number in numbers}) > 1
    } == {}


@pytest.mark.parametrize("language", SPOKEN)
def test_numbers_of_another_kind_have_a_form_of_their_own(language: str) -> None:
    """Whether it differs is for whoever writes the sentence to say."""
    form = catalogue_of(language).plural  # type: ignore[attr-defined]
    forms = defaultdict(set)
    for number in NUMBERS:
        forms[kind_of(language, number)].add(form(number))
    assert len({frozenset(found) for found in forms.values()}) == len(forms), dict(forms)
