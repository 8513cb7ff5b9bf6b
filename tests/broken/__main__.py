"""Enters every broken set-up, tests it, and writes down what the program says: `.venv/bin/python tests/broken`."""

import sys
import tempfile
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from broken.between import Names  # noqa: E402
from broken.stage import PATIENCE, Stage  # noqa: E402
from broken.table import PAGE, SET_UPS, line_of, page_of  # noqa: E402
from certificates import authority  # noqa: E402
from gateway.world import House  # noqa: E402


def lines() -> dict[str, str]:
    """By the names of the set-ups."""
    found: dict[str, str] = {}
    ports: dict[str, int] = {}
    ca = authority()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(House(Path(folder), PATIENCE)) as house,
        Names(ports) as names,
    ):
        for set_up in SET_UPS:
            with Stage(house, set_up, ca, names, ports) as stage:
                found[set_up.name] = line_of(set_up, stage, stage.test())
    return found


if __name__ == "__main__":
    PAGE.write_text(page_of(lines()), "utf-8")
