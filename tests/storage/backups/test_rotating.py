"""Backups that are made by themselves: when, and what becomes of trouble."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nextchat_desktop.core.backups import Backup, BackupRefused, Counts, Occasion, Refusal, is_due
from nextchat_desktop.core.labour import Watch
from nextchat_desktop.storage.backups.rotating import Rotating
from storage.backups.homes import DAY, Home

NOW = 1_800_000_000_000
HOUR = DAY // 24


def made(at: int, occasion: Occasion = Occasion.DAILY) -> Backup:
    return Backup("", occasion, at, 1, Counts())


@pytest.mark.parametrize(
    ("occasion", "age", "due"),
    [
        (Occasion.DAILY, 19 * HOUR, False),
        (Occasion.DAILY, 23 * HOUR, True),
        (Occasion.WEEKLY, 6 * DAY, False),
        (Occasion.WEEKLY, 7 * DAY, True),
        (Occasion.DAILY, -30 * DAY, True),
    ],
    ids=["today", "a little earlier than yesterday", "this week", "last week", "in days to come"],
)
def test_one_is_due_after_a_day_or_a_week(occasion: Occasion, age: int, due: bool) -> None:
    assert is_due(occasion, [made(NOW - age)], NOW) is due


def test_the_first_is_due_at_once() -> None:
    assert is_due(Occasion.WEEKLY, [], NOW)


def test_what_was_made_for_another_reason_does_not_count() -> None:
    assert is_due(Occasion.DAILY, [made(NOW, Occasion.RESTORING), made(NOW, Occasion.MIGRATION)], NOW)


def soon(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 5
    while not condition() and time.monotonic() < until:
        time.sleep(0.005)
    return condition()


def test_one_a_day_is_made_and_no_more(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    store, told = home.store, list[Exception | None]()
    rotating = Rotating(
        lambda: Occasion.DAILY,
        store.all,
        lambda occasion, watch: store.make(occasion, 5, watch),
        lambda: home.now,
        told.append,
        later=0,
        pause=0.01,
    )
    assert soon(lambda: bool(told))
    time.sleep(0.1)
    assert len(store.all()) == 1
    home.now += DAY
    assert soon(lambda: len(store.all()) == 2)
    rotating.close()
    assert set(told) == {None}


def test_who_wants_none_gets_none(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    asked = threading.Event()

    def never() -> None:
        asked.set()

    rotating = Rotating(never, home.store.all, print, lambda: NOW, print, later=0, pause=0.01)
    assert asked.wait(5)
    rotating.close()
    assert home.store.all() == []


def test_trouble_is_told_and_it_is_tried_again() -> None:
    told: list[Exception | None] = []

    def make(_occasion: Occasion, _watch: Watch) -> None:
        raise BackupRefused(Refusal.NO_ROOM)

    rotating = Rotating(lambda: Occasion.DAILY, list, make, lambda: NOW, told.append, later=0, pause=0.01)
    assert soon(lambda: len(told) > 1)
    rotating.close()
    assert isinstance(told[0], BackupRefused)


def test_a_program_that_closes_does_not_wait_for_one(tmp_path: Path) -> None:
    home, begun = Home(tmp_path / "home"), threading.Event()

    def make(_occasion: Occasion, watch: Watch) -> None:
        begun.set()
        while True:
            watch(0)

    rotating = Rotating(lambda: Occasion.DAILY, home.store.all, make, lambda: NOW, print, later=0)
    assert begun.wait(5)
    began = time.monotonic()
    rotating.close()
    assert time.monotonic() - began < 1
