"""Whoever speaks a language finds the English above each sentence of its draft, as it is now."""

import shutil
from pathlib import Path

import pytest

from nextchat_desktop.resources import resource
from nextchat_desktop.words.drafts import DRAFT, brought_up, english_messages
from nextchat_desktop.words.languages import LANGUAGES

DRAFTS = [code for code, language in LANGUAGES.items() if language.is_draft]


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """The folder of a draft that may be written to."""
    folder = tmp_path / "de" / "LC_MESSAGES"
    shutil.copytree(resource("locales") / "de" / "LC_MESSAGES", folder)
    return folder


@pytest.mark.parametrize("language", DRAFTS)
def test_every_draft_is_in_step_with_the_english(language: str) -> None:
    folder = resource("locales") / language / "LC_MESSAGES"
    there = (folder / DRAFT).read_text("utf-8")
    assert there == brought_up(folder, english_messages()), "run python -m nextchat_desktop.words.drafts"


def test_a_sentence_that_english_no_longer_says_is_gone_and_a_new_one_is_there_to_be_filled(german: Path) -> None:
    first, *others = english_messages()
    draft = german / DRAFT
    without_last = brought_up(german, [first, *others[:-1]])
    assert f'msgid "{others[-1].id}"' not in without_last
    draft.write_text(without_last, "utf-8")
    again = brought_up(german, [first, *others])
    assert f'msgid "{others[-1].id}"\nmsgstr ""' in again


def test_a_language_begins_with_all_there_is_to_say(tmp_path: Path) -> None:
    draft = brought_up(tmp_path / "de" / "LC_MESSAGES", english_messages())
    assert draft.count('msgstr ""') > 1000
