"""NextChat's backup comes from the net like a file, and nothing of it, nor of the password, stays behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clouds import PASSWORD, SECRETS, TOKEN, Dav, Upstash
from conftest import MemoryKeyring
from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Arriving
from nextchat_desktop.core.found import Sort
from nextchat_desktop.engine.clouds import Fetching, Outcome
from nextchat_desktop.engine.telling_clouds import TellingClouds
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from scripted import STALL
from test_importing import Face, backup, session
from tongues import WRITTEN

BACKUP = backup(session("a", "Hi there", "你好 \U0001f44b"), session("b", "Bye", "Goodbye"))


class Fetcher(Face):
    """Fetches, too."""

    def __init__(self, home: Path) -> None:
        self.keyring = MemoryKeyring()
        super().__init__(home, self.keyring)
        self.home = home
        self.arriving: list[Arriving] = []
        self.outcomes: list[Outcome] = []

    def begin(self, cloud: Cloud) -> Fetching | Failed:
        return self.program.imports.clouds.fetch(cloud, self.arriving.append, self.outcomes.append)

    def fetch(self, cloud: Cloud) -> Outcome:
        begun = self.begin(cloud)
        if isinstance(begun, Failed):
            return begun
        while not self.outcomes:
            self.wakes.get(timeout=20)
            self.program.mailbox.drain()
        return self.outcomes.pop()

    def left(self) -> list[Path]:
        """What lies where files are fetched to."""
        return [path for path in (self.home / "cache" / "fetched").rglob("*") if path.is_file()]

    def nothing_secret(self) -> bool:
        """In no file of the program, and not in the keyring."""
        files = [path.read_bytes() for path in self.home.rglob("*") if path.is_file()]
        kept = " ".join(self.keyring.entries.values())
        return not any(secret in kept or any(secret.encode() in data for data in files) for secret in SECRETS)


@pytest.fixture
def fetcher(tmp_path: Path) -> Iterator[Fetcher]:
    made = Fetcher(tmp_path / "home")
    yield made
    made.program.close()
    assert made.nothing_secret()
    assert made.left() == []


def dav(server: Dav, secret: str = PASSWORD) -> Cloud:
    return Cloud(Shelter.WEBDAV, f"{server.url}/dav/", "ann", secret)


def test_it_comes_in_like_a_file_and_is_erased(fetcher: Fetcher) -> None:
    with Dav(BACKUP) as server:
        fetched = fetcher.fetch(dav(server))
    assert not isinstance(fetched, Absent | Failed)
    assert fetcher.look(fetched.path).tally(Sort.CONVERSATIONS).new == 2
    report = fetcher.bring(fetched.path)
    assert (report.trouble, report.files[0].name, report.files[0].label) == (None, "backup.json", "NextChat")
    assert fetcher.titles == ["About a", "About b"]
    assert fetcher.left()
    fetched.erase()
    assert fetcher.left() == []


def test_the_same_backup_from_two_places_is_one(fetcher: Fetcher) -> None:
    with Dav(BACKUP) as one, Upstash(BACKUP) as other:
        for cloud in (dav(one), Cloud(Shelter.UPSTASH, other.url, "", TOKEN)):
            fetched = fetcher.fetch(cloud)
            assert not isinstance(fetched, Absent | Failed)
            fetcher.bring(fetched.path)
    assert fetcher.titles == ["About a", "About b"]


def test_where_nothing_is_nothing_is_left(fetcher: Fetcher) -> None:
    with Dav(None) as server:
        assert isinstance(fetcher.fetch(dav(server)), Absent)
    assert fetcher.left() == []


def test_a_wrong_password_is_not_told_to_anybody(fetcher: Fetcher) -> None:
    with Dav(BACKUP) as server:
        outcome = fetcher.fetch(dav(server, "canary-wrong-one"))
    assert isinstance(outcome, Failed)
    assert outcome.status == 401
    assert "canary" not in repr(outcome)
    assert fetcher.left() == []


def test_what_is_called_off_leaves_nothing(fetcher: Fetcher) -> None:
    with Dav(BACKUP, STALL) as server:
        fetching = fetcher.begin(dav(server))
        assert isinstance(fetching, Fetching)
        assert server.reached.wait(10)
        fetching.cancel()
        fetching.cancel()
        assert server.hung_up.wait(10)
        assert fetcher.left() == []
    fetcher.program.mailbox.drain()
    assert fetcher.outcomes == []


def test_the_program_may_end_meanwhile(tmp_path: Path) -> None:
    fetcher = Fetcher(tmp_path / "home")
    with Dav(BACKUP, STALL) as server:
        fetcher.begin(dav(server))
        assert server.reached.wait(10)
        fetcher.program.close()
        assert server.hung_up.wait(10)
    assert fetcher.left() == []


def test_what_a_crash_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    lost = tmp_path / "home" / "cache" / "fetched" / "lost"
    lost.mkdir(parents=True)
    (lost / "backup.json").write_text("secret")
    fetcher = Fetcher(tmp_path / "home")
    assert fetcher.left() == []
    fetcher.program.close()


def test_a_disk_that_takes_nothing_is_told_before_anybody_is_asked(fetcher: Fetcher) -> None:
    folder = fetcher.home / "cache" / "fetched"
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("in the way")
    with Dav(BACKUP) as server:
        outcome = fetcher.fetch(dav(server))
        assert server.requests == []
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.NOT_KEPT
    folder.unlink()


@pytest.mark.parametrize("language", sorted(WRITTEN))
@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_has_words_that_fit(kind: FailureKind, language: str) -> None:
    telling = TellingClouds(Words(resource("locales"), language))
    for server in ("", "https://next.example"):
        cloud = Cloud(Shelter.WEBDAV, "https://bob:geheim@dav.example/dav", "", "", server)
        for status in (None, 400, 401, 403, 500):
            said = telling.trouble(Failed(kind, "details", status), cloud)
            assert said
            assert "geheim" not in said
            assert "failure." not in said


def test_a_login_that_is_refused_is_no_key_that_is() -> None:
    telling = TellingClouds(Words(resource("locales"), "en"))
    dav, database = Cloud(Shelter.WEBDAV, "https://x"), Cloud(Shelter.UPSTASH, "https://x")
    for kind in (FailureKind.KEY_REFUSED, FailureKind.LOGIN_WANTED):
        assert "user and password" in telling.trouble(Failed(kind, status=401), dav)
        assert "token" in telling.trouble(Failed(kind, status=401), database)
    assert "There is no backup" in telling.trouble(Absent(), dav)
    by_way = Cloud(Shelter.WEBDAV, "https://x", server="next.example")
    forbidden = telling.trouble(Failed(FailureKind.FORBIDDEN, status=403), by_way)
    assert forbidden.startswith("next.example ")
    assert "password" not in forbidden
