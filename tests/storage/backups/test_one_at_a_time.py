"""While one backup is being made, whoever wants another waits for it."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.labour import CalledOff, unwatched
from nextchat_desktop.storage.backups import orders
from nextchat_desktop.storage.lock import Claim
from storage.backups.homes import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.say("a", "Apples")
    home.store.make(Occasion.DAILY, 5, unwatched)
    return home


@pytest.fixture
def other(home: Home) -> Claim:
    """Who is making one."""
    claim = Claim.take(home.paths.backups / "making")
    assert claim is not None
    return claim


def wishes(home: Home, folder: Path) -> list[Callable[[Callable[[float], None]], object]]:
    (backup,) = home.store.all()
    return [
        lambda watch: home.store.pack(folder / "mine.nextchat-backup", watch),
        lambda watch: home.store.restore(backup, 5, watch),
    ]


@pytest.mark.parametrize("which", [0, 1], ids=["a file", "a restore"])
def test_one_that_is_being_made_is_waited_for(home: Home, other: Claim, tmp_path: Path, which: int) -> None:
    threading.Timer(0.2, other.release).start()
    wishes(home, tmp_path)[which](unwatched)
    assert (tmp_path / "mine.nextchat-backup").exists() or orders.given(home.paths) is not None


@pytest.mark.parametrize("which", [0, 1], ids=["a file", "a restore"])
def test_whoever_waits_can_give_it_up(home: Home, other: Claim, tmp_path: Path, which: int) -> None:
    def watch(_done: float) -> None:
        raise CalledOff

    with pytest.raises(CalledOff):
        wishes(home, tmp_path)[which](watch)
    other.release()
    assert not (tmp_path / "mine.nextchat-backup").exists()
    assert orders.given(home.paths) is None
