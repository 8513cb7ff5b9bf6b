"""Backups in words."""

import errno

import pytest

from nextchat_desktop.core.backups import Backup, BackupRefused, Counts, Difference, Occasion, Refusal
from nextchat_desktop.core.data_folder import CannotMove, Obstacle
from nextchat_desktop.engine.telling_data import changes, contents, note, trouble
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words

EN, ZH = (Words(resource("locales"), language) for language in ("en", "zh_CN"))
BACKUP = Backup("/b", Occasion.DAILY, 1_700_000_000_000, 4, Counts(12, 340, 3), 12_345_678, "1.0", True)


def test_a_backup_is_told_in_a_line() -> None:
    assert note(EN, BACKUP) == "Daily · 12 conversations · 340 messages · 3 masks · 12.3 MB"
    assert note(ZH, BACKUP) == "每日自动 · 12 个对话 · 340 条消息 · 3 个面具 · 12.3 MB"


def test_an_empty_one_has_no_conversations() -> None:
    assert contents(EN, Counts()) == "0 conversations"


def test_every_change_has_a_line_and_the_way_back_the_last() -> None:
    difference = Difference(1, 2, 3, ("Shop",), ("Lab", "Den"), ("Den",), True)
    lines = changes(EN, BACKUP, difference).splitlines()
    assert len(lines) == 8
    assert lines[4] == "Connections that come back: Lab, Den. Their keys are not in a backup."
    assert "you can undo it" in lines[-1]
    assert "Lab、Den" in changes(ZH, BACKUP, difference)


def test_where_nothing_would_change_that_is_said() -> None:
    assert changes(EN, BACKUP, Difference()).startswith("The list of conversations is the same as now.")


def test_trouble_says_what_to_do() -> None:
    assert "Update the program" in trouble(EN, BackupRefused(Refusal.NEWER))
    assert "disk quota" in trouble(EN, OSError("disk quota"))
    assert "nothing was changed" in trouble(EN, PermissionError("/home/data"))


def test_a_full_disk_is_told_in_the_same_words_wherever_it_was_noticed() -> None:
    assert trouble(EN, OSError(errno.ENOSPC, "No space left on device")) == trouble(EN, BackupRefused(Refusal.NO_ROOM))


@pytest.mark.parametrize("words", [EN, ZH], ids=["en", "zh_CN"])
@pytest.mark.parametrize("errors", [[*map(BackupRefused, Refusal)], [*map(CannotMove, Obstacle)]])
def test_whatever_is_in_the_way_has_a_sentence_of_its_own(words: Words, errors: list[Exception]) -> None:
    told = {trouble(words, error) for error in errors}
    assert len(told) == len(errors)
    assert all(one.endswith((".", "。")) for one in told), told
