"""Prompts come out of files of many kinds, and go into them and come back the same."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.masks import Prompt
from nextchat_desktop.core.prompt_files import PromptFormat
from nextchat_desktop.interchange.prompts import read_prompts, write_prompts

TWO = [("Polish", "Make this “better”,\nplease:\n{{text}}"), ("润色", "请润色：{{文字}}")]


def pairs(data: bytes | str) -> list[tuple[str, str]]:
    read = read_prompts(data.encode() if isinstance(data, str) else data)
    return [(one.title, one.text) for one in read.prompts]


def test_nextchats_own_file_is_read_with_its_languages() -> None:
    read = read_prompts(json.dumps({"cn": [TWO[1]], "en": [TWO[0]], "tw": []}).encode())
    assert [(one.title, one.language) for one in read.prompts] == [("润色", "zh_CN"), ("Polish", "en")]


@pytest.mark.parametrize(
    ("title", "text"), [("title", "content"), ("act", "prompt"), ("Name", "Text"), ("cmd", "prompt")]
)
def test_lists_of_objects_are_read_whatever_their_fields_are_called(title: str, text: str) -> None:
    assert pairs(json.dumps([{title: one, text: said, "id": 3} for one, said in TWO])) == TWO


def test_the_prompts_of_a_backup_are_read() -> None:
    store = {"counter": 0, "prompts": {"a": {"id": "a", "isUser": True, "title": "Polish", "content": "Do"}}}
    assert pairs(json.dumps({"chat-next-web-store": {}, "prompt-store": store})) == [("Polish", "Do")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_are_read_by_their_head(separator: str) -> None:
    assert pairs(separator.join(("Content", "Title")) + "\r\n" + separator.join(("Do it", "Polish"))) == [
        ("Polish", "Do it")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_tables_from_a_spreadsheet_are_read_in_its_encoding(encoding: str) -> None:
    assert pairs("标题,内容\n润色,请润色这段话\n".encode(encoding)) == [("润色", "请润色这段话")]


def test_accents_from_a_western_spreadsheet_stay_and_a_few_broken_letters_change_no_other() -> None:
    assert read_prompts("act,prompt\ncafé,déjà vu, d’Alice\n".encode("cp1252")).prompts[0].title == "café"
    broken = "act,prompt\n翻译,你好".encode() + b"\xff"
    assert read_prompts(broken).prompts[0].text == "你好\ufffd"


@pytest.mark.parametrize("above", ["\n", "sep=;\n", "\r\nsep=;\r\n"])
def test_what_spreadsheets_put_above_a_table_is_passed_over(above: str) -> None:
    (found,) = read_prompts(f"{above}act;prompt\nA;b\n".encode()).prompts
    assert (found.title, found.text) == ("A", "b")


def test_what_lacks_a_part_is_counted_and_left_out() -> None:
    read = read_prompts(
        json.dumps([["Polish", "Do"], ["only a title"], {"content": "no title"}, 7, ["", "x"]]).encode()
    )
    assert ([one.title for one in read.prompts], read.left_out) == (["Polish"], 4)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]", b"3", b"\xff\xfe\x00", b"a picture, a thousand words", b"[" * 100_000]
)
def test_a_file_of_another_kind_has_none(data: bytes) -> None:
    assert read_prompts(data).prompts == ()


def test_nextchat_gets_each_under_its_language() -> None:
    written = json.loads(write_prompts([Prompt("1", *TWO[0]), Prompt("2", *TWO[1])], PromptFormat.NEXTCHAT))
    assert written == {"en": [list(TWO[0])], "cn": [list(TWO[1])]}


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)


@pytest.mark.parametrize("form", PromptFormat)
@given(written=st.lists(st.tuples(WORDS, WORDS), unique=True))
def test_what_is_written_comes_back(form: PromptFormat, written: list[tuple[str, str]]) -> None:
    data = write_prompts([Prompt("", *one) for one in written], form)
    assert sorted(pairs(data)) == sorted(written)


@given(st.binary())
def test_any_bytes_can_be_read(data: bytes) -> None:
    read_prompts(data)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_can_be_read(value: object) -> None:
    read_prompts(json.dumps({"prompts": value}).encode())
    read_prompts(json.dumps(value).encode())


def test_tables_of_either_order_of_bytes_are_read() -> None:
    text = "标题,内容\n润色,请润色这段话\n"
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert pairs(mark + text.encode(encoding)) == [("润色", "请润色这段话")]


def test_empty_rows_of_a_table_are_not_counted_as_lost() -> None:
    assert read_prompts(b"title,content\nPolish,Do\n,\n , \n").left_out == 0


def test_a_title_without_a_text_is_no_prompt() -> None:
    assert read_prompts(b'[{"title": "Polish", "content": " "}]').prompts == ()


def test_what_is_more_than_a_pair_is_none() -> None:
    assert read_prompts(b'{"en": [["Polish", "Do", "More"]]}').left_out == 1


def test_a_prompt_of_any_length_comes_back_from_a_table_with_those_after_it() -> None:
    long = Prompt("a", "Long", ("word " * 60_000).strip())
    written = write_prompts([long, Prompt("b", "Short", "Do it")], PromptFormat.TABLE)
    assert pairs(written) == [("Long", long.text), ("Short", "Do it")]


def test_a_table_shows_its_chinese_in_a_spreadsheet_and_a_list_in_any_editor() -> None:
    prompt = Prompt("1", "润色", "请润色")
    assert write_prompts([prompt], PromptFormat.TABLE).startswith(b"\xef\xbb\xbf")
    assert "润色".encode() in write_prompts([prompt], PromptFormat.LIST)


def test_a_prompt_that_says_its_language_stands_under_that() -> None:
    assert list(json.loads(write_prompts([Prompt("1", "Polish", "Do", "zh_CN")], PromptFormat.NEXTCHAT))) == ["cn"]
