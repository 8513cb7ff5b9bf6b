"""What README.md says of services is what their rows say."""

import pytest

from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES
from readme_table import (
    BEGIN,
    ONLY_DRAWS,
    PAINTERS,
    PICTURES_OUT,
    README,
    SPECIAL,
    THOUGHTS,
    can_draw,
    dialect_of,
    written,
)

ROWS = {row.service.id: row for row in SERVICES}


def test_the_table_is_what_the_rows_say() -> None:
    readme = README.read_text("utf-8")
    assert BEGIN in readme
    assert readme == written(readme), "run .venv/bin/python tests/readme_table.py"


def test_nothing_is_said_of_services_that_are_not_there() -> None:
    assert SPECIAL.keys() == ROWS.keys()
    assert PICTURES_OUT.keys() | THOUGHTS.keys() | ONLY_DRAWS <= ROWS.keys()


@pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)
def test_who_is_said_to_make_pictures_is_asked_for_them(row: Row) -> None:
    assert can_draw(row) or row.service.id not in PICTURES_OUT
    assert isinstance(dialect_of(row, False), PAINTERS) is (row.service.id in ONLY_DRAWS)


def test_every_service_is_named_in_the_order_in_which_it_is_offered() -> None:
    readme = README.read_text("utf-8")
    places = [readme.index(f"| {row.service.label} |") for row in SERVICES]
    assert places == sorted(places)
