"""A world for the engine, new for each test."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from engine.world import Desk
from nextchat_desktop.engine.library import Library


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(Desk(tmp_path)) as desk:
        yield desk


@pytest.fixture
def library(desk: Desk) -> Library:
    return Library(desk.world)
