"""What is exported holds everything, comes back as it was, never half, and never with a key."""

import errno
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MemoryKeyring
from lived_in import KEYS, Home, Inhabitant, keys_in, plant_keys
from nextchat_desktop.core.arriving import ImportReport
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.exporting import ALL, DATA, DRAWN, Extra, Manner, Scope, Shape, Whole, is_packed
from nextchat_desktop.core.found import Sort
from nextchat_desktop.core.labour import CalledOff
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.engine.models import GUIDE_CHOICE
from nextchat_desktop.interchange.shapes import PICTURES, Naming

WRITTEN = [shape for shape in Shape if shape not in DRAWN]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with closing(Home(tmp_path / "home")) as made:
        yield made


@pytest.fixture
def say(home: Home) -> Callable[..., str]:
    """A conversation of a question and its answer."""

    def say(
        id: str, title: str, text: str = "Hi", pictures: tuple[Picture, ...] = (), folder: str | None = None
    ) -> str:
        asked = Message(f"{id}-q", Role.USER, (Text(text), *pictures), None, 1_700_000_000_000)
        said = Message(f"{id}-a", Role.ASSISTANT, (Text(f"{text}, too"),), asked.id, 1_700_000_001_000)
        head = Conversation(id, title, True, 1_700_000_000_000, 1_700_000_001_000, said.id, folder=folder)
        home.program.conversations.save(head, asked, said)
        return id

    return say


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 40))
def test_out_and_in_and_out_again_is_the_same_file(seed: int, deeds: int) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        first, second = folder / "first.json", folder / "second.json"
        with closing(Home(folder / "here")) as here:
            Inhabitant(here, seed).live(deeds)
            exported = here.save(first)
            assert exported.conversations == len(here.program.library.all())
            assert added(here.bring(first)) == 0
        with closing(Home(folder / "there")) as there:
            report = there.bring(first)
            assert report.tally(Sort.CONVERSATIONS).new == exported.conversations
            assert there.save(second) == exported
        assert second.read_bytes() == first.read_bytes()


def added(report: ImportReport) -> int:
    return sum(report.tally(sort).new + report.tally(sort).grown for sort in Sort)


def test_what_nextchat_is_given_comes_back_from_it_and_is_the_same_to_it_again(home: Home, tmp_path: Path) -> None:
    Inhabitant(home, 7).live(60)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    home.save(first, Shape.NEXTCHAT)
    with closing(Home(tmp_path / "there")) as there:
        there.bring(first)
        there.save(second, Shape.NEXTCHAT)
    assert said_in(second) == said_in(first)


def said_in(backup: Path) -> list[str]:
    """Each conversation as text, in an order of its own. Blanks are nothing that is said."""
    sessions = json.loads(backup.read_bytes())["chat-next-web-store"]["sessions"]
    chats = ([one["topic"], *filter(None, map(worded, one["messages"]))] for one in sessions)
    return sorted(json.dumps(chat, ensure_ascii=False) for chat in chats)


def worded(said: dict[str, Any]) -> tuple[str, object] | None:
    content = said["content"]
    if isinstance(content, list):
        content = [one for one in content if one.get("text", "x").strip()]
    return (said["role"], content) if not isinstance(content, str) or content.strip() else None


def test_lines_for_training_are_read_again(home: Home, say: Callable[..., str], tmp_path: Path) -> None:
    say("a", "Apples", "Apples?")
    say("b", "Bread", "Bread?")
    file = tmp_path / "lines.jsonl"
    home.save(file, Shape.LINES)
    assert [len(json.loads(line)["messages"]) for line in file.read_text("utf-8").splitlines()] == [2, 2]
    with closing(Home(tmp_path / "there")) as there:
        assert there.bring(file).tally(Sort.MESSAGES).new == 4


def test_several_conversations_are_a_zip_with_a_file_each_in_their_folders(
    home: Home, say: Callable[..., str], tmp_path: Path
) -> None:
    folder = home.program.shelving.new_folder()
    home.program.shelving.rename_folder(folder.id, "Work: a/b")
    say("a", "con", folder=folder.id)
    say("b", "Same?", pictures=(home.picture(1),))
    say("c", "same*", pictures=(home.picture(1),), folder=folder.id)
    say("d", "SAME", pictures=(home.picture(2),))
    file = tmp_path / "all.zip"
    assert home.save(file, Shape.MARKDOWN).conversations == 4
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        pictures = sorted(name for name in names if name.startswith("pictures/"))
        assert sorted(set(names) - set(pictures)) == ["SAME 2.md", "Same.md", "Work a b/_con.md", "Work a b/same.md"]
        assert len(pictures) == 2
        assert f"](../{pictures[0]})" in archive.read("Work a b/same.md").decode() or (
            f"](../{pictures[1]})" in archive.read("Work a b/same.md").decode()
        )
        assert archive.read(pictures[0]).startswith(b"\x89PNG")


TITLES = st.sampled_from(["con", "CON", "a", "A", "a 2", "a.md", "pictures", "Pictures", "", "a/b", "a:b", "😀" * 99])


