"""The program speaks as the system does, where it can."""

import pytest

from nextchat_desktop.resources import resource
from nextchat_desktop.words.amounts import locale_of
from nextchat_desktop.words.languages import (
    LANGUAGES,
    SHIPPED_IN,
    language_of,
    languages_of,
    name_of,
    region_of,
    regions_of,
    shipped_for,
)


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        (["zh-Hans-CN"], "zh_CN"),
        (["zh_CN.UTF-8"], "zh_CN"),
        (["zh-SG"], "zh_CN"),
        (["zh-Hant-TW"], "zh_TW"),
        (["zh_HK"], "zh_TW"),
        (["zh-MO"], "zh_TW"),
        (["Chinese (Simplified)_China"], "zh_CN"),
        (["Chinese (Traditional)_Taiwan"], "zh_TW"),
        (["de_AT.UTF-8"], "de"),
        (["German_Austria"], "de"),
        (["pt-PT"], "pt_BR"),
        (["Portuguese_Brazil"], "pt_BR"),
        (["sr_RS@latin"], "en"),
        (["nl-NL", "fr-BE", "en"], "fr"),
        (["ar-EG"], "ar"),
        (["C"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_system_that_is_spoken_here_is_taken(system: list[str], spoken: str) -> None:
    assert language_of("auto", system) == spoken


@pytest.mark.parametrize("wish", LANGUAGES)
def test_a_wish_is_stronger_than_the_system(wish: str) -> None:
    assert language_of(wish, ["de"]) == wish


@pytest.mark.parametrize(
    ("environ", "first"),
    [
        ({"LANGUAGE": "fr:de", "LANG": "en_GB.UTF-8"}, "fr"),
        ({"LANGUAGE": "fr", "LC_ALL": "C.UTF-8"}, "C.UTF-8"),
        ({"LC_ALL": "ko_KR", "LANG": "en_US"}, "ko_KR"),
        ({"LC_MESSAGES": "it_IT", "LANG": "en_US"}, "it_IT"),
        ({"LANG": "cs_CZ.UTF-8"}, "cs_CZ.UTF-8"),
    ],
)
def test_the_environment_is_read_as_gettext_reads_it(environ: dict[str, str], first: str) -> None:
    assert languages_of(environ)[0] == first


@pytest.mark.parametrize(
    ("language", "system", "region"),
    [
        ("en", ["en_GB"], "en_GB"),
        ("en", ["en-Latn-GB", "en-GB"], "en_Latn_GB"),
        ("en", ["de_DE", "en-US"], "en_US"),
        ("en", ["en", "en_AU.UTF-8"], "en_AU"),
        ("de", ["en_GB"], "de"),
        ("zh_TW", ["zh-Hant-HK"], "zh_Hant_HK"),
        ("zh_CN", ["zh-Hant-HK", "zh_SG"], "zh_SG"),
        ("es", ["es-419"], "es_419"),
        ("de", ["German_Austria"], "de"),
        ("en", ["en-USA", "C", ""], "en"),
    ],
)
def test_dates_and_numbers_are_those_of_the_systems_region_where_it_has_this_language(
    language: str, system: list[str], region: str
) -> None:
    assert region_of(language, system) == region


def test_the_environment_may_wish_for_the_dates_of_another_region() -> None:
    assert regions_of({"LC_TIME": "en_GB.UTF-8", "LANG": "en_US.UTF-8"})[:2] == ("en_GB.UTF-8", "en_US.UTF-8")


@pytest.mark.parametrize(
    ("name", "known"), [("en_GB", "en_GB"), ("en_CN", "en"), ("zh_Hans_US", "zh_Hans"), ("ar", "ar")]
)
def test_a_region_that_nobody_has_rules_for_is_left_out(name: str, known: str) -> None:
    assert str(locale_of(name)) == known


def test_every_language_has_its_catalogues_and_no_other_is_there() -> None:
    assert {folder.name for folder in resource("locales").iterdir()} == set(LANGUAGES)


def test_guide_masks_and_prompts_are_there_in_the_languages_that_are_said_to_have_them() -> None:
    for language in SHIPPED_IN:
        assert (resource("guide") / language).is_dir()
        assert (resource("masks") / f"{language}.toml").is_file()
        assert (resource("prompts") / f"{language}.toml").is_file()
    assert [shipped_for(language) for language in ("zh_TW", "zh_CN", "en", "de")] == ["zh_CN", "zh_CN", "en", "en"]


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    assert (name_of("de"), name_of("nl")) == ("Deutsch", "nl")
