"""A word that is to be typed is taken in large letters and small ones."""

import pytest

from nextchat_desktop.words.typed import is_same_word


@pytest.mark.parametrize("typed", ["erase", "Erase", "ERASE", " erase "])
def test_a_word_is_known_in_large_letters_and_small_ones(typed: str) -> None:
    assert is_same_word(typed, "erase")


@pytest.mark.parametrize("typed", ["sil", "SİL", "Sil"])
def test_a_turkish_capital_i_is_an_i(typed: str) -> None:
    assert is_same_word(typed, "sil")


@pytest.mark.parametrize("typed", ["", "erases", "er ase", "delete"])
def test_another_word_is_not_taken(typed: str) -> None:
    assert not is_same_word(typed, "erase")
