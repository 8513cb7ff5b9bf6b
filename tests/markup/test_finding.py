"""Finding words in messages: what counts as the same word, where it is, and how many there are meanwhile."""

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.markup.finding import FOLDING, Find, PlainTexts, Query, Search, occurrences
from nextchat_desktop.markup.plain import plain, plain_slices

LETTERS = (
    "aAbBeEiIsSfFßẞİıéÉÅÅ\u0301\u0307\u030a\u0323 \n\u00a0\u3000_.,，ＡａﬁﬆǰʼnΐςΣσKk"
    "中文한\u1112\u1161\u11abｶﾞガが\u3099か\u00ad\u200b’'“\""
)
UNSEEN = "\u00ad\u200b\u2060\ufe0e\ufe0f"
ACCENTS = f"\u0301\u0307\u030a\u0323\u3099\u1161\u11abﾞ{UNSEEN}"
texts = st.text(LETTERS, max_size=40)
needles = st.text(LETTERS, max_size=4)


def found(text: str, query: str, match_case: bool = False, whole_words: bool = False) -> list[str]:
    places = occurrences(Query(query, match_case, whole_words), text)
    return [text[start : start + length] for start, length in places]


def folded(word: str, match_case: bool = False) -> str:
    """What two words have in common that are found by each other."""
    usual = "".join(normalize("NFKC", char) if "\uff00" <= char <= "\uffef" else char for char in word)
    usual = re.sub(f"[{UNSEEN}]", "", usual).translate({0x2019: "'", 0x201C: '"'})
    usual = normalize("NFC", usual)
    return usual if match_case else normalize("NFC", usual.casefold()).replace("i\u0307", "i")


def spaced(word: str, match_case: bool = False) -> str:
    return re.sub(r"\s+", " ", folded(word, match_case))


def characters(text: str) -> list[tuple[int, int]]:
    """From where to where each letter goes with its accents."""
    return [match.span() for match in re.finditer(rf"\S[{ACCENTS}]*|[{ACCENTS}]+|\s", text)]


def naive(query: str, text: str) -> list[tuple[int, int]]:
    """The plain way: at each character, take in characters one by one until they fold to the query."""
    wanted, spans, places, at = spaced(query), characters(text), [], 0
    while wanted and at < len(spans):
        ends = [end for _, end in spans[at:] if spaced(text[spans[at][0] : end]) == wanted]
        within_run = wanted[0] == " " and at > 0 and text[slice(*spans[at - 1])].isspace()
        if not ends or within_run:
            at += 1
            continue
        end = max(ends) if wanted[-1] == " " else ends[0]
        places.append((spans[at][0], end - spans[at][0]))
        at = next((index for index, span in enumerate(spans) if span[0] >= end), len(spans))
    return places


@given(texts, needles, st.booleans())
def test_whatever_is_found_is_the_query_in_another_spelling(text: str, query: str, match_case: bool) -> None:
    for word in found(text, query, match_case):
        assert spaced(word, match_case) == spaced(query, match_case)


@given(texts, needles)
def test_everything_is_found_that_the_plain_way_finds(text: str, query: str) -> None:
    bare = re.sub(f"[{UNSEEN}]", "", text)
    assert occurrences(Query(query), bare) == naive(query, bare)


@given(st.text(), st.text(min_size=1, max_size=3), st.booleans(), st.booleans())
def test_finds_are_in_order_and_never_overlap(text: str, query: str, match_case: bool, whole_words: bool) -> None:
    at = 0
    for start, length in occurrences(Query(query, match_case, whole_words), text):
        assert start >= at
        assert length > 0
        at = start + length
    assert at <= len(text)


