"""A long day: many wake-ups and many long replies leave no reference and no thread behind.

PySide6 6.12.0 on Python 3.11 and older loses a reference to True on every emission and aborts; see pyproject.toml.
"""

import gc
import sys
import threading
from functools import partial

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from end2end.person import Person
from nextchat_desktop.ui.bridge import Bridge
from scripted import ScriptedServer, answer

EMISSIONS, REPLIES = 200_000, 60
SLACK = 8_000
"""References that caches and sixty kept conversations may hold.

The faults this looks for lose one per emission or per piece.
"""


CONSTANTS: tuple[object, ...] = (True, None, 0) if sys.version_info < (3, 12) else ()
"""Touched by every emission. From Python 3.12 on they are immortal, and their counts mean nothing."""


def references(*touched: object) -> tuple[int, ...]:
    """How often the constants and these are referred to, and how many objects there are."""
    gc.collect()
    return *(sys.getrefcount(thing) for thing in (*CONSTANTS, *touched)), len(gc.get_objects())


def close_together(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    return all(abs(old - new) < SLACK for old, new in zip(before, after, strict=True))


def test_two_hundred_thousand_wake_ups_lose_no_reference(qtbot: QtBot) -> None:
    bridge, drained = Bridge(), []
    drain = partial(drained.append, 1)
    bridge.connect_to(drain)
    before = references(bridge, drain, drained)
    for number in range(EMISSIONS):
        bridge.wake()
        if number % 1000 == 0:
            QApplication.processEvents()
    QApplication.processEvents()
    assert len(drained) == EMISSIONS
    drained.clear()
    assert close_together(before, references(bridge, drain, drained))


def test_sixty_long_replies_leave_references_and_threads_as_they_were(chatting: Person, server: ScriptedServer) -> None:
    server.default = answer(*(f"word{number} " for number in range(400)))
    chatting.ask("Warm up")
    chatting.wait_for_the_answer()
    touched = (chatting.app.window, chatting.app.program.mailbox, chatting.app.program.library)
    before, threads = references(*touched), threading.active_count()
    for _ in range(REPLIES):
        chatting.app.window.new_chat()
        chatting.ask("Go on")
        assert chatting.wait_for_the_answer().endswith("word399 ")
    assert threading.active_count() == threads
    assert close_together(before, references(*touched))
