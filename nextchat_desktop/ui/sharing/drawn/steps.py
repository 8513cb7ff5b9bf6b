"""Work in small steps: what a maker yields, and how it ends. It knows neither Qt nor what is made."""

from collections.abc import Generator
from dataclasses import dataclass

Steps = Generator[float | None, None, str]
"""Yields after a few milliseconds at most how much is done, from 0 to 1; None where somebody else is waited for.

What it gives at the end is a sentence beside success, mostly empty.
"""


class Refused(Exception):
    """It cannot be done; the text is a sentence for people."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended: `reason` is a sentence where it failed, `note` one beside success. `path` is what was written."""

    cancelled: bool = False
    reason: str = ""
    note: str = ""
    path: str = ""

    @property
    def is_done(self) -> bool:
        return not self.cancelled and not self.reason


def within(steps: Generator[float | None, None, str], start: float, end: float) -> Steps:
    """The same work as a part of more."""
    try:
        while True:
            done = next(steps)
            yield None if done is None else start + (end - start) * done
    except StopIteration as stop:
        return str(stop.value or "")
    finally:
        steps.close()