@given(st.text(), texts)
def test_every_text_finds_itself_between_other_words(text: str, other: str) -> None:
    if text.strip() and folded(text).strip() == folded(text) and text[0] not in ACCENTS:
        assert found(f"{other} {text} {other}", text)


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("strasse", "Straße STRASSE Strasse", ["Straße", "STRASSE", "Strasse"]),
        ("ß", "Maße MASSE", ["ß", "SS"]),
        ("istanbul", "İstanbul ISTANBUL", ["İstanbul", "ISTANBUL"]),
        ("café", "CAFÉ cafe\u0301 cafe", ["CAFÉ", "cafe\u0301"]),
        ("cafe", "CAFÉ cafe\u0301 cafe", ["cafe"]),
        ("ＡＰＩ，", "api, API，", ["api,", "API，"]),
        ("ガラス", "ｶﾞﾗｽ カラス", ["ｶﾞﾗｽ"]),
        ("한", "\u1112\u1161\u11ab 한 하", ["\u1112\u1161\u11ab", "한"]),
        ("don't", "don’t don't", ["don’t", "don't"]),
        ("office", "oﬃce office", ["oﬃce", "office"]),
        ("zeile", "Zei\u00adle", ["Zei\u00adle"]),
        ("kelvin", "\u212aelvin", ["\u212aelvin"]),
        ("𐐨", "𐐀 𐐨", ["𐐀", "𐐨"]),
        ("a.c", "abc a.c", ["a.c"]),
        ("aa", "aaaaa", ["aa", "aa"]),
        ("", "anything", []),
        ("\u200b", "anything", []),
    ],
)
def test_a_word_is_found_however_it_is_spelled(query: str, text: str, words: list[str]) -> None:
    assert found(text, query) == words


def test_half_of_a_letter_is_not_found_but_the_letter_behind_it_is() -> None:
    assert found("ßs", "s") == ["s"]
    assert found("sß", "ss") == ["ß"]


@pytest.mark.parametrize("between", [" ", "\n", "\u00a0", " \n\t ", "\u3000", "\u2029"])
def test_a_space_finds_any_white_space(between: str) -> None:
    assert found(f"the{between}mean", "the  mean") == [f"the{between}mean"]


def test_with_case_only_the_same_case_is_found() -> None:
    assert found("Mean mean MEAN ß ss", "mean", match_case=True) == ["mean"]
    assert found("Mean mean MEAN ß ss", "ss", match_case=True) == ["ss"]
    assert found("Ａ é", "A", match_case=True) == ["Ａ"]


def test_whole_words_are_not_parts_of_others() -> None:
    assert occurrences(Query("mean", whole_words=True), "means mean meaning mean_x (mean) demean") == [(6, 4), (27, 4)]
    assert occurrences(Query("(mean", whole_words=True), "x(mean)") == [(1, 5)]


def test_a_whole_word_may_stand_between_chinese_words_and_be_one() -> None:
    assert occurrences(Query("API", whole_words=True), "使用API调用") == [(2, 3)]
    assert found("请报告中位数。", "中位数", whole_words=True) == ["中位数"]


def test_no_letter_that_has_another_case_or_form_is_forgotten() -> None:
    known = {code for span in FOLDING for code in span}
    syllables = range(0xAC00, 0xD7A4)
    far = (chr(code) for code in range(0x80, 0x110000) if code not in known and code not in syllables)
    assert [hex(ord(char)) for char in far if normalize("NFC", normalize("NFD", char).casefold()) != char] == []


@pytest.mark.parametrize("query", ["mean", " mean", "ss", "e", "\u0301", "a" * 60 + "b"])
@pytest.mark.parametrize("piece", [" ", "ß", "e\u0301", "\u0301", "a", "\u200b", " \u0301"])
def test_a_text_of_one_piece_over_and_over_ends(query: str, piece: str) -> None:
    places = occurrences(Query(query), piece * 20_000)
    assert len(places) == (20_000 if (query, piece) in (("ss", "ß"), ("\u0301", " \u0301")) else 0)


