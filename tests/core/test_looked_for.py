"""What somebody finds by what they type, and what they see of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.looked_for import SNIPPET, folded, has_all, plain, snippet, terms_of


def marked(text: str, wish: str) -> list[str]:
    found = snippet(text, terms_of(wish))
    return [found.text[first:last] for first, last in found.marks]


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Straße", "STRASSE"),
        ("ＡＰＩ　Ｋｅｙ", "api key"),
        ("api key", "ＡＰＩ"),
        ("cafe\u0301", "CAFÉ"),
        ("ﾃﾞｰﾀ", "データ"),
        ("İstanbul", "i̇stanbul"),
        ("数据库", "据"),
        ("C# and Go", "c#"),
        ("one\ntwo", '"one two"'),
        ("x = a[i]", "a[i]"),
        ("①", "1"),
    ],
)
def test_what_reads_the_same_is_the_same(text: str, wish: str) -> None:
    assert has_all(folded(text), terms_of(wish))
    assert marked(text, wish)


def test_all_words_must_be_there_in_any_order() -> None:
    assert has_all(folded("the quick brown fox"), terms_of("fox quick"))
    assert not has_all(folded("the quick brown fox"), terms_of("fox slow"))


def test_words_in_quotation_marks_stand_together() -> None:
    assert terms_of('a "b c" d') == ("a", "b c", "d")
    assert not has_all(folded("c b"), terms_of('"b c"'))


def test_quotation_marks_in_code_are_what_they_are() -> None:
    assert terms_of('print("x")') == ('print("x")',)


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u3000"])
def test_nothing_is_nothing_to_look_for(nothing: str) -> None:
    assert terms_of(nothing) == ()


def test_a_snippet_is_one_line_around_the_first_find() -> None:
    text = f"{'before ' * 40}the needle\n\n{'after ' * 40}"
    found = snippet(text, ("needle",))
    assert len(found.text) <= SNIPPET
    assert "\n" not in found.text
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert marked(text, "needle") == ["needle"]


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("a needle here", ("needle",)).text == "a needle here"


def test_finds_that_touch_are_one_mark() -> None:
    assert marked("数据库", "数据 据库") == ["数据库"]


def test_marks_are_at_the_letters_that_were_written() -> None:
    assert marked("㎏㎏ Straße ﬁne", "strasse") == ["Straße"]
    assert marked("ﬁnding", "n") == ["n", "n"]


TEXTS = st.text(st.characters() | st.sampled_from("aAßİǅ数据 \nﬁﾃﾞ㎏é\u0301"), max_size=60)


@given(TEXTS)
def test_no_text_is_too_strange(text: str) -> None:
    assert not any(letter.isspace() and letter != " " for letter in folded(text))
    found = snippet(text, terms_of(text))
    assert all(0 <= first < last <= len(found.text) for first, last in found.marks)


@given(TEXTS, TEXTS, st.text("abc 数据库", min_size=1, max_size=4))
def test_what_is_in_the_middle_of_something_is_found_and_marked(before: str, after: str, wish: str) -> None:
    text = f"{before} {wish} {after}"
    assert has_all(folded(text), terms_of(wish))
    assert bool(snippet(text, terms_of(wish)).marks) == bool(terms_of(wish))


def test_long_texts_are_folded_in_slices_and_lose_nothing() -> None:
    text = "Ａ数据ß " * 20_000
    assert folded(text) == "a数据ss " * 20_000
    assert plain("a" * 100_000) == "a" * 100_000
