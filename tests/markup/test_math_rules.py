import random

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from nextchat_desktop.markup.math_rules import add_math


@pytest.fixture(scope="module")
def parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"breaks": True}).enable(["table", "strikethrough"])
    add_math(made)
    return made


def inline(parser: MarkdownIt, text: str) -> list[str]:
    children = [child for token in parser.parse(text) for child in token.children or []]
    return [child.content for child in children if child.type == "math_inline"]


def blocks(parser: MarkdownIt, text: str) -> list[tuple[str, bool]]:
    return [(token.content, token.meta["closed"]) for token in parser.parse(text) if token.type == "math_block"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("$x$", ["x"]),
        ("so $x=5$ holds", ["x=5"]),
        (r"$\alpha$-decay and the $n$th of $k$s", [r"\alpha", "n", "k"]),
        ("有$n$个", ["n"]),
        ("当$x>0$时，$f(x)$", ["x>0", "f(x)"]),
        ("$5x+3$ or $1$ or $-5$ or $3.14$", ["5x+3", "1", "-5", "3.14"]),
        ("$a_1 * b_1$ and $c*d*e$", ["a_1 * b_1", "c*d*e"]),
        (r"\(a*b*c\) and \( x \)", ["a*b*c", "x"]),
        ("($x$), **$y$**, _$z$_, $a$/$b$, $u$$v$", ["x", "y", "z", "a", "b", "u", "v"]),
        (r"$0,1,2,\dots,$ and $[0, 1)$ and $f(x)$", [r"0,1,2,\dots,", "[0, 1)", "f(x)"]),
        ("$AB = CD$, $ABC$, $p$-value, $O(n log n)$, $kg$", ["AB = CD", "ABC", "p", "O(n log n)", "kg"]),
        ("$x\n+y$", ["x\n+y"]),
        (r"$\text{it costs \$5}$ and $30\%$", [r"\text{it costs \$5}", r"30\%"]),
        (r"It costs $5 and then $\alpha$ is small", [r"\alpha"]),
        (r"a $$x+1$$ b \[\frac12\] c", ["x+1", r"\frac12"]),
        ("$速度=路程/时间$", ["速度=路程/时间"]),
        ("$$x$$ and more words", ["x"]),
        ("it is: $$\nx=1\n$$\nok", ["x=1"]),
        ("[see $x$](https://a.org)", ["x"]),
    ],
)
def test_mathematics_is_read(parser: MarkdownIt, text: str, formulas: list[str]) -> None:
    assert inline(parser, text) == formulas
    assert blocks(parser, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "from $5 to $10",
        "$HOME:$PATH and $HOME/$USER",
        "US$ 5 and A$6",
        "costs $5, or $6-$7",
        "$(cmd) and $(cmd), $(cmd)/$(cmd), ${a}-${b}, ${x}${y}",
        "$HOME and foo$",
        "I paid $5 and she paid 10$.",
        "**$5** or **$six**, **$5** and **$6**",
        "$5 per 10$",
        "$5M/$6M, A$5/B$6, $20 USD/$30 CAD",
        "$1,000-$2,000",
        "价格$5，大约$6；从$5到$10；价格是$5，而不是$五$",
        "$username$",
        "echo $a$b_c$d",
        "`$x$` and `` $y$ `` and $5`$x`",
        r"\$x$ and \$y\$",
        r"\\(x\\)",
        "$ x $ and $",
        "use $$ or $$ in bash, $$$ and $$$$",
        "$x\n\ny$",
        "$x$5",
        r"\[1\] Smith, \[sic\], a \[link\](x)",
        r"\(see the list below\)",
        "    $x$",
        "```\n$x$\n$$\ny\n$$\n```",
    ],
)
def test_prices_variables_and_code_are_left_alone(parser: MarkdownIt, text: str) -> None:
    assert inline(parser, text) == []
    assert blocks(parser, text) == []


def test_a_formula_knows_how_it_was_marked(parser: MarkdownIt) -> None:
    children = parser.parse(r"$a$ \(b\) $$c$$ \[d=e\]")[1].children or []
    assert [child.markup for child in children if child.type == "math_inline"] == ["$", "\\(", "$$", "\\["]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$$a$$", ("a", True)),
        ("$$\na\n$$", ("a", True)),
        ("$$ a\n+b $$\ntext", ("a\n+b", True)),
        ("text\n$$\nx\n$$\nmore", ("x", True)),
        ("\\[\na\n\\]", ("a", True)),
        (r"   \[ a \]", ("a", True)),
        (r"\[ a \].", ("a.", True)),
        ("- item\n  $$\n  x\n  $$\n- b", ("x", True)),
        ("1. item\n   $$\n   x\n2. b", ("x", False)),
        ("> $$\n> x\n> $$\n\nz", ("x", True)),
        ("> $$\n> x\n\nz", ("x", False)),
        ("$$\na", ("a", False)),
        ("$$ a\n\nand so on", ("a", False)),
        ("$$\n\nx\n\n$$\n\nand so on", ("x", True)),
        ("$$\na\n\nb = c\n$$\nand so on", ("a\nb = c", True)),
        ("$$ a\n\n- b = c", ("a", False)),
        ("$$ a\n\nHere $b = c$.", ("a", False)),
        ("$$ a\n\nHere x_1 is the first one", ("a", False)),
        ("$$\n\\begin{aligned}\nx\n\ny\n\\end{aligned}\n\n$$\n\nz", ("\\begin{aligned}\nx\ny\n\\end{aligned}", True)),
        ("\\[\na \\\\[2pt]\nb \\\\\n\\]", ("a \\\\[2pt]\nb \\\\", True)),
    ],
)
def test_a_block_ends_with_its_mark_its_container_or_an_empty_line(
    parser: MarkdownIt, text: str, found: tuple[str, bool]
) -> None:
    assert blocks(parser, text) == [found]