def test_a_million_spaces_are_looked_through_once() -> None:
    assert found(" " * 1_000_000, " mean") == []


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("## A *good* **word**", "A good word"),
        ("- one\n* two\n12. three\n- [x] four\n> > five", "one\ntwo\nthree\nfour\nfive"),
        ("snake_case and _this_ and __init__ and a_b_c", "snake_case and this and init and a_b_c"),
        ("2*3 = 6, a * b", "2*3 = 6, a * b"),
        ("**strong *and* more** ***both***", "strong and more both"),
        ("a `b_c*d*` **e**", "a b_c*d* e"),
        ("```python\n# a_b*c* **d**\n- [x](y)\n```\n*e*", "# a_b*c* **d**\n- [x](y)\ne"),
        ("~~~\n```\n*a*\n~~~\n*b*", "```\n*a*\nb"),
        ("```\n*still open*", "*still open*"),
        ("see [the *docs*](https://x.y/z_(a) 'title') now", "see the docs now"),
        ("[![a picture](https://x.y/p.png)](https://x.y)", "a picture"),
        ("<https://x.y/a_b_c>", "https://x.y/a_b_c"),
        (r"\*no\* 1\. \\ C:\dir", r"*no* 1. \ C:\dir"),
        ("a &amp; b &lt; AT&T ?a=1&copy=2", "a & b < AT&T ?a=1&copy=2"),
        ("~~gone~~ ~5", "gone ~5"),
        ("a || b | c", "a || b | c"),
        ("a\r\n- b\r\n", "a\nb\n"),
        ("5 - 3 # 4 > 2", "5 - 3 # 4 > 2"),
        ("", ""),
    ],
)
def test_markdown_loses_its_marks_and_keeps_its_words(markdown: str, words: str) -> None:
    assert plain(markdown) == words


def test_a_table_keeps_its_cells() -> None:
    table = "Pay:\n\n| Name | Sum |\n|---|:-:|\n| a_b | `x|y` |\nc | 4\n\nx | y"
    assert plain(table).split() == ["Pay:", "Name", "Sum", "a_b", "x|y", "c", "4", "x", "|", "y"]


@given(st.text("*_`~[]()!|->#+1. \n\\&;ab中\0\r", max_size=120))
def test_no_text_is_too_odd_to_be_read(markdown: str) -> None:
    assert sorted(re.findall("[ab中]", plain(markdown))) <= sorted(re.findall("[ab中]", markdown))


