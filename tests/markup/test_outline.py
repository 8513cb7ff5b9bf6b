"""The headings of texts and the rows of an outline; whatever is written, the headings are those of the parser."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it.token import Token

from nextchat_desktop.markup.outline import LONGEST, Heading, Reading, Row, Sieve, headings, rows
from nextchat_desktop.markup.parser import Parser, make_parser

LINES = "@".join(
    (
        "# One@## Two words@### 1. **Bold** start@###### Six@####### Seven@#@##\tTabbed@# Closed ##@# a # b #@#tag",
        "## `code()` and **bold**@## [words](https://x.org) and *so*@# [defined]@[defined]: /url",
        " # indented@   ## indented by three@    # code@\t# code@  # comment@# comment@- # in@> # in@[^1]: # in",
        "Title@Title\n---@===@==@=@---@--@-@***@* * *@- - - a@Words of a paragraph.@@@ @  \t@a  @a\\@\\# no@a\tb",
        "```@```python@````@~~~@~~~ x@```a`b@   ```@  ```sh@    ```@   ~~~@- ```@1. ```@> ```@  - ~~~",
        "- one@* a@1. one@10) ten@  two spaces@   three spaces@    four spaces@> quote@>@- > q@[^1]: a note",
        "| a | b |@|---|---|@| 1 | 2 |@a | b@-|-@$$@  $$@x = 1@\\[@\\]@   \\]@1. $$@- \\[@$$ x $$",
        "\\begin{align}@\\end{align}@## 中文 **标题**：说明@<div>@</div>",
    )
).split("@")
FRAMES = (
    *("# One", "  # in", "", "  a", "a", "- a", "1. a", "---", "===", "$$", "  $$", "\\["),
    *("```", "  ```", "   ```", "- ```", "1. ```", "~~~", "  ~~~"),
)
"""What decides where other lines belong; it comes more often."""
TEXTS = some.lists(
    some.tuples(
        some.sampled_from(LINES) | some.sampled_from(FRAMES), some.sampled_from(("\n", "\n", "\n\n", "\r\n", "\r"))
    )
).map(lambda parts: "".join(line + end for line, end in parts))


def of_the_parser(text: str) -> Iterator[tuple[int, str]]:
    """The top-level headings as a whole reading gives them."""
    tokens = PARSER.parse(text)
    for opening, inner in pairwise(tokens):
        if opening.type == "heading_open" and opening.level == 0:
            yield int(opening.tag[1:]), " ".join("".join(map(words, inner.children or [])).split())[:LONGEST]


def words(token: Token) -> str:
    if token.children:
        return "".join(map(words, token.children))
    return " " if token.type in ("softbreak", "hardbreak") else token.content


def told(text: str) -> list[tuple[int, str]]:
    found = headings(text)
    assert [one.ordinal for one in found] == list(range(len(found)))
    return [(one.level, one.title) for one in found]


PARSER: Parser = make_parser()


@given(TEXTS)
@settings(deadline=None, max_examples=1000)
def test_whatever_is_written_the_headings_are_those_of_the_parser(text: str) -> None:
    assert told(text) == list(of_the_parser(text))


@given(some.text(alphabet="# a*`_[]()-=\\~\t\n1.", max_size=60))
@settings(deadline=None, max_examples=400)
def test_whatever_signs_are_strewn_the_headings_are_those_of_the_parser(text: str) -> None:
    assert told(text) == list(of_the_parser(text))


def test_headings_are_found_in_both_ways_of_writing_them() -> None:
    assert headings("# One\n\nTwo\n---\n\n### Three ###\n") == (
        Heading(1, "One", 0),
        Heading(2, "Two", 1),
        Heading(3, "Three", 2),
    )


def test_a_comment_in_code_is_no_heading() -> None:
    assert told("```python\n# comment\n```\n# Real\n") == [(1, "Real")]
    assert told("1. a\n\n   ~~~\n   # comment\n   ~~~\n\n# Real\n") == [(1, "Real")]
    assert told("    # comment\n") == []
    assert told("- ```\n  # comment\n  ```\n\n# Real\n") == [(1, "Real")]


def test_a_formula_holds_what_looks_like_a_heading() -> None:
    assert told("$$\n# x\n$$\n\n# Real\n") == [(1, "Real")]
    assert told("\\[\n# x\n\\]\n\n# Real\n") == [(1, "Real")]


def test_a_fence_that_never_closes_holds_all_that_follows() -> None:
    assert told("# Before\n````\n```\n# within\n") == [(1, "Before")]


def test_a_rule_below_an_empty_line_underlines_nothing() -> None:
    assert told("Words.\n\n---\n\nMore.\n \t\n===\n") == []


def test_headings_in_lists_and_quotes_are_left_out() -> None:
    assert told("- # In a list\n\n> # In a quote\n\n# Own\n") == [(1, "Own")]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("**Step 1:** run `make_it()`", "Step 1: run make_it()"),
        ("A *b* ~~c~~ __d__", "A b c d"),
        ("[The site](https://x.org) &amp; more", "The site & more"),
        (r"Not \*bold\*", "Not *bold*"),
        ("snake_case and 2 * 3", "snake_case and 2 * 3"),
        ("***both***", "both"),
        ("**中文**：说明", "中文：说明"),
        ("`a*b` **c", "a*b **c"),
    ],
)
def test_a_title_is_in_plain_words(written: str, read: str) -> None:
    assert told(f"## {written}") == [(2, read)]


def test_a_title_knows_what_its_links_refer_to() -> None:
    assert told("# See [Guide]\n\n[guide]: https://x.org\n") == [(1, "See Guide")]
    assert told("# See [Guide]\n") == [(1, "See [Guide]")]


def test_a_title_of_two_lines_becomes_one() -> None:
    assert told("One\ntwo\n===\n") == [(1, "One two")]


def test_a_title_without_end_is_cut() -> None:
    (heading,) = headings("# " + "x" * 5000)
    assert heading.title == "x" * LONGEST


def test_an_answers_headings_stand_below_their_question() -> None:
    turns = [("q", "user", "\n Why?\nReally."), ("a", "assistant", "### One\n\n#### Half\n\n### Two")]
    assert list(rows(turns)) == [
        Row("q", None, 0, "Why?"),
        Row("a", 0, 1, "One"),
        Row("a", 1, 2, "Half"),
        Row("a", 2, 1, "Two"),
    ]


def test_a_question_that_begins_with_code_is_known_by_its_first_line_of_it() -> None:
    assert [row.title for row in rows([("q", "user", "```python\nprint(1)\n```\n")])] == ["print(1)"]


def test_a_question_without_words_still_has_its_row() -> None:
    assert list(rows([("q", "user", " \n")])) == [Row("q", None, 0, "")]


def test_an_empty_heading_has_no_row_and_yet_counts() -> None:
    assert list(rows([("a", "assistant", "#\n\n## Two")])) == [Row("a", 1, 1, "Two")]


def test_what_is_neither_question_nor_answer_has_no_row() -> None:
    assert list(rows([("n", "notice", "# Later")])) == []


def test_nothing_is_read_before_it_is_asked_for() -> None:
    read: list[str] = []

    def turns() -> Iterator[tuple[str, str, str]]:
        for id_ in "abc":
            read.append(id_)
            yield id_, "user", id_

    steps = rows(turns())
    assert read == []
    next(steps)
    assert read == ["a"]


TURNS = [("q", "user", "Why?"), ("a", "assistant", "# One\n# Two\n#\n# Four"), ("b", "assistant", "Nothing.")]


@pytest.mark.parametrize(
    ("entry", "ordinal", "title"),
    [("a", 1, "Two"), ("a", 2, "Two"), ("a", 3, "Four"), ("a", -1, "Why?"), ("q", -1, "Why?"), ("b", -1, "Four")],
)
def test_a_reader_has_come_to_the_last_row_above(entry: str, ordinal: int, title: str) -> None:
    reading = Reading(TURNS, entry, ordinal)
    while reading.step() is not None:
        pass
    assert reading.here is not None
    assert reading.here.title == title


def test_a_reading_goes_turn_by_turn_and_knows_nothing_of_places_to_come() -> None:
    reading = Reading(TURNS, "a", 0)
    assert reading.step() == [Row("q", None, 0, "Why?")]
    assert reading.here is None
    reading.step()
    assert reading.here == Row("a", 0, 1, "One")
    assert reading.step() == []
    assert reading.step() is None


QUESTION, OTHER = Row("q", None, 0, "About Pasta"), Row("r", None, 0, "About rice")
SAUCE, WATER = Row("a", 0, 1, "The sauce"), Row("a", 1, 1, "Boiling the water")


def test_a_heading_that_is_looked_for_comes_with_its_question() -> None:
    assert Sieve("water").through([QUESTION, SAUCE, WATER, OTHER]) == [QUESTION, WATER]


def test_a_question_comes_once_and_not_with_headings_that_do_not_fit() -> None:
    assert Sieve("pasta").through([QUESTION, SAUCE, WATER, OTHER]) == [QUESTION]
    assert Sieve("the").through([QUESTION, SAUCE, WATER, OTHER]) == [QUESTION, SAUCE, WATER]
    assert Sieve("").through([QUESTION, SAUCE, OTHER]) == [QUESTION, SAUCE, OTHER]


def test_all_words_count_in_any_order_and_case() -> None:
    assert Sieve("WATER boil").through([QUESTION, SAUCE, WATER]) == [QUESTION, WATER]
    assert Sieve("water rice").through([QUESTION, SAUCE, WATER]) == []


def test_rows_that_come_later_still_find_their_question() -> None:
    sieve = Sieve("water")
    assert sieve.through([QUESTION, SAUCE]) == []
    assert sieve.through([WATER, OTHER]) == [QUESTION, WATER]
