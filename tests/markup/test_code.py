import pytest

from nextchat_desktop.markup.code import LONGEST, Coloured, coloured, language_name

CODE = 'def f(x):  # why\n    return "s", 12\n'


def test_ranges_point_at_the_words_they_colour() -> None:
    found = {(CODE[start : start + length], token) for start, length, token in coloured(CODE, "python")}
    assert {("def", "keyword"), ("f", "name"), ("# why", "comment"), ("return", "keyword"), ("12", "number")} <= found


def test_ranges_are_in_order_and_inside_the_code() -> None:
    end = 0
    for start, length, _ in coloured(CODE.rstrip(), "python"):
        assert start >= end
        end = start + length
    assert end <= len(CODE.rstrip())


@pytest.mark.parametrize("language", ["Python", "py", "py3", "{.python}", "language-python", "python{1,2}", "pyw"])
def test_languages_go_by_many_names(language: str) -> None:
    assert Coloured(0, 3, "keyword") in coloured(CODE, language)


@pytest.mark.parametrize("language", ["", "text", "no-such-thing", "***", "a/b", "["])
def test_unknown_languages_have_no_colours(language: str) -> None:
    assert coloured(CODE, language) == ()


def test_very_long_code_has_no_colours() -> None:
    assert coloured("x = 1\n" * LONGEST, "python") == ()


def test_languages_are_shown_by_their_usual_name() -> None:
    assert (language_name("py"), language_name("js"), language_name("Quux"), language_name("")) == (
        "Python",
        "JavaScript",
        "Quux",
        "",
    )