@pytest.mark.parametrize(
    "mark", ["*", "**a ", "_", "[", "[a](", "](()", "`", "`a", "|", "\n|-|", "\n>", "\n```", "\\", "&"]
)
def test_a_megabyte_of_marks_ends(mark: str) -> None:
    assert len(plain(mark * (1_000_000 // len(mark)))) <= 1_000_000


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("a ![pear](data:image/png;base64,{}) b", "a pear b"),
        ("![pear](<data:image/png;base64,{}> 'title')\n\n*b*", "pear\n\nb"),
        ("![one](data:image/png;base64,{}) ![two](data:image/gif;base64,{})", "one two"),
        ("![never complete](data:image/png;base64,{}\nb", "[never complete](data:image/\nb"),
        ("![p]\n\n[p]: data:image/png;base64,{}\nb", "![p]\n\n[p]: data:image/\nb"),
    ],
)
def test_a_picture_that_is_written_out_is_not_read(markdown: str, words: str) -> None:
    picture = "pear/" * 200_000
    pieces = list(plain_slices(markdown.format(picture, picture)))
    assert pieces == [words]


def test_the_label_of_a_footnote_is_no_word_of_it() -> None:
    assert plain("words\n\n[^1]: *Of* one\n[^two]:that\n[^a-z] stays") == "words\n\nOf one\nthat\n[^a-z] stays"


def test_a_long_text_read_in_pieces_is_the_same_text() -> None:
    markdown = "A *few* words.\n\n```\ncode *a*\n\n\nmore\n```\n\n- **b**\n\n" * 40
    pieces = list(plain_slices(markdown, longest=100))
    assert len(pieces) > 10
    assert "".join(pieces) == plain(markdown)


MESSAGES = [("one two one",), ("none",), ("**one**",), (), ("two",)]


def searched(query: str, messages: list[tuple[str, ...]], start: int = 0) -> Search:
    search = Search(Query(query), PlainTexts(messages), start)
    while not search.step(0):
        pass
    return search


def test_the_finds_of_all_messages_are_counted() -> None:
    search = searched("one", MESSAGES)
    assert (list(search.counts), search.total, search.done) == ([2, 1, 1, 0, 0], 4, True)


def test_the_finds_are_numbered_from_the_first_message_to_the_last() -> None:
    search = searched("one", MESSAGES, start=2)
    finds = [Find(0, 0), Find(0, 1), Find(1, 0), Find(2, 0)]
    assert [search.nth(index) for index in range(4)] == finds
    assert [search.index_of(find) for find in finds] == [0, 1, 2, 3]
    assert search.nth(4) is None
    assert search.nth(-1) is None


def test_from_a_place_on_the_next_find_is_given_and_after_the_last_the_first() -> None:
    search = searched("one", MESSAGES)
    assert search.index_of_first_from(0, 1) == 1
    assert search.index_of_first_from(0, 2) == 2
    assert search.index_of_first_from(1) == 2
    assert search.index_of_first_from(3) == 0
    assert search.index_of_first_from(99) == 0
    assert searched("nowhere", MESSAGES).index_of_first_from(0) is None


def test_back_from_a_message_the_last_find_above_it_is_given_and_before_the_first_the_last() -> None:
    search = searched("one", MESSAGES)
    assert [search.index_of_last_before(message) for message in (0, 1, 2, 3, 99)] == [3, 1, 2, 3, 3]
    assert searched("nowhere", MESSAGES).index_of_last_before(0) is None


def test_a_message_of_several_texts_is_searched_in_all_of_them() -> None:
    assert searched("one", [("```\none", "*one*"), ("no", "")]).total == 2
    assert searched("one two", [("one", "two")]).total == 0


def test_the_message_one_reads_is_searched_first() -> None:
    search = Search(Query("one"), PlainTexts(MESSAGES), start=2)
    while not search.total:
        search.step(0)
    assert not search.done
    assert (list(search.counts), search.nth(0)) == ([0, 0, 1, 0, 0], Find(2, 0))
    while not search.step(0):
        pass
    assert search.index_of(Find(2, 0)) == 3


def test_an_empty_query_is_done_at_once() -> None:
    search = Search(Query(""), PlainTexts(MESSAGES))
    assert (search.done, search.total) == (True, 0)


def test_a_message_that_grows_is_counted_again_and_keeps_its_count_until_then() -> None:
    messages = list(MESSAGES)
    search = Search(Query("one"), PlainTexts(messages))
    search.step(60)
    messages[0] = (f"{messages[0][0]} and one",)
    search.changed(0)
    assert (search.done, search.total) == (False, 4)
    search.step(60)
    assert (search.done, search.total) == (True, 5)


def test_a_message_that_changes_while_it_is_read_is_read_from_the_start() -> None:
    messages = [("one " * 20_000,)]
    search = Search(Query("one"), PlainTexts(messages))
    for _ in range(3):
        search.step(0)
    messages[0] = ("one",)
    search.changed(0)
    search.step(60)
    assert search.total == 1


def test_messages_that_come_later_are_searched_too() -> None:
    messages = list(MESSAGES)
    search = Search(Query("one"), PlainTexts(messages))
    search.step(60)
    messages.append(("one more",))
    assert not search.done
    search.step(60)
    assert (search.total, search.nth(4)) == (5, Find(5, 0))


def test_who_has_laid_a_message_out_knows_better_until_it_changes() -> None:
    search = Search(Query("one"), PlainTexts(MESSAGES))
    search.correct(1, 0)
    search.step(60)
    assert list(search.counts) == [2, 0, 1, 0, 0]
    search.correct(0, 5)
    assert (search.total, search.done, search.nth(4)) == (6, True, Find(0, 4))
    search.changed(0)
    search.step(60)
    assert search.total == 3


def test_a_message_that_is_not_there_is_nobodys_trouble() -> None:
    search = searched("one", MESSAGES)
    search.changed(99)
    search.correct(-1, 7)
    assert (search.total, search.done) == (4, True)


def test_texts_are_kept_from_one_query_to_the_next() -> None:
    texts = PlainTexts([("a **b**",)])
    (first,), (second,) = texts.slices(0), texts.slices(0)
    assert first is second
