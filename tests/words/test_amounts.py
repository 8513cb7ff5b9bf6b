"""Numbers, sizes and sums of money stand there as people of each language write them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.words.amounts import decimal, money, percent, short, sign_of, size, whole
from nextchat_desktop.words.typed import plain_number, written
from tongues import IN, LOCALES, NARROW, WIDE, locales


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "1,234,567"),
        ("de", "1.234.567"),
        ("fr", f"1{NARROW}234{NARROW}567"),
        ("ru", f"1{WIDE}234{WIDE}567"),
        ("de_CH", "1’234’567"),
        ("en_IN", "12,34,567"),
        ("zh_CN", "1,234,567"),
        ("ar", "1,234,567"),
    ],
)
def test_thousands_are_parted_as_people_do(locale: str, told: str) -> None:
    assert whole(IN[locale], 1_234_567) == told
    assert whole(IN[locale], 987) == "987"


@pytest.mark.parametrize(("locale", "told"), [("en", "1,234.5"), ("de", "1.234,5"), ("pt_BR", "1.234,5")])
def test_a_comma_stands_where_people_write_a_comma(locale: str, told: str) -> None:
    assert decimal(IN[locale], 1234.46) == told


def test_what_says_nothing_is_left_out() -> None:
    assert [short(IN["de"], number) for number in (2.0, 0.1 + 0.2, 1_000_000.5)] == ["2", "0,3", "1.000.000,5"]


@pytest.mark.parametrize(("locale", "told"), [("en", "80%"), ("de", f"80{WIDE}%"), ("tr", "%80")])
def test_the_sign_of_a_percentage_stands_where_it_belongs(locale: str, told: str) -> None:
    assert percent(IN[locale], 0.8) == told


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (214_400, "214 kB"),
        (999_400, "999 kB"),
        (999_500, "1.0 MB"),
        (12_345_678, "12.3 MB"),
        (3 * 10**9, "3.0 GB"),
        (10**16, "10,000.0 TB"),
    ],
)
def test_sizes_are_told_as_disks_are_sold(count: int, told: str) -> None:
    assert size(IN["en"], count) == told


@pytest.mark.parametrize(
    ("locale", "told"), [("zh_CN", "1.4 MB"), ("de", "1,4 MB"), ("fr", f"1,4{NARROW}Mo"), ("pt_BR", "1,4 MB")]
)
def test_sizes_have_the_units_of_the_language(locale: str, told: str) -> None:
    assert size(IN[locale], 1_400_000) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (12.345, "$12.35"),
        (1234.5, "$1,234.50"),
        (1.0, "$1.00"),
        (0.25, "$0.25"),
        (0.0021, "$0.0021"),
        (0.00012, "$0.00012"),
        (0.000_000_1, "<$0.000001"),
        (0.0, "$0.00"),
        (-3.5, "-$3.50"),
    ],
)
def test_money_has_as_many_digits_as_tell_something(value: float, told: str) -> None:
    assert money(IN["en"], value, "USD") == told


@pytest.mark.parametrize(
    ("locale", "currency", "told"),
    [
        ("de", "EUR", f"0,0021{WIDE}€"),
        ("de", "USD", f"0,0021{WIDE}$"),
        ("zh_CN", "CNY", "¥0.0021"),
        ("zh_CN", "USD", "US$0.0021"),
        ("en", "CNY", "CN¥0.0021"),
        ("it", "USD", f"0,0021{WIDE}USD"),
        ("en", "XYZ", f"XYZ{WIDE}0.0021"),
        ("en", "points", "0.0021 points"),
        ("en", "", "0.0021"),
    ],
)
def test_money_bears_the_sign_by_which_people_know_it(locale: str, currency: str, told: str) -> None:
    assert money(IN[locale], 0.0021, currency) == told


def test_a_yen_has_no_parts() -> None:
    assert money(IN["ja"], 1234, "JPY") == "￥1,234"


def test_a_currency_without_a_sign_is_called_by_its_code() -> None:
    assert [sign_of(IN["en"], currency) for currency in ("USD", "EUR", "XYZ")] == ["$", "€", "XYZ"]


@given(locales, st.one_of(st.floats(), st.integers()), st.text(max_size=4), st.integers(0, 6))
def test_no_number_is_too_strange_to_be_told(locale: str, number: float, currency: str, digits: int) -> None:
    words = IN[locale]
    for told in (
        decimal(words, number, digits),
        short(words, number, digits),
        money(words, number, currency),
        money(words, number, "EUR"),
        written(words, number),
    ):
        assert told
    if not isinstance(number, float):
        assert whole(words, number)
        assert size(words, abs(number))


@given(locales, st.floats(-1e9, 1e9).map(lambda number: float(f"{number:.9g}")))
def test_what_stands_in_a_field_is_read_as_it_was(locale: str, number: float) -> None:
    words = IN[locale]
    assert float(plain_number(words, written(words, number))) == number


@given(locales, st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_what_is_told_and_copied_is_read_as_it_was(locale: str, number: int, digits: int) -> None:
    """Also with thousands parted, and with a point or comma behind them."""
    words = IN[locale]
    told = decimal(words, number / 10**digits, digits)
    assert math.isclose(float(plain_number(words, told)), round(number / 10**digits, digits), rel_tol=1e-9)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("1,5", 1.5),
        ("128000", 128_000),
        ("1.234.567", 1_234_567),
        ("1,234,567.8", 1_234_567.8),
        ("1.234.567,8", 1_234_567.8),
        ("1 234 567,8", 1_234_567.8),
        (f"1{NARROW}234,5", 1234.5),
        ("1’234.5", 1234.5),
        ("１２，５", 12.5),
        ("１２．５", 12.5),
        ("3。5", 3.5),
        ("٣٫٥", 3.5),
        ("−0,5", -0.5),
        (" 7 ", 7),
    ],
)
def test_numbers_are_read_from_whichever_keyboard_or_page_they_come(locale: str, typed: str, number: float) -> None:
    assert float(plain_number(IN[locale], typed)) == number


@pytest.mark.parametrize(
    ("locale", "number"), [("en", 1.234), ("de", 1234), ("fr", 1.234), ("zh_CN", 1.234), ("pt_BR", 1234)]
)
def test_a_point_before_three_digits_is_what_it_is_in_that_language(locale: str, number: float) -> None:
    assert float(plain_number(IN[locale], "1.234")) == number


@pytest.mark.parametrize("typed", ["", ".", ",", "-", "x", "1,2,3", "1.2.3,4", "12 apples", "1 2"])
def test_what_is_no_number_becomes_none(typed: str) -> None:
    with pytest.raises(ValueError, match="could not convert"):
        float(plain_number(IN["en"], typed))


@given(locales, st.text(max_size=12))
def test_nothing_that_is_typed_is_too_strange_to_be_read(locale: str, typed: str) -> None:
    plain_number(IN[locale], typed)
