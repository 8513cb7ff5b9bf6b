"""`import` from WebDAV and Upstash, typed as a person or a script would type it; the password comes by the input."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clouds import PASSWORD, SECRETS, TOKEN, Dav, Upstash
from shells import Shell
from test_importing import backup, session

BACKUP = backup(session("a", "Hi", "Hello"), session("b", "Bye", "Goodbye"))


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    made = Shell(tmp_path / "home", *SECRETS)
    yield made
    kept = [path.read_bytes() for path in made.home.rglob("*") if path.is_file()]
    assert not any(secret.encode() in data for secret in SECRETS for data in kept)
    assert list(made.home.rglob("backup.json")) == []


def test_from_webdav(shell: Shell) -> None:
    with Dav(BACKUP) as server:
        place = "--webdav", f"{server.url}/dav", "--user", "ann", "--password-stdin"
        assert "New here: 2 conversations" in shell.run("import", *place, "--dry-run", typed=f"{PASSWORD}\n")
        said = shell.run("import", *place, typed=f"{PASSWORD}\r\nmore\n")
    assert said.startswith("backup.json: NextChat\n")
    assert "Brought in: 2 conversations" in said
    assert shell.errors == ""


def test_from_upstash_under_a_name_of_ones_own(shell: Shell) -> None:
    with Upstash(BACKUP, "ours") as server:
        place = "--upstash", server.url, "--password-stdin"
        assert "Brought in: 2" in shell.run("import", *place, "--user", "ours", typed=TOKEN)
        shell.run("import", *place, typed=TOKEN, code=3)
    assert shell.errors.startswith("absent: There is no backup of this name.")


def test_by_way_of_a_server_of_nextchat(shell: Shell) -> None:
    with Dav(BACKUP) as server:
        place = "--webdav", "https://dav.example", "--via", server.url, "--user", "ann", "--password-stdin"
        shell.run("import", *place, typed=PASSWORD, code=3)
        path = "/api/webdav/chatgpt-next-web/backup.json?endpoint=https%3A%2F%2Fdav.example%2F"
        assert [one.path for one in server.requests] == [path]


def test_a_wrong_password_is_told_in_a_line(shell: Shell) -> None:
    with Dav(BACKUP) as server:
        place = "--webdav", f"{server.url}/dav", "--user", "ann", "--password-stdin"
        shell.run("import", *place, typed="wrong\n", code=3)
    assert "The server did not accept this user and password" in shell.errors
    assert shell.errors.count("\n") == 1


@pytest.mark.parametrize("place", ["ftp://dav.example", "https://"])
def test_an_address_that_is_none_is_not_asked(shell: Shell, place: str) -> None:
    shell.run("import", "--webdav", place, "--password-stdin", typed=PASSWORD, code=3)
    assert shell.errors.startswith("bad_endpoint: ")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--webdav", "https://dav.example"),
        ("--webdav", "https://dav.example", "--password-stdin"),
        ("--webdav", "https://dav.example", "--upstash", "https://x", "--password-stdin"),
        ("--webdav", "https://dav.example", "--password-stdin", "file.json"),
        ("--webdav", f"https://ann:{PASSWORD}@dav.example", "--password-stdin"),
        ("--webdav", f"ann:{PASSWORD}@dav.example", "--password-stdin"),
        ("--webdav", "https://dav.example", "--via", f"https://a:{PASSWORD}@x", "--password-stdin"),
    ],
)
def test_what_makes_no_sense_or_shows_the_password_is_wrong_use(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.run("import", *arguments, code=2)
    assert shell.errors.startswith("wrong_use: ")
