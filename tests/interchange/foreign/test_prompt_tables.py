"""Tables of prompts: the one that everybody passes on, those with other names, and such as are none."""

import pytest

from interchange.foreign.arrivals import Handed, form_of, handed, prompts, unread
from interchange.foreign.mangling import bear, damaged
from nextchat_desktop.core.found import Why
from nextchat_desktop.interchange.foreign import message_lists, prompt_tables

KNOWN = '"act","prompt"\n"Linux Terminal","Be a terminal.\nSay ""pwd""."\n"Poet","Rhyme, please."\n"","lost"\n'


def found(source: Handed) -> list[tuple[str, str]]:
    return [(one.prompt.title, one.prompt.text) for one in prompts(source)]


def test_the_table_that_everybody_passes_on_is_read() -> None:
    source = Handed("prompts.csv", KNOWN.encode())
    assert found(source) == [("Linux Terminal", 'Be a terminal.\nSay "pwd".'), ("Poet", "Rhyme, please.")]
    assert unread(source) == {Why.NAMELESS: 1}


@pytest.mark.parametrize(
    "source",
    [
        Handed("a.csv", "标题;内容\n问候;你好\n".encode("gb18030")),
        Handed("a.tsv", "name\tcontent\textra\n问候\t你好\tx\n".encode("utf-8-sig")),
        Handed("a.csv", "Title,Text\n问候,你好\n".encode("utf-16")),
        handed([{"name": "问候", "prompt": "你好"}]),
        handed({"prompts": [{"title": "问候", "text": "你好"}]}),
    ],
)
def test_other_tables_and_lists_are_read_too(source: Handed) -> None:
    assert found(source) == [("问候", "你好")]


def test_a_table_of_something_else_is_told_kindly() -> None:
    assert unread(Handed("money.csv", b"day,sum\n1,2\n")) == {Why.UNKNOWN: 1}


def test_what_somebody_said_is_no_prompt() -> None:
    assert form_of(handed([{"name": "Ann", "text": "Hello", "role": "user"}])) is message_lists.FORM


def test_whatever_is_wrong_with_it_nothing_falls_over() -> None:
    for data in damaged(KNOWN.encode(), 150):
        bear(prompt_tables.FORM, Handed("x.csv", data))