@given(st.lists(st.tuples(TITLES, TITLES)))
def test_in_a_zip_no_two_are_the_same_to_any_disk_and_no_file_is_where_a_folder_is(
    named: list[tuple[str, str]],
) -> None:
    naming = Naming("chat")
    wholes = [Whole(Conversation("c", title), (), folder=folder) for title, folder in named]
    files = [naming.name(whole, Shape.MARKDOWN).casefold() for whole in wholes]
    folders = {name.partition("/")[0] for name in files if "/" in name}
    assert len(set(files)) == len(files)
    assert not folders & {*files, PICTURES, "con"}


def test_a_folder_alone_and_chosen_ones_alone(home: Home, say: Callable[..., str], tmp_path: Path) -> None:
    folder = home.program.shelving.new_folder()
    say("a", "Apples", folder=folder.id)
    say("b", "Bread")
    say("c", "Cheese")
    for scope, ids in ((Scope(folder=folder.id), ["a"]), (Scope(("c", "gone", "b")), ["c", "b"])):
        file = tmp_path / "some.json"
        home.save(file, Shape.JSON, scope)
        found = json.loads(file.read_bytes())["conversations"]
        assert [one["conversation"]["id"] for one in found] == ids


def test_what_is_left_out_is_not_in_it(home: Home, say: Callable[..., str], tmp_path: Path) -> None:
    say("a", "Apples", pictures=(home.picture(1),))
    file = tmp_path / "bare.json"
    _, ended, _ = home.begin(file, Manner(Shape.JSON, frozenset()))
    home.wait(lambda: bool(ended))
    (found,) = json.loads(file.read_bytes())["conversations"]
    assert "pictures" not in found
    assert found["messages"][0]["parts"][1]["type"] == "picture"


def test_a_picture_that_is_gone_is_told_and_costs_nothing_else(
    home: Home, say: Callable[..., str], tmp_path: Path
) -> None:
    gone = home.picture(1)
    say("a", "Apples", pictures=(gone,))
    home.program.blobs.erase(gone.blob)
    for shape in (Shape.JSON, Shape.MARKDOWN, Shape.HTML):
        assert home.save(tmp_path / "out", shape).lost == 1


def test_called_off_it_leaves_what_was_there_and_nothing_else(
    home: Home, say: Callable[..., str], tmp_path: Path
) -> None:
    for number in range(300):
        say(f"c{number}", f"Number {number}", "Hi " * 200)
    file = tmp_path / "out" / "all.zip"
    file.parent.mkdir()
    file.write_bytes(b"before")
    run, ended, told = home.begin(file, Manner(Shape.HTML))
    home.wait(lambda: bool(told))
    run.cancel()
    home.wait(lambda: bool(ended))
    assert (type(ended[0]), file.read_bytes()) == (CalledOff, b"before")
    assert [one.name for one in file.parent.iterdir()] == ["all.zip"]


@pytest.mark.parametrize("shape", WRITTEN)
def test_a_full_disk_leaves_no_half_file(home: Home, say: Callable[..., str], tmp_path: Path, shape: Shape) -> None:
    def fill(part: float) -> None:
        if part > 0.5:
            raise OSError(errno.ENOSPC, "No space left on device")

    for number in range(5):
        say(f"c{number}", f"Number {number}", "Hi " * 2000, pictures=(home.picture(number),))
    file = tmp_path / "out" / "all"
    file.parent.mkdir()
    exports, manner = home.program.exports, Manner(shape)
    order = exports.order(ALL, manner, is_packed=is_packed(manner, None))
    with pytest.raises(OSError, match="No space"):
        exports.save_now(order, file, fill)
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("shape", WRITTEN)
def test_no_key_is_in_anything_that_is_given_out(tmp_path: Path, shape: Shape) -> None:
    keyring = MemoryKeyring()
    with closing(Home(tmp_path / "home", keyring)) as home:
        Inhabitant(home, 3).live(30)
        plant_keys(home.program)
        assert all(any(key in value for value in keyring.entries.values()) for key in KEYS)
        file = tmp_path / "out"
        home.save(file, shape)
        given = file.read_bytes() if shape in DATA else b"".join(unpacked(file))
    assert len(given) > 100
    assert keys_in(given) == []


def unpacked(file: Path) -> Iterator[bytes]:
    with zipfile.ZipFile(file) as archive:
        yield from (archive.read(name) for name in archive.namelist())


def test_an_answer_that_is_arriving_goes_along_as_far_as_it_came(home: Home, tmp_path: Path) -> None:
    session = home.program.library.new()
    session.send("What is a mask?", GUIDE_CHOICE, "Guide")
    home.wait(lambda: session.busy and bool(session.path[-1].text))
    file = tmp_path / "now.json"
    home.save(file)
    (found,) = json.loads(file.read_bytes())["conversations"]
    assert found["messages"][1]["content"]


def test_what_is_chosen_of_a_conversation_is_all_that_is_in_it(home: Home, say: Callable[..., str]) -> None:
    whole = home.program.exports.whole(say("a", "Apples"))
    assert whole is not None
    only = whole.only(("a-a",))
    assert [(one.id, one.parent) for one in only.messages] == [("a-a", None)]
    assert only.branch == only.messages
    assert Manner(Shape.JSON, frozenset()).has(Extra.THOUGHTS)
