"""Whoever presses Stop is rid of a server that says nothing, that dribbles, or that does not stop talking."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from bench.stubborn import CASES, Stubborn
from end2end.conftest import Connected
from end2end.person import soon
from nextchat_desktop.core.messages import State


@pytest.fixture
def stubborn() -> Iterator[Stubborn]:
    with Stubborn() as server:
        yield server


@pytest.mark.parametrize("case", CASES)
def test_a_chat_is_hung_up_on(connected: Connected, stubborn: Stubborn, case: str) -> None:
    person = connected(f"{stubborn.url}/{case}/v1")
    person.ask("Tell me everything.")
    if case == "flooding":
        person.wait_for_words("four four")
    person.wait(stubborn.reached.is_set)
    assert not stubborn.hung_up.is_set()
    person.click("stopButton")
    assert person.answer.state is State.STOPPED
    assert soon(stubborn.hung_up.is_set, 2)


@pytest.mark.parametrize("case", [case for case in CASES if case != "flooding"])
def test_a_test_of_it_is_hung_up_on(connected: Connected, stubborn: Stubborn, case: str) -> None:
    person = connected(f"{stubborn.url}/{case}/v1")
    person.app.window.open_settings()
    person.click("testButton")
    person.wait(stubborn.reached.is_set)
    assert not stubborn.hung_up.is_set()
    person.click("testButton")
    assert soon(stubborn.hung_up.is_set, 2)
    assert person.see("testState", QLabel).text() == "Test"


def test_a_test_of_a_server_that_floods_has_soon_heard_enough(connected: Connected, stubborn: Stubborn) -> None:
    person = connected(f"{stubborn.url}/flooding/v1")
    person.app.window.open_settings()
    person.click("testButton")
    person.wait(lambda: person.see("testButton", QPushButton).text() == "Test again")
    assert soon(stubborn.hung_up.is_set, 2)
