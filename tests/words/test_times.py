"""Times stand there as people of each language write them; of those that no calendar has there is a dash."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.words.times import (
    calendar_day,
    calendar_month,
    clock_time,
    date_and_time,
    day,
    days,
    is_today,
    lasted,
    moment,
    plain_date_and_time,
    plain_day,
)
from tongues import IN, LOCALES, NARROW, WIDE, locales

AT = round(datetime(2026, 7, 28, 14, 32).timestamp() * 1000)
DAY = 86_400_000
FAR = round(datetime(9999, 12, 31, tzinfo=UTC).timestamp() * 1000) + DAY


@pytest.mark.parametrize(
    ("locale", "clock", "date", "both"),
    [
        ("en", f"2:32{NARROW}PM", "Jul 28, 2026", f"Jul 28, 2026, 2:32{NARROW}PM"),
        ("en_GB", "14:32", "28 Jul 2026", "28 Jul 2026, 14:32"),
        ("zh_CN", "14:32", "2026年7月28日", "2026年7月28日 14:32"),
        ("zh_TW", "下午2:32", "2026年7月28日", "2026年7月28日 下午2:32"),
        ("ko", "오후 2:32", "2026. 7. 28.", "2026. 7. 28. 오후 2:32"),
        ("de", "14:32", "28.07.2026", "28.07.2026, 14:32"),
        ("id", "14.32", "28 Jul 2026", "28 Jul 2026 14.32"),
        ("vi", "14:32", "28 thg 7, 2026", "14:32 28 thg 7, 2026"),
        ("zh_Hant_QQ", "下午2:32", "2026年7月28日", "2026年7月28日 下午2:32"),
        ("en_QQ", f"2:32{NARROW}PM", "Jul 28, 2026", f"Jul 28, 2026, 2:32{NARROW}PM"),
    ],
)
def test_a_time_is_told_as_people_do(locale: str, clock: str, date: str, both: str) -> None:
    words = IN[locale]
    assert (clock_time(words, AT), day(words, AT), date_and_time(words, AT)) == (clock, date, both)


def test_digits_are_the_ones_of_the_rest_of_the_window() -> None:
    assert all(set(date_and_time(IN[locale], AT)) & set("0123456789") for locale in LOCALES)


def test_of_today_the_clock_is_enough() -> None:
    words = IN["de"]
    assert moment(words, AT, AT + 1) == "14:32"
    assert moment(words, AT, AT + DAY) == "28.07.2026, 14:32"


@pytest.mark.parametrize(
    ("locale", "month", "date"),
    [("en", "July 2026", "Jul 28, 2026"), ("es", "julio de 2026", "28 jul 2026"), ("ja", "2026年7月", "2026/07/28")],
)
def test_days_and_months_that_were_noted_are_told_as_people_do(locale: str, month: str, date: str) -> None:
    assert (calendar_month(IN[locale], "2026-07"), calendar_day(IN[locale], "2026-07-28")) == (month, date)


@pytest.mark.parametrize(
    ("locale", "two", "far"),
    [
        ("en", "Jul 28 – 29, 2026", "Jul 28, 2026 – Jul 28, 2027"),
        ("zh_CN", "2026年7月28日至29日", "2026年7月28日至2027年7月28日"),
        ("de", "28.–29. Juli 2026", "28. Juli 2026 – 28. Juli 2027"),
    ],
)
def test_what_two_dates_have_in_common_is_told_once(locale: str, two: str, far: str) -> None:
    words = IN[locale]
    told = [" ".join(days(words, AT, end).replace("\u2009", " ").split()) for end in (AT + DAY, AT + 365 * DAY)]
    assert told == [two, far]
    assert days(words, AT, AT + 1) == day(words, AT)


def test_what_is_no_date_is_told_as_it_was_noted() -> None:
    assert (calendar_month(IN["en"], ""), calendar_day(IN["en"], "2026-02-30")) == ("", "2026-02-30")


def test_programs_and_models_are_told_times_in_one_way() -> None:
    assert (plain_day(AT), plain_date_and_time(AT)) == ("2026-07-28", "2026-07-28 14:32")


def test_how_long_it_took() -> None:
    told = [lasted(IN["de"], seconds) for seconds in (0.0001, 0.0006, 0.012, 0.9994, 0.9996, 1.44, 1234.5)]
    assert [text.replace(WIDE, " ") for text in told] == [
        "<1 ms", "1 ms", "12 ms", "999 ms", "1,0 s", "1,4 s", "1.234,5 s",
    ]  # fmt: skip


@pytest.mark.parametrize("ms", [FAR, -FAR * 10, 10**30])
def test_of_a_year_that_no_calendar_has_there_is_a_dash(ms: int) -> None:
    words = IN["en"]
    told = (clock_time(words, ms), day(words, ms), date_and_time(words, ms), plain_day(ms), plain_date_and_time(ms))
    assert set(told) == {"—"}
    assert not is_today(ms, ms)


@given(locales, st.one_of(st.integers(-(10**15), 10**15), st.integers()), st.text(max_size=10))
def test_no_time_is_too_strange_to_be_told(locale: str, ms: int, iso: str) -> None:
    words = IN[locale]
    assert all((clock_time(words, ms), day(words, ms), date_and_time(words, ms), moment(words, ms, AT)))
    assert days(words, ms, AT)
    assert days(words, AT, ms)
    assert plain_date_and_time(ms).startswith(plain_day(ms))
    calendar_day(words, iso)
    calendar_month(words, iso)
