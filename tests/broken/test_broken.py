"""Every broken set-up, as somebody would have entered it: where the test ends, what it says, and what then helps."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from broken.between import Names
from broken.setup import SetUp
from broken.stage import PATIENCE, Stage
from broken.table import PAGE, SET_UPS, line_of, page_of
from certificates import Held, authority
from gateway.world import House
from nextchat_desktop.core.connections import GUIDE

PORTS: dict[str, int] = {}
"""Where the places of the set-up that stands are."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with closing(House(tmp_path_factory.mktemp("house"), PATIENCE)) as house:
        house.ask(GUIDE)  # its thread begins with the first that is asked, and stays for all tests
        yield house


@pytest.fixture(scope="module")
def names() -> Iterator[Names]:
    with Names(PORTS) as names:
        yield names


@pytest.fixture(scope="module")
def ca() -> Held:
    return authority()


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return PAGE.read_text("utf-8").splitlines()


@pytest.mark.parametrize("set_up", SET_UPS, ids=lambda set_up: set_up.name)
def test_why_it_does_not_work_is_told_and_what_is_offered_helps(
    house: House, names: Names, ca: Held, lines: list[str], set_up: SetUp
) -> None:
    with Stage(house, set_up, ca, names, PORTS) as stage:
        report = stage.test()
        assert (report.failed_at, report.failure and report.failure.kind) == (set_up.at, set_up.kind)
        assert stage.offered(report) == set_up.remedies
        assert line_of(set_up, stage, report) in lines, "run .venv/bin/python tests/broken"
        for remedy in report.remedies:
            stage.enter()
            if stage.mend(remedy) and remedy.kind not in set_up.may_fail:
                assert stage.test().is_ready, remedy.kind
        if set_up.by_hand:
            stage.change(**set_up.by_hand)
            assert stage.test().is_ready


def test_the_page_has_them_all_and_nothing_else() -> None:
    page = PAGE.read_text("utf-8")
    assert len({set_up.name for set_up in SET_UPS}) == len(SET_UPS) >= 60
    lines = {name: line for line in page.splitlines() for name in [line.split(" | ")[0].removeprefix("| ")]}
    assert page == page_of(lines), "run .venv/bin/python tests/broken"
