"""Names in a sentence that goes from right to left: they do not put each other out of order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nextchat_desktop.core.directions import APART, APART_END, apart, goes_left, in_order, without_marks
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import in_line, together

ID = "shelf.folder_renamed"
NAME = "notes (old)"


@pytest.fixture
def words() -> Words:
    said = Words(resource("locales"), "ar")
    said.be_for_eyes()
    return said


def held(text: str) -> Iterator[str]:
    """What is kept apart in a text."""
    for part in text.split(APART)[1:]:
        yield part.partition(APART_END)[0]


def test_a_name_is_kept_apart_from_the_sentence_it_is_filled_into(words: Words) -> None:
    assert list(held(words(ID, name=NAME))) == [NAME]
    assert list(held(words("storage.not_written", detail=OSError(5, "no room")))) == ["[Errno 5] no room"]
    assert list(held(words("start.set_aside", path=Path("/tmp/a b")))) == [str(Path("/tmp/a b"))]


def test_each_line_of_several_is_kept_apart_for_marks_do_not_reach_over_its_end() -> None:
    assert apart("one\n\ntwo") == f"{APART}one{APART_END}\n\n{APART}two{APART_END}"


@pytest.mark.parametrize("value", ["12", "3.5", "12%", "", "06:12", "رسالة قديمة", "نموذج GPT"])
def test_what_cannot_be_put_out_of_order_is_said_as_it_is(words: Words, value: str) -> None:
    assert APART not in words(ID, name=value)


@pytest.mark.parametrize("value", ["3.5 Sonnet", "$0.02", "Ctrl+K", "https://a.example/?b=1", "≈ 4", "C:\\a", "a"])
def test_what_could_be_is_kept_apart(words: Words, value: str) -> None:
    assert list(held(words(ID, name=value))) == [value]


def test_a_sentence_in_a_sentence_is_not_kept_apart_and_what_is_in_it_stays_so(words: Words) -> None:
    inner = words(ID, name=NAME)
    assert words("storage.not_written", detail=inner).count(APART) == 1


def test_each_of_several_names_is_kept_apart(words: Words) -> None:
    names = ("gpt-4 (old)", "3.5 Sonnet", "نموذج")
    for row in (in_line(words, names), together(words, names)):
        assert list(held(row)) == list(names[:2])
        assert words(ID, name=row).count(APART) == 2


def test_plural_sentences_keep_their_names_apart_and_their_number_as_it_is(words: Words) -> None:
    said = words.plural("entry.with_pictures", 12, name=NAME)
    assert list(held(said)) == [NAME]
    assert "12" in said


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("يبدأ ب /v1.", ["/v1"]),
        ("مثل <local>, و *.example.com", ["<local>", "*.example.com"]),
        ("> أوامر", [">"]),
        ("{{name}} هو الاسم (C++)", ["{{name}}", "C++"]),
        ("اضغط Ctrl+, أو Ctrl+K.", ["Ctrl+,"]),
        ("صورة (PNG) من OpenAI، 100% و 3.5", []),
        (f"اسم {APART}*a b*{APART_END} هنا", ["*a b*"]),
    ],
)
def test_what_is_no_word_is_kept_apart_in_a_sentence(sentence: str, kept: list[str]) -> None:
    assert list(held(in_order(sentence))) == kept
    assert without_marks(in_order(sentence)) == without_marks(sentence)


def test_what_is_kept_or_handed_on_is_said_without_marks(words: Words) -> None:
    plain = words.bare(ID, name=NAME)
    assert APART not in plain
    assert plain == without_marks(words(ID, name=NAME))
    assert APART in words(ID, name=NAME)


def test_nothing_is_kept_apart_where_no_eyes_read_it() -> None:
    assert APART not in Words(resource("locales"), "ar")(ID, name=NAME)


@pytest.mark.parametrize("language", ["en", "zh_CN", "de"])
def test_languages_that_go_from_left_to_right_need_no_marks(words: Words, language: str) -> None:
    words.speak(language)
    assert APART not in words(ID, name=NAME)
    words.speak("ar")
    assert APART in words(ID, name=NAME)


@pytest.mark.parametrize(
    ("text", "found"), [("abc", False), ("(مرحبا) abc", True), ("1, 2 👍", None), ("", None), ("12 عام", True)]
)
def test_words_go_as_their_first_letter_does(text: str, found: bool | None) -> None:
    assert goes_left(text) is found
