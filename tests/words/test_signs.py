"""Percentages, months and what stands between words are in each catalogue what CLDR says of the language."""

import re

import pytest

from nextchat_desktop.resources import resource
from nextchat_desktop.words.amounts import percent
from nextchat_desktop.words.languages import LANGUAGES
from nextchat_desktop.words.sentences import beside, heard, in_a_row, listed, pair, together, under
from nextchat_desktop.words.times import calendar_month
from tongues import IN, WRITTEN

SPOKEN = [language for language in LANGUAGES if any((resource("locales") / language).rglob("*.po"))]


def spaced(text: str) -> str:
    """With one kind of space, and without what only turns the direction of writing."""
    return " ".join(re.sub(r"[\u200e\u200f\u061c]", "", text).split())


@pytest.mark.parametrize("language", SPOKEN)
def test_a_percentage_in_a_sentence_is_written_as_one_alone(language: str) -> None:
    assert spaced(IN[language]("viewer.percent", percent=80)) == spaced(percent(IN[language], 0.8))


@pytest.mark.parametrize("language", SPOKEN)
def test_the_months_of_the_sidebar_are_those_of_the_calendar(language: str) -> None:
    """They stand in the catalogues, since no start is to wait for a calendar."""
    words = IN[language]
    for month in range(1, 13):
        name, date = words(f"sidebar.month.{month:02}"), calendar_month(words, f"2026-{month:02}")
        assert name.casefold() in date.casefold()
        if language in WRITTEN:
            assert words("sidebar.month", month=name, year=2026) == date


@pytest.mark.parametrize("language", SPOKEN)
def test_a_list_is_parted_by_the_comma_of_the_language(language: str) -> None:
    comma = {"zh_CN": "、", "zh_TW": "、", "ja": "、", "ar": "، "}.get(language, ", ")
    assert listed(IN[language], "ABC") == comma.join("ABC")


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "A, B, and C|A, B|A: B|A (B)|A. B."),
        ("zh_CN", "A、B和C|A，B|A：B|A（B）|A。B."),
    ],
)
def test_words_are_joined_as_the_language_does(language: str, told: str) -> None:
    words = IN[language]
    joined = (
        together(words, "ABC"),
        heard(words, ("A", "", "B")),
        pair(words, "A", "B"),
        beside(words, "A", "B"),
        under(words, "A", "B."),
    )
    assert "|".join(joined) == told
    assert language in WRITTEN


def test_what_is_empty_is_not_joined() -> None:
    words = IN["en"]
    assert (together(words, ()), together(words, "A"), listed(words, ()), beside(words, "A", "")) == ("", "A", "", "A")
    assert (heard(words, ("", "")), in_a_row(("", "One.", "", "Two."))) == ("", "One. Two.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_some_are_told_together_in_every_language(language: str) -> None:
    told = together(IN[language], "ABC")
    assert [letter for letter in told if letter in "ABC"] == list("ABC")
