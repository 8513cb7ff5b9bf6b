"""Numbers as a person of each language writes them. Babel, which knows how, comes with the first that needs it."""

import re
from functools import cache
from math import floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

    from nextchat_desktop.words.catalogue import Words

_UNITS = ("byte", "kilobyte", "megabyte", "gigabyte", "terabyte")
_THOUSAND = 1000
_FINEST = 6
"""Digits of money behind the point at most; what is less is nothing that anybody would notice."""
_MOST = 1e15
"""What is more, or no number at all, is nobody's to read: it is shown as it is."""

_CODE = re.compile(r"[A-Z]{3}")
_STUCK = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
"""Between a letter of a currency and a digit."""


def whole(words: "Words", number: int) -> str:
    """1,234 or 1.234 or 1 234."""
    if -_THOUSAND < number < _THOUSAND:
        return str(number)  # alike in all of them, and what is told most
    return _told(words, number, 0, 0)


def decimal(words: "Words", number: float, digits: int = 1) -> str:
    """1.4 or 1,4, with so many digits behind the point."""
    return _told(words, number, digits, digits)


def short(words: "Words", number: float, digits: int = 6) -> str:
    """The same with so many digits at most, and none that says nothing: 0.3, and 2 of 2.0."""
    return _told(words, number, 0, digits)


def percent(words: "Words", part: float) -> str:
    """80% of 0.8, and more or less of a space before the sign, or the sign before the number."""
    from babel.numbers import format_percent

    return format_percent(part, locale=locale_of(words.locale))


def size(words: "Words", count: float) -> str:
    """Bytes as disks are sold: 12 kB, 12.4 MB."""
    number, unit = count, 0
    while round(number, _digits(unit)) >= _THOUSAND and unit < len(_UNITS) - 1:
        number, unit = number / _THOUSAND, unit + 1
    return _of_unit(words.locale, f"digital-{_UNITS[unit]}").format(decimal(words, number, _digits(unit)))


def money(words: "Words", value: float, currency: str) -> str:
    """$12.34, and below one the two digits that count: $0.0021. `currency` is a code, or what a service calls it."""
    least = 10.0**-_FINEST
    if 0 < value < least:
        return f"<{_priced(words, least, currency, _FINEST)}"
    digits = min(_FINEST, max(2, 1 - floor(log10(value)))) if 0 < value < 1 else _usual_digits(currency)
    return _priced(words, value, currency, digits)


def sign_of(words: "Words", currency: str) -> str:
    """$ of USD; the code where there is no sign that people know."""
    from babel.numbers import get_currency_symbol

    return get_currency_symbol(currency, locale_of(words.locale))


def decimal_sign(words: "Words") -> str:
    """What stands between the whole and its parts: a point or a comma."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(locale_of(words.locale))


def group_sign(words: "Words") -> str:
    """What stands between thousands."""
    from babel.numbers import get_group_symbol

    return get_group_symbol(locale_of(words.locale))


@cache
def locale_of(name: str) -> "Locale":
    """What Babel knows of `en_GB`, or of the language, and its script, where it does not know that region."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except UnknownLocaleError:
        return locale_of(name.rpartition("_")[0])


def _digits(unit: int) -> int:
    """Behind the point, of a number of this one of _UNITS."""
    return 1 if unit > 1 else 0


@cache
def _of_unit(locale: str, unit: str) -> str:
    """`{} MB`, in the form for many: Babel knows no other of a unit that is alike in all of them."""
    from babel.units import format_unit

    known = locale_of(locale)
    many = next(number for number in (2, 5, 100, 1.5) if known.plural_form(number) == "other")
    return re.sub(r"\d+", "{}", format_unit(many, unit, "short", "0", known))


def _usual_digits(currency: str) -> int:
    """Of money, behind the point: a yen has no parts."""
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _told(words: "Words", number: float, least: int, most: int) -> str:
    if not -_MOST < number < _MOST:
        return f"{number:g}" if isinstance(number, float) else str(number)
    rounded = round(number, most) + 0  # nothing is -0
    return str(_form(words.locale, least, most).apply(rounded, locale_of(words.locale)))


def _priced(words: "Words", value: float, currency: str, digits: int) -> str:
    if not _CODE.fullmatch(currency) or not -_MOST < value < _MOST:
        return f"{decimal(words, value, digits)} {currency}".strip()
    form = _form(words.locale, digits, digits, "currency_formats", "standard")
    told = form.apply(round(value, digits) + 0, locale_of(words.locale), currency, currency_digits=False)
    told = _STUCK.sub("\u00a0", told)
    sign = sign_of(words, currency)
    return told.replace(sign, words.apart(sign))


@cache
def _form(
    locale: str, least: int, most: int, forms: str = "decimal_formats", name: str | None = None
) -> "NumberPattern":
    """How a number is written with so many digits behind the point."""
    from babel.numbers import parse_pattern

    usual = getattr(locale_of(locale), forms)[name].pattern
    digits = f".{'0' * least}{'#' * (most - least)}" if most else ""
    return parse_pattern(re.sub(r"\.[0#]+", digits, usual))
