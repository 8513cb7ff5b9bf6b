"""One page of the built-in guide as a value; knows neither where pages are kept nor how they are found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A help page: `name` is the same in every language, `body` is Markdown without the title line."""

    name: str
    title: str
    body: str
