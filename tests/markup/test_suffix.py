import pytest

from nextchat_desktop.markup.code import suffix


@pytest.mark.parametrize(
    ("language", "ending"),
    [("python", "py"), ("Rust", "rs"), ("c++", "cpp"), ("bash", "sh"), ("{.json}", "json"), ("r", "R")],
)
def test_a_file_ends_as_files_of_its_language_do(language: str, ending: str) -> None:
    assert suffix(language) == ending


@pytest.mark.parametrize("language", ["tsx", "hpp", "yml"])
def test_a_word_that_is_an_ending_is_kept(language: str) -> None:
    assert suffix(language) == language


@pytest.mark.parametrize("language", ["", "text", "quux", "../a", "[", "http"])
def test_what_has_no_ending_is_text(language: str) -> None:
    assert suffix(language) == "txt"
