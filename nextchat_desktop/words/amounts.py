"""Numbers as a person of each language writes them. Babel, which knows how, comes with the first that needs it."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale


def whole(language: str, number: int) -> str:
    """1,234 or 1.234 or 1 234."""
    if -1000 < number < 1000:
        return str(number)  # alike in all of them, and what is told most
    from babel.numbers import format_decimal

    return format_decimal(number, locale=locale_of(language))


@cache
def locale_of(name: str) -> "Locale":
    """What Babel knows of `en_GB`, or of the language alone where it does not know that region."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except UnknownLocaleError:
        return Locale.parse(name.partition("_")[0])
