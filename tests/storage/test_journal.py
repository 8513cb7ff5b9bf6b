"""The journal of streaming answers: what a crash leaves, and that at most a second of it is missing."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from nextchat_desktop.core.events import ReasoningDelta, TextDelta, TextWasReasoning
from nextchat_desktop.storage.journal import PAUSE, Journal, Left

WRITER = Path(__file__).with_name("writer.py")
ROOT = Path(__file__).parents[2]
LOST_AT_MOST = 1.0
LONG_ENOUGH = 10.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    with closing(Journal(folder)) as journal:
        yield journal


@pytest.fixture
def writer(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, str(WRITER), str(folder)]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def add(process: "subprocess.Popen[str]", text: str) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()
    assert process.stdout.readline() == "added\n"


def written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("*.jsonl"))


def soon(condition: Callable[[], bool], within: float = LONG_ENOUGH) -> bool:
    until = time.monotonic() + within
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.005)
    return True


def left(journal: Journal) -> list[Left]:
    with journal.left_behind() as found:
        return found


def test_a_killed_process_leaves_its_pieces(folder: Path, journal: Journal, writer: "subprocess.Popen[str]") -> None:
    add(writer, "Hel")
    add(writer, "lo")
    assert soon(lambda: b'"lo"' in written(folder))
    writer.kill()
    writer.wait()
    assert left(journal) == [Left("answer", (ReasoningDelta("Hm."), TextDelta("Hello")))]
    assert list(folder.iterdir()) == []


def test_nothing_older_than_a_second_is_lost(folder: Path, writer: "subprocess.Popen[str]") -> None:
    assert PAUSE < LOST_AT_MOST
    for number in range(5):
        add(writer, f"piece{number}")
        assert soon(lambda number=number: f"piece{number}".encode() in written(folder), LOST_AT_MOST)  # type: ignore[misc]


def test_what_a_living_process_writes_is_left_alone(
    folder: Path, journal: Journal, writer: "subprocess.Popen[str]"
) -> None:
    add(writer, "Hel")
    assert soon(lambda: b'"Hel"' in written(folder))
    assert left(journal) == []
    assert journal.alive() == {"answer"}
    assert b'"Hel"' in written(folder)


def test_ones_own_pieces_are_not_taken_for_anothers(folder: Path, journal: Journal) -> None:
    journal.begin("answer")
    assert soon(lambda: b"answer" in written(folder))
    assert left(journal) == []


def test_until_it_is_safe_elsewhere_it_is_found_again(folder: Path, journal: Journal) -> None:
    folder.mkdir()
    (folder / "x.jsonl").write_bytes(b'{"message":"a","text":"Hi"}\n')
    with pytest.raises(OSError, match="full"), journal.left_behind():
        raise OSError("full")
    assert left(journal) == [Left("a", (TextDelta("Hi"),))]
    assert left(journal) == []


def test_an_answer_that_begins_is_on_disk_without_a_pause(folder: Path, journal: Journal) -> None:
    journal.begin("one")
    journal.end("one")
    for number in range(20):
        before = time.monotonic()
        journal.begin(f"answer{number}")
        assert soon(lambda number=number: f"answer{number}".encode() in written(folder))  # type: ignore[misc]
        if time.monotonic() - before < PAUSE / 2:
            return
    pytest.fail("every beginning had to wait")


def test_closing_keeps_what_is_not_safe_elsewhere(folder: Path) -> None:
    journal = Journal(folder)
    journal.begin("answer")
    journal.add("answer", TextDelta("Hi"))
    journal.close()
    with closing(Journal(folder)) as afterwards:
        assert left(afterwards) == [Left("answer", (TextDelta("Hi"),))]


def test_a_line_cut_by_the_crash_is_left_out(folder: Path, journal: Journal) -> None:
    folder.mkdir()
    (folder / "x.jsonl").write_bytes(b'{"message":"a"}\n{"message":"b","text":"\xe4\xbd\xa0"}\n{"message":"a","te')
    assert left(journal) == [Left("a", ()), Left("b", (TextDelta("你"),))]


def test_a_thought_that_was_taken_for_the_answer_is_one_afterwards(folder: Path) -> None:
    journal = Journal(folder)
    journal.begin("a")
    for delta in (TextDelta("Let me "), TextDelta("see."), TextWasReasoning(), TextDelta("Hello")):
        journal.add("a", delta)
    journal.close()
    with closing(Journal(folder)) as afterwards:
        assert left(afterwards) == [Left("a", (TextDelta("Let me see."), TextWasReasoning(), TextDelta("Hello")))]


def test_what_is_no_journal_is_passed_over(folder: Path, journal: Journal) -> None:
    (folder / "x.jsonl").mkdir(parents=True)
    with pytest.raises(OSError, match=r"x\.jsonl"):
        left(journal)


def test_when_no_answer_is_open_the_file_is_emptied(folder: Path, journal: Journal) -> None:
    journal.begin("one")
    journal.begin("two")
    journal.add("one", TextDelta("Hi"))
    assert soon(lambda: b"Hi" in written(folder))
    journal.end("one")
    journal.add("two", TextDelta("Ho"))
    assert soon(lambda: b"Ho" in written(folder))
    journal.end("two")
    assert soon(lambda: written(folder) == b"")
    journal.begin("three")
    assert soon(lambda: b"three" in written(folder))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its users apart otherwise")
def test_it_is_for_its_owner_only(folder: Path, journal: Journal) -> None:
    journal.begin("answer")
    assert soon(lambda: b"answer" in written(folder))
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_closing_leaves_no_file(folder: Path) -> None:
    journal = Journal(folder)
    journal.begin("answer")
    journal.end("answer")
    journal.close()
    assert list(folder.iterdir()) == []


def test_a_journal_that_was_never_used_makes_nothing(folder: Path) -> None:
    with closing(Journal(folder)) as journal:
        assert left(journal) == []
        assert journal.alive() == set()
    assert not folder.exists()
