import random

import pytest

from nextchat_desktop.markup.blocks import Block, read_blocks
from nextchat_desktop.markup.incremental import IncrementalMarkdown
from nextchat_desktop.markup.parser import Parser, make_parser

FRAGMENTS = tuple(
    """
    para one@para two `code` **b**@# head@head\\n===@text\\n---@---@***@- a@* c@1. one@2. two@1) x@  - nested@    - deep
    @   continuation@    indented code
    @\\tTabbed@```@```python\\nprint(1)\\n```@~~~@````@``` x@> quote@> - q list@> ```@>@lazy@a | b\\n-|-\\n1 | 2
    @|a|\\n|-|\\n|b|@| a | b |@|---|---|@| 1 | 2 |@[foo]: /url@[foo]: /url2 'title'@[bar]:\\n/url
    @[baz]: https://u.org\\n'multi\\nline'@see [foo] and [bar][] and [x][baz]@[late]: https://late.org@use [late]
    @<div>@</div>@<!-- c@-->@=@==@-@--@1@1.@*@**@`@``@~@|@[@[foo@[foo]:@'t@&amp;@https://x.y/z@中文段落@- [ ] todo
    @- [x] done@-\\n\\n  foo@- a\\n\\n  b@1. a\\n\\n   - b@    @\\t@a  @* * *@> > q@> # h@- # h@- > q@-     code
    @a\\rb@c\\r\\n@\\0
    """.replace("\n    @", "@")
    .strip()
    .replace("\\n", "\n")
    .replace("\\t", "\t")
    .replace("\\r", "\r")
    .replace("\\0", "\0")
    .split("@")
)
JOINTS = ("\n", "\n", "\n\n", "\n\n", "\n\n\n", "", " ", "\r\n", "\r")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return make_parser()


class Reader:
    """Keeps the blocks the way a view does: by what each update says."""

    def __init__(self, parser: Parser) -> None:
        self.markdown = IncrementalMarkdown(parser)
        self.committed: list[Block] = []
        self.open: list[Block] = []

    def read(self, piece: str, final: bool = False) -> None:
        self.markdown.feed(piece)
        update = self.markdown.flush(final)
        if update.appended is not None:
            (block,) = self.open
            self.open = [Block("code", code=block.code + update.appended, language=block.language)]
            return
        for index, block in update.rerendered:
            self.committed[index] = block
        self.committed += update.committed
        self.open = list(update.open)


def document(dice: random.Random) -> str:
    parts = [dice.choice(FRAGMENTS) + dice.choice(JOINTS) for _ in range(dice.randint(1, 9))]
    return "".join(parts)


def pieces(dice: random.Random, text: str) -> list[str]:
    longest = dice.choice((1, 1, 3, 8, 40))
    found = []
    while text:
        cut = dice.randint(1, longest)
        found.append(text[:cut])
        text = text[cut:]
    return found


@pytest.mark.parametrize("seed", range(4))
def test_any_pieces_give_the_blocks_of_the_whole(parser: Parser, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(100):
        text = document(dice)
        reader = Reader(parser)
        for piece in pieces(dice, text):
            reader.read(piece)
        reader.read("", final=True)
        assert tuple(reader.committed) == read_blocks(parser, text), repr(text)
        assert reader.open == []


def test_code_arrives_without_being_parsed_again(parser: Parser) -> None:
    markdown = IncrementalMarkdown(parser)
    markdown.feed("```py\nfirst\n")
    assert [block.code for block in markdown.flush().open] == ["first"]
    for piece, appended in (("second", "\nsecond"), ("\n``", ""), ("x\n", "\n``x"), ("\n", "\n"), ("z", "\nz")):
        markdown.feed(piece)
        assert markdown.flush().appended == appended
    markdown.feed("\n```\n\nafter\n\n")
    update = markdown.flush()
    assert [block.code for block in update.committed] == ["first\nsecond\n``x\n\nz"]


def test_what_is_shown_of_open_code_is_always_its_beginning(parser: Parser) -> None:
    text = "intro\n\n```js\nlet a = 1;\n\n\n``\n  b\n```\n"
    (block,) = (block for block in read_blocks(parser, text) if block.kind == "code")
    reader = Reader(parser)
    for letter in text:
        reader.read(letter)
        shown = [found.code for found in reader.committed + reader.open if found.kind == "code"]
        assert all(block.code.startswith(code) or code.startswith("``") for code in shown)


def test_a_late_definition_changes_earlier_blocks(parser: Parser) -> None:
    reader = Reader(parser)
    reader.read("see [foo]\n\nnext\n\n")
    assert "href" not in reader.committed[0].html
    reader.read("[foo]: https://x.org\n\nmore\n\nend\n\n")
    assert 'href="https://x.org"' in reader.committed[0].html


def test_committed_blocks_are_not_parsed_again(parser: Parser) -> None:
    markdown = IncrementalMarkdown(parser)
    markdown.feed("one\n\ntwo\n\nthree\n\n")
    assert len(markdown.flush().committed) == 2
    assert markdown.flush().committed == ()
