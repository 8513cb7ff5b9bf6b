"""Work beside a window rests, and longer while somebody looks at something that moves."""

import time

from nextchat_desktop.compose.pace import REST, Pace


def seconds(pace: Pace, work: float) -> float:
    """Works so long; how long it took with the rest behind it."""
    began = time.monotonic()
    while time.monotonic() < began + work:
        pass
    pace.keep()
    return time.monotonic() - began


def test_it_rests_after_it_has_worked() -> None:
    assert seconds(Pace(REST), 0.01) >= 0.015


def test_while_an_answer_arrives_it_rests_longer_than_it_works() -> None:
    assert seconds(Pace(REST, lambda: True), 0.01) >= 0.03


def test_a_rest_is_never_long() -> None:
    assert seconds(Pace(100.0), 0.01) < 1.0
