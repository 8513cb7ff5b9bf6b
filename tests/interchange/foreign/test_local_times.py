"""Times that browsers wrote for people of any country, and what is made of those that can be read in two ways."""

import random
from datetime import UTC, datetime

import pytest

from nextchat_desktop.interchange.foreign.local_times import ReadTimes, local_time, local_times

AFTERNOON = (2024, 12, 25, 15, 4, 5)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> int:
    """By the clock of this computer, in milliseconds."""
    return round(datetime(year, month, day, hour, minute, second).timestamp() * 1000)


@pytest.mark.parametrize(
    "text",
    [
        "2024/12/25 15:04:05",
        "2024/12/25 下午3:04:05",
        "2024/12/25 下午 3:04:05",
        "2024年12月25日 15:04:05",
        "2024年12月25日下午3时04分05秒",
        "25/12/2024 下午3:04:05",
        "12/25/2024, 3:04:05 PM",
        "12/25/2024, 3:04:05\u202fPM",
        "25/12/2024, 15:04:05",
        "25/12/2024, 3:04:05 pm",
        "25/12/2024, 3:04:05 p. m.",
        "2024-12-25, 3:04:05 p.m.",
        "25.12.2024, 15:04:05",
        "25/12/2024 15:04:05",
        "25/12/2024 à 15:04:05",
        "2024-12-25 15 h 04 min 05 s",
        "25. 12. 2024 15:04:05",
        "25.12.2024 15.04.05",
        "25/12/2024, 15.04.05",
        "15:04:05 25/12/2024",
        "25-12-2024 15:04:05",
        "25.12.2024 klo 15.04.05",
        "25.12.2024 г., 15:04:05 ч.",
        "25/12/2024, 3:04:05 μ.μ.",
        "2024. 12. 25. 15:04:05",
        "2024. 12. 25. PM 3:04:05",
        "2024. 12. 25. 오후 3:04:05",
        "2024/12/25 午後3:04:05",
        "\u0662\u0665\u200f/\u0661\u0662\u200f/\u0662\u0660\u0662\u0664\u060c \u0663:\u0660\u0664:\u0660\u0665 \u0645",
        "২৫/১২/২০২৪, ৩:০৪:০৫ PM",
        "25/12/2567 15:04:05",
        "  2024/12/25 15:04:05 ",
    ],
)
def test_an_afternoon_in_december_is_the_same_wherever_it_was_written(text: str) -> None:
    assert local_time(text) == (at(*AFTERNOON),)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("12/25/2024, 12:04:05 AM", 0),
        ("12/25/2024, 12:04:05 PM", 12),
        ("2024/12/25 上午12:04:05", 0),
        ("2024/12/25 凌晨4:04:05", 4),
        ("2024/12/25 中午11:04:05", 11),
        ("2024/12/25 中午1:04:05", 13),
        ("2024/12/25 晚上9:04:05", 21),
        ("2024. 12. 25. 오전 9:04:05", 9),
        ("25/12/2024, 9:04:05 π.μ.", 9),
    ],
)
def test_noon_and_midnight_are_where_their_country_puts_them(text: str, hour: int) -> None:
    assert local_time(text) == (at(2024, 12, 25, hour, 4, 5),)


def test_a_time_without_seconds_is_one() -> None:
    assert local_time("2024/12/25 15:04") == (at(2024, 12, 25, 15, 4),)


def test_a_time_that_says_its_zone_is_that_moment() -> None:
    moment = round(datetime(2024, 12, 25, 7, 4, 5, tzinfo=UTC).timestamp() * 1000)
    assert local_time("2024-12-25T07:04:05.000Z") == (moment,)
    assert local_time("2024-12-25T15:04:05+08:00") == (moment,)


def test_a_day_that_may_be_a_month_is_told_twice_the_likelier_first() -> None:
    fifth_of_march, third_of_may = at(2024, 3, 5, 15), at(2024, 5, 3, 15)
    assert local_time("05/03/2024, 15:00:00") == (fifth_of_march, third_of_may)
    assert local_time("3/5/2024, 3:00:00 PM") == (fifth_of_march, third_of_may)
    assert local_time("5.3.2024, 15:00:00") == (fifth_of_march,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thinking...",
        "12",
        "31/02/2024, 15:00:00",
        "25/12/2024, 25:00:00",
        "25/12/24, 15:00:00",
        "1446/6/24 15:04:05",
        "99999999999999999999/1/1 1:1:1",
        "2024-12-25T07:04:05.000Z" * 40,
        "\ud800",
        "0001-01-01T00:00:00+23:59",
    ],
)
def test_what_is_no_time_gives_none(text: str) -> None:
    assert local_time(text) == ()


def test_whatever_is_written_there_nothing_breaks() -> None:
    chance = random.Random(7)
    letters = "0123456789/.:, -年月日下午PM오후م٣²½Ⅷ𝟘\u202f\ud800\x00"
    for _ in range(3000):
        text = "".join(chance.choices(letters, k=chance.randrange(30)))
        assert len(local_time(text)) <= 2
        assert len(local_times([text, text], chance.randrange(1 << 41), 0).times) == 2


def test_one_day_that_can_be_no_month_tells_how_the_others_are_read() -> None:
    read = local_times(["3/5/2024, 15:00:00", "13/5/2024, 15:00:00"])
    assert read == ReadTimes((at(2024, 5, 3, 15), at(2024, 5, 13, 15)))
    read = local_times(["3/5/2024, 15:00:00", "3/13/2024, 15:00:00"])
    assert read == ReadTimes((at(2024, 3, 5, 15), at(2024, 3, 13, 15)))


def test_nothing_is_said_before_what_it_answers() -> None:
    read = local_times(["12/1/2024, 15:00:00", "1/2/2024, 15:00:00"])
    assert read == ReadTimes((at(2024, 1, 12, 15), at(2024, 2, 1, 15)))
    read = local_times(["1/12/2024, 15:00:00", "2/1/2024, 15:00:00"])
    assert read == ReadTimes((at(2024, 1, 12, 15), at(2024, 2, 1, 15)))


def test_when_a_conversation_began_tells_the_day_from_the_month() -> None:
    began = at(2023, 7, 8, 12, 26, 30)
    read = local_times(["7/8/2023, 12:26:40", "7/8/2023, 12:26:43"], earliest=began)
    assert read == ReadTimes((at(2023, 7, 8, 12, 26, 40), at(2023, 7, 8, 12, 26, 43)))


def test_nothing_was_said_after_a_conversation_was_last_changed() -> None:
    ended = at(2024, 2, 11, 9)
    assert local_times(["11/2/2024, 8:00:00", "11/2/2024, 9:00:00"], latest=ended).times[-1] == ended
    assert local_times(["2/11/2024, 8:00:00", "2/11/2024, 9:00:00"], latest=ended).times[-1] == ended


def test_a_time_that_cannot_be_true_is_not_known_and_told() -> None:
    read = local_times(["2019/1/1 10:00:00", "", "2024/1/1 10:00:00"], earliest=at(2024, 1, 1))
    assert read == ReadTimes((0, 0, at(2024, 1, 1, 10)), guessed=1)


def test_what_nothing_tells_apart_is_told_as_guessed() -> None:
    read = local_times(["5/3/2024, 15:00:00", "5/3/2024, 15:00:01", "5/5/2024, 15:00:00"])
    assert read == ReadTimes((at(2024, 3, 5, 15), at(2024, 3, 5, 15, 0, 1), at(2024, 5, 5, 15)), guessed=2)
    assert local_times(["5/3/2024, 3:00:00 PM"]) == ReadTimes((at(2024, 5, 3, 15),))
