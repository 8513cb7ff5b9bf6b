"""How long a server wants to be left alone, as its headers say it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from nextchat_desktop.net.retrying import wait_of

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "20"}, 20.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after-ms": "1500"}, 1.5),
        ({"retry-after-ms": "1500", "retry-after": "90"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "90"}, 90.0),
        ({"retry-after": "Sun, 01 Mar 2026 12:01:30 GMT"}, 90.0),
        ({"retry-after": "Sun, 01 Mar 2026 13:01:30 +0100"}, 90.0),
    ],
)
def test_a_time_is_understood_however_it_is_written(headers: dict[str, str], seconds: float) -> None:
    assert wait_of(headers, NOW) == seconds


@pytest.mark.parametrize(
    "value",
    [
        *("", "soon", "-3", "0", "nan", "inf", "1e9", "\x00"),
        *("Sun, 01 Mar 2026 11:00:00 GMT", "Sun, 01 Mar 2026", "Sun, 01 Mar 2026 13:00:00 +999999999999999"),
    ],
)
def test_what_makes_no_sense_is_no_time(value: str) -> None:
    assert wait_of({"retry-after": value}, NOW) is None
    assert wait_of({"retry-after-ms": value}, NOW) is None


def test_a_date_counts_from_now_wherever_the_clock_stands() -> None:
    here = NOW.astimezone(timezone(timedelta(hours=8)))
    assert wait_of({"retry-after": "Sun, 01 Mar 2026 12:01:00 GMT"}, here) == 60
