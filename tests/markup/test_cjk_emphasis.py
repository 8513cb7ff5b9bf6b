import pytest

from nextchat_desktop.markup.blocks import Marks
from nextchat_desktop.markup.incremental import read_blocks
from nextchat_desktop.markup.parser import Parser, make_parser


@pytest.fixture(scope="module")
def parser() -> Parser:
    return make_parser()


def words(parser: Parser, text: str, mark: Marks) -> list[str]:
    return [run.text for block in read_blocks(parser, text) for run in block.runs if mark in run.marks]


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**注意：**后文", "注意："),
        ("前文**“引用”**后文", "“引用”"),
        ("这是**重点。**接下来", "重点。"),
        ("**（一）**说明", "（一）"),
        ("使用**`pip`**安装", ""),
        ("これは**「重要」**です", "「重要」"),
        ("**English:** 中文", "English:"),
        ("中文**bold**中文", "bold"),
    ],
)
def test_bold_words_need_no_spaces_where_none_are_written(parser: Parser, text: str, bold: str) -> None:
    assert "*" not in "".join(block.text for block in read_blocks(parser, text))
    assert "".join(words(parser, text, Marks.BOLD)) in (bold, "pip")


def test_struck_words_too(parser: Parser) -> None:
    assert words(parser, "原价~~一百元。~~现价", Marks.STRIKE) == ["一百元。"]


def test_stars_between_numbers_stay(parser: Parser) -> None:
    assert words(parser, "中文 2 * 3 * 4", Marks.ITALIC) == []


def test_words_with_low_lines_keep_them(parser: Parser) -> None:
    assert words(parser, "变量snake_case_name和_强调_。", Marks.ITALIC) == []
    assert words(parser, "Bob’s _book_’s 中", Marks.ITALIC) == ["book"]
