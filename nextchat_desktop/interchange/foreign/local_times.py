"""Times as a browser writes them for people of any country → UTC milliseconds. It knows no program's files.

Whoever wrote them is taken to have lived by the clock of this computer.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

_NUMBER = re.compile(r"\d+")
_DOTTED = re.compile(r"\d\s*\.\s*\d{1,2}\s*\.\s*\d{4}")
"""Wherever a date is written so, the day comes first."""
_LONGEST = 100
"""No time has more letters."""
_DATE_SIGNS, _CLOCK_SIGNS = "年月日", "时時点點分秒"
_SIGNS = str.maketrans(dict.fromkeys(_DATE_SIGNS, "/") | dict.fromkeys(_CLOCK_SIGNS, ":"))
_MORNING = ("am", "上午", "凌晨", "清晨", "早上", "半夜", "오전", "午前", "ص", "πμ", "পূর্বাহ্ন")
_NOON = ("中午", "正午")
_AFTERNOON = ("pm", "下午", "傍晚", "晚上", "오후", "午後", "م", "μμ", "অপরাহ্ন")
_HALVES: Mapping[str, Callable[[int], int]] = {
    **dict.fromkeys(_MORNING, lambda hour: hour % 12),
    **dict.fromkeys(_NOON, lambda hour: hour if hour >= 10 else hour + 12),
    **dict.fromkeys(_AFTERNOON, lambda hour: hour % 12 + 12),
}
"""What the words for halves of a day make of an hour between 1 and 12."""
_MONTH_FIRST = ("AM", "PM")
"""Who writes these so, writes the month first; others with the day and the month at the front begin with the day."""
_FIRST_YEAR, _LAST_YEAR, _BUDDHIST = 1990, 2100, 543
_SLACK = 36 * 3600 * 1000
"""Milliseconds that a clock may go wrong by and a person may have travelled."""


@dataclass(frozen=True, slots=True)
class ReadTimes:
    """UTC milliseconds, 0 where a text is no time or cannot be true; `guessed` counts those and what could be read in
    two ways. An empty text says nothing and is not counted."""

    times: tuple[int, ...]
    guessed: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """UTC milliseconds if the day comes before the month, and if the month comes first; 0 where there is no such time.
    Where the year comes first both are the same."""

    day_first: int = 0
    month_first: int = 0
    has_english_halves: bool = False


def local_time(text: str) -> tuple[int, ...]:
    """The UTC milliseconds that may be meant, the likeliest first: two where the day may be the month, none where it is
    no time. Takes any text."""
    read = _read(text)
    likely = (read.month_first, read.day_first) if read.has_english_halves else (read.day_first, read.month_first)
    return tuple(dict.fromkeys(moment for moment in likely if moment))


def local_times(texts: Sequence[str], earliest: int = 0, latest: int = 0) -> ReadTimes:
    """The times of one conversation, in its order, all read in the same way: that in which most can be true.

    They lie between `earliest` and `latest`, UTC milliseconds, as far as those are known (0 where not); what does not
    is 0. Of two ways that are as good that one counts in which nothing is said before what it answers, then the one
    that lies nearer to what is known, then the likelier.
    """
    read = [_read(text) for text in texts]
    days = _bounded([one.day_first for one in read], earliest, latest)
    months = _bounded([one.month_first for one in read], earliest, latest)
    ways = (months, days) if any(one.has_english_halves for one in read) else (days, months)
    likely, other = (_doubt(way, earliest, latest) for way in ways)
    times = ways[other < likely]
    is_open = likely == other and not any(one.has_english_halves for one in read)
    open_ones = (is_open and one != another for one, another in zip(*ways, strict=True))
    doubts = zip(texts, times, open_ones, strict=True)
    return ReadTimes(tuple(times), sum(bool(text.strip()) and (doubt or not time) for text, time, doubt in doubts))


def _bounded(times: Sequence[int], earliest: int, latest: int) -> list[int]:
    return [time if _is_within(time, earliest, latest) else 0 for time in times]


def _doubt(times: Sequence[int], earliest: int, latest: int) -> tuple[int, int, int]:
    """How little there is for it: what cannot be true, what runs backwards, how far from what is known."""
    known = [time for time in times if time]
    backwards = sum(after < before for before, after in pairwise(known))
    distance = sum(abs(time - bound) for bound, time in _ends(known, earliest, latest))
    return len(times) - len(known), backwards, distance


def _ends(known: Sequence[int], earliest: int, latest: int) -> list[tuple[int, int]]:
    ends = [(earliest, known[0]), (latest, known[-1])] if known else []
    return [(bound, time) for bound, time in ends if bound]


def _is_within(time: int, earliest: int, latest: int) -> bool:
    return (not earliest or time >= earliest - _SLACK) and (not latest or time <= latest + _SLACK)


def _read(text: str) -> _Reading:
    if len(text) > _LONGEST:
        return _Reading()
    if exact := _iso(text.strip()):
        return _Reading(exact, exact)
    plain = _plain(text)
    half = _half(plain)
    day_first, month_first = _orders([int(one) for one in _NUMBER.findall(plain)])
    if _DOTTED.search(plain):
        month_first = day_first
    has_english_halves = any(word in text for word in _MONTH_FIRST)
    return _Reading(_moment(day_first, half), _moment(month_first, half), has_english_halves)


def _iso(text: str) -> int:
    """Of a time that says its zone; 0 for any other text."""
    try:
        moment = datetime.fromisoformat(text)
        return round(moment.timestamp() * 1000) if moment.tzinfo and _is_year(moment.year) else 0
    except (ValueError, OverflowError):
        return 0


def _plain(text: str) -> str:
    """With the digits and blanks of English, and without the marks for the direction of writing."""
    if text.isascii():
        return text
    digits = (str(unicodedata.decimal(letter, letter)) for letter in unicodedata.normalize("NFKC", text))
    return "".join(letter for letter in digits if unicodedata.category(letter) != "Cf").translate(_SIGNS)


def _half(plain: str) -> Callable[[int], int] | None:
    words = "".join(letter for letter in plain.casefold() if letter.isalpha() or unicodedata.category(letter) == "Mn")
    return _HALVES.get(words)


def _orders(numbers: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    """Year, month, day, hour, minute, second as the numbers may mean them: first if the day comes before the month,
    then if it is the other way round; nothing where they mean no time. The year is the only long one."""
    long = [place for place, number in enumerate(numbers) if number >= 1000]
    if len(long) != 1 or not 5 <= len(numbers) <= 6:
        return (), ()
    place, year = long[0], numbers[long[0]]
    if place == 0:
        return numbers, numbers
    if place == 2:
        first, second, clock = numbers[0], numbers[1], numbers[3:]
    elif place == len(numbers) - 1:
        first, second, clock = numbers[-3], numbers[-2], numbers[:-3]
    else:
        return (), ()
    return (year, second, first, *clock), (year, first, second, *clock)


def _moment(fields: Sequence[int], half: Callable[[int], int] | None) -> int:
    """0 where there is no such time."""
    if not fields:
        return 0
    year, month, day, hour, minute, second = (*fields, 0)[:6]
    year = year if _is_year(year) else year - _BUDDHIST
    hour = half(hour) if half is not None and hour <= 12 else hour
    try:
        return round(datetime(year, month, day, hour, minute, second).timestamp() * 1000) if _is_year(year) else 0
    except (ValueError, OverflowError, OSError):
        return 0


def _is_year(year: int) -> bool:
    return _FIRST_YEAR <= year <= _LAST_YEAR