@pytest.mark.parametrize("text", ["$$a$$ and more words", "$$a$$ b $$c$$", "$$$", "$$$$", "    $$\n    a\n    $$"])
def test_not_every_line_with_dollars_is_a_block(parser: MarkdownIt, text: str) -> None:
    assert blocks(parser, text) == []


@pytest.mark.parametrize(
    "text", [r"\[1] Smith, J. (2020)", r"\[sic] words", r"\[12] A = B", r"\[ISO 80000-2] is a norm"]
)
def test_an_escaped_bracket_is_no_formula(parser: MarkdownIt, text: str) -> None:
    assert blocks(parser, f"{text}\n\nwords") == []


def test_a_block_says_its_lines_and_its_mark(parser: MarkdownIt) -> None:
    (token,) = (token for token in parser.parse("one\n\n\\[\nx\n\\]\n\ntwo") if token.type == "math_block")
    assert (token.map, token.markup, token.block) == ([2, 5], "\\[", True)


def test_a_cell_keeps_its_bars(parser: MarkdownIt) -> None:
    assert inline(parser, "|a|b|\n|-|-|\n|$x$|$y$|\n|$|z|$| |") == ["x", "y"]


def test_many_stray_marks_cost_little(parser: MarkdownIt) -> None:
    for text in ("$ " * 8_000, "\\(" * 8_000, "$$ x " * 3_001, "$a`" * 5_000):
        assert parser.parse(text)[0].type in ("paragraph_open", "math_block")


FRAGMENTS = (
    *(
        "para",
        "$$",
        "$$ x",
        "x = 1",
        "$$ x $$",
        "$$ a $$ b",
        "\\[",
        "\\]",
        "\\[ x",
        "x \\]",
        "\\[1\\]",
        "- a",
        "- $$",
        "  $$",
    ),
    *("  x", "   \\]", "> $$", "> x", "> $$ y", "1. a", "   $$", "# h", "```", "---", "\\begin{a}", "\\end{a}", "x^2"),
    *("and so on", "$$.", "is: $$", "    $$", "$", "$$$", "$x$", "==", "- b", "中文", "\\begin{a} $$", "a $$ b", "> "),
    *("***", "x $$", "{a} $$"),
)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_committed_while_text_arrives_stays(parser: MarkdownIt, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        ends = dice.choices(("\n", "\n\n", "\n\n\n", " "), (4, 3, 1, 1), k=dice.randint(2, 8))
        text = "".join(dice.choice(FRAGMENTS) + end for end in ends)
        whole = groups(parser, text)
        for end in range(1, len(text)):
            committed = final(groups(parser, text[:end]), text.count("\n", 0, end))
            assert committed == whole[: len(committed)], repr(text[:end])


Group = tuple[int, list[tuple[object, ...]]]


def groups(parser: MarkdownIt, text: str) -> list[Group]:
    """Where each top-level block begins, and all there is to know of it."""
    found: list[Group] = []
    tokens: list[Token] = []
    for token in parser.parse(text):
        tokens.append(token)
        if token.level == 0 and token.nesting <= 0:
            found.append(((tokens[0].map or [0])[0], [known(token) for token in tokens]))
            tokens = []
    return found


def known(token: Token) -> tuple[object, ...]:
    children = [known(child) for child in token.children or []]
    return token.type, token.content, token.markup, token.map, tuple(token.meta.items()), token.level, children


def final(found: list[Group], complete_lines: int) -> list[Group]:
    """The blocks before the last one that has begun on a complete line and does not just go on with a paragraph."""
    begun = [
        index for index, (start, known) in enumerate(found) if start < complete_lines and not touches(found, index)
    ]
    return found[: begun[-1]] if begun else []


def touches(found: list[Group], index: int) -> bool:
    start, (first, *_) = found[index]
    before = found[index - 1][1][0][3] if index else None
    return first[0] == "paragraph_open" and isinstance(before, list) and before[1] == start
