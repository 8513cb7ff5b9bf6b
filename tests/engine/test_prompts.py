"""Prompts are found by what a person types, are theirs to change, and nothing of that is lost by a slip."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.world import Desk
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.prompt_files import PromptFormat
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.prompts import Prompts, folded_prompt, searched
from nextchat_desktop.interchange.prompts import read_prompts, write_prompts
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.words.catalogue import Words

SHIPPED = """
[[prompt]]
id = "polish"
title = "Polish a text"
text = "Make this better: {{text}}"

[[prompt]]
id = "translate"
title = "Translate"
text = "Into {{language}}, and polish it."
"""


class Shelf:
    def __init__(self, folder: Path) -> None:
        self.desk = Desk(folder)
        self.deeds = Deeds()
        (folder / "prompts").mkdir()
        (folder / "prompts" / "en.toml").write_text(SHIPPED, "utf-8")
        chinese = '[[prompt]]\nid = "polish"\ntitle = "润色文字"\ntext = "请润色：{{文字}}"\n'
        (folder / "prompts" / "zh_CN.toml").write_text(chinese, "utf-8")
        store = PromptStore(self.desk.database, folder / "prompts")
        words = Words(resource("locales"), "en")
        clock, new_id = (lambda: self.desk.now), self.desk.world.new_id
        self.prompts = Prompts(store, self.deeds, words, clock, new_id, read_prompts, write_prompts)

    @property
    def titles(self) -> list[str]:
        return [prompt.title for prompt in self.prompts.own()]

    def found(self, text: str) -> list[str]:
        return [prompt.title for prompt in self.prompts.find(text)]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.desk.close()


def test_without_words_ones_own_come_first_and_then_those_of_the_language(shelf: Shelf) -> None:
    shelf.prompts.create("Mine", "Do it")
    assert shelf.found("") == ["Mine", "Polish a text", "Translate"]


def test_titles_come_before_texts_and_ones_own_before_others(shelf: Shelf) -> None:
    shelf.prompts.create("Something", "with polish in it")
    shelf.prompts.create("A polished one", "x")
    assert shelf.found("polish") == ["A polished one", "Polish a text", "Something", "Translate"]


@pytest.mark.parametrize("typed", ["润", "润色", "文字", "请"])
def test_chinese_is_found_by_any_part_of_it(shelf: Shelf, typed: str) -> None:
    assert shelf.found(typed) == ["润色文字"]


@pytest.mark.parametrize("typed", ["TRANS", "ｔｒａｎｓ", "late", "language translate"])
def test_case_width_and_order_of_words_do_not_matter(shelf: Shelf, typed: str) -> None:
    assert shelf.found(typed) == ["Translate"]


def test_the_beginning_of_a_title_is_likelier_than_its_middle() -> None:
    prompts = [Prompt("1", "Unit tests", "x"), Prompt("2", "Protest", "x"), Prompt("3", "Test it", "x")]
    compared = {one: folded_prompt(one) for one in prompts}
    assert [one.title for one in searched(compared, "test")] == ["Test it", "Unit tests", "Protest"]


def test_what_is_done_can_be_undone_and_done_again(shelf: Shelf) -> None:
    made = shelf.prompts.create(" Mine ", " Do it ")
    assert made is not None
    shelf.prompts.edit(made.id, "Ours", "Do it")
    shelf.prompts.delete([made.id])
    assert shelf.titles == []
    shelf.deeds.undo()
    assert shelf.titles == ["Ours"]
    shelf.deeds.undo()
    assert shelf.titles == ["Mine"]
    shelf.deeds.redo()
    assert shelf.titles == ["Ours"]
    shelf.deeds.undo()
    shelf.deeds.undo()
    assert shelf.titles == []


def test_one_that_ships_stays_and_gets_a_copy_when_it_is_changed(shelf: Shelf) -> None:
    copy = shelf.prompts.edit("en/polish", "Polish a text", "My own way")
    assert copy is not None
    assert not copy.builtin
    assert [one.text for one in shelf.prompts.all()][:2] == ["My own way", "Make this better: {{text}}"]


def test_without_a_title_or_a_text_there_is_none(shelf: Shelf) -> None:
    assert shelf.prompts.create("  ", "Do it") is None
    assert shelf.prompts.create("Mine", " ") is None
    assert shelf.titles == []


def test_a_file_is_taken_in_once_and_undone_at_once(shelf: Shelf) -> None:
    data = b'[["A", "a"], ["B", "b"], ["", "c"]]'
    read = shelf.prompts.take_in(data)
    assert ([one.title for one in read.prompts], read.left_out) == (["A", "B"], 1)
    again = shelf.prompts.take_in(data)
    assert (again.prompts, again.left_out) == ((), 3)
    shelf.deeds.undo()
    assert shelf.titles == []


def test_ones_own_are_written_and_no_others(shelf: Shelf) -> None:
    shelf.prompts.create("Mine", "Do it")
    assert b"Polish" not in shelf.prompts.file(PromptFormat.TABLE)
    assert b"Mine,Do it" in shelf.prompts.file(PromptFormat.TABLE)


def test_thousands_are_searched_within_a_key_press(shelf: Shelf) -> None:
    rows = [[f"Prompt {number}", f"Number {number}: " + "words and more words 词语 " * 40] for number in range(3000)]
    shelf.prompts.take_in(json.dumps(rows).encode())
    assert shelf.found("number 2999") == ["Prompt 2999"]
    began = time.perf_counter()
    assert shelf.found("number 1234") == ["Prompt 1234"]
    assert time.perf_counter() - began < 0.2


def test_what_another_process_wrote_is_there_after_a_look(shelf: Shelf) -> None:
    assert shelf.titles == []
    shelf.desk.database.execute("INSERT INTO prompts VALUES ('x', 'Theirs', 'text', 1, NULL)")
    shelf.prompts.reload()
    assert shelf.titles == ["Theirs"]


def test_what_the_disk_does_not_take_is_told_and_not_there(shelf: Shelf) -> None:
    told: list[str] = []
    shelf.prompts.not_kept.listen(told.append)
    shelf.desk.fill_disk()
    assert shelf.prompts.create("Mine", "x" * 100_000) is None
    assert (len(told), shelf.titles, shelf.deeds.undo()) == (1, [], None)
    shelf.desk.free_disk()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"prompt = 3", b"[[prompt]]\nid = 3\n", b"[prompt]\nid = 'x'\n"])
def test_a_broken_file_of_those_that_ship_is_an_empty_one(tmp_path: Path, desk: Desk, data: bytes) -> None:
    (tmp_path / "en.toml").write_bytes(data)
    assert PromptStore(desk.database, tmp_path).shipped("en") == ()


def test_to_say_the_same_again_is_no_deed(shelf: Shelf) -> None:
    made = shelf.prompts.create("Short", "Say it.")
    assert made is not None
    assert shelf.prompts.edit(made.id, " Short ", "Say it.\n") is None
    assert shelf.prompts.edit(made.id, " ", "Say it.") is None
    assert shelf.prompts.own() == (made,)


def test_only_what_was_meant_is_deleted(shelf: Shelf) -> None:
    made = [shelf.prompts.create(title, "Say it.") for title in ("One", "Two", "Three")]
    assert shelf.prompts.delete([one.id for one in made[:2] if one is not None])
    assert shelf.titles == ["Three"]
    assert not shelf.prompts.delete(["en/polish"])


def test_what_a_file_holds_twice_or_has_been_taken_before_is_told_as_left_out(shelf: Shelf) -> None:
    data = json.dumps([{"title": "One", "content": "1"}, {"title": "Two", "content": "2"}, {"title": "x"}]).encode()
    shelf.prompts.create("One", "1")
    read = shelf.prompts.take_in(data)
    assert ([one.title for one in read.prompts], read.left_out) == (["Two"], 2)
    assert shelf.prompts.take_in(data).left_out == 3


def test_no_more_are_found_than_are_asked_for(shelf: Shelf) -> None:
    assert len(shelf.prompts.find("", 1)) == 1
    assert len(shelf.prompts.find("polish", 1)) == 1


def test_each_that_ships_is_found_once(shelf: Shelf) -> None:
    assert shelf.found("translate") == ["Translate"]


def test_what_the_disk_did_not_let_undo_can_be_undone_when_there_is_room(shelf: Shelf) -> None:
    made = shelf.prompts.create("Short", "Say it.")
    assert made is not None
    shelf.prompts.edit(made.id, "Long", "Say it.")
    shelf.prompts.delete([made.id])
    for titles in (["Long"], ["Short"], []):
        shelf.desk.database.execute("PRAGMA query_only = ON")
        with pytest.raises(NotWritten):
            shelf.deeds.undo()
        shelf.desk.database.execute("PRAGMA query_only = OFF")
        shelf.deeds.undo()
        assert shelf.titles == titles
    for titles in (["Short"], ["Long"], []):
        shelf.deeds.redo()
        assert shelf.titles == titles
