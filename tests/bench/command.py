"""The command line: runs the rows one after the other, each in a process of its own, and prints what they found."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Measure, as_json, from_line, table
from bench.rows import ROWS, Row

MESSAGES = "BENCH_MESSAGES"
"""The variable that tells a row how many messages there are to be."""

_TESTS = Path(__file__).parents[1]
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


def main(arguments: Sequence[str]) -> int:
    """0, unless a row crashed."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.list:
        print("\n".join(row.name for row in ROWS))
        return 0
    measures: list[Measure] = []
    sound, rows = True, _chosen(asked.only)
    if not rows:
        parser.error(f"no row is called {asked.only}")
    for row in rows:
        began = time.monotonic()
        found, ran = _measured(row, asked.quick, asked.messages)
        measures += found
        sound = sound and ran
        print(f"{row.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    _write(measures, asked.json)
    return 0 if sound else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bench", description="Measures the transcript and prints a table.")
    parser.add_argument("--only", metavar="NAME,NAME", default="", help="these rows, or all that begin so")
    parser.add_argument("--quick", action="store_true", help="less of everything")
    parser.add_argument("--messages", type=int, metavar="N", help="so many to search in, and not a million")
    parser.add_argument("--json", metavar="FILE", help="the figures as JSON; - prints them in the table's place")
    parser.add_argument("--list", action="store_true", help="names the rows")
    return parser


def _chosen(only: str) -> list[Row]:
    names = tuple(name.strip() for name in only.split(",") if name.strip())
    return [row for row in ROWS if (row.name.startswith(names) if names else not row.only_named)]


def _measured(row: Row, quick: bool, messages: int | None) -> tuple[list[Measure], bool]:
    """What a row found, and whether it ran to its end or its patience did."""
    command = [sys.executable, "-m", "bench.rows", row.name, *(["--quick"] if quick else [])]
    environment = _environment() | ({MESSAGES: str(messages)} if messages else {})
    child = subprocess.Popen(command, cwd=_TESTS, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        said, _ = child.communicate(timeout=row.patience)
    except subprocess.TimeoutExpired:
        child.kill()
        said, _ = child.communicate()
        late = Measure(row.name, f"{row.name}: the rest", "", f"given up after {row.patience:g} s", False)
        return [*_read(said), late], True
    if child.returncode:
        crashed = Measure(row.name, f"{row.name}: the rest", "", f"crashed with {child.returncode}", False)
        return [*_read(said), crashed], False
    return _read(said), True


def _read(said: str) -> list[Measure]:
    return [from_line(line) for line in said.splitlines() if line.startswith("{") and line.endswith("}")]


def _environment() -> dict[str, str]:
    """Without a display unless one is asked for, and straight to the loopback."""
    kept = {name: value for name, value in os.environ.items() if name.lower() not in _PROXIES}
    found = [str(_TESTS), str(_TESTS.parent), os.environ.get("PYTHONPATH", "")]
    kept["PYTHONPATH"] = os.pathsep.join(path for path in found if path)
    kept["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    return kept


def _write(measures: list[Measure], place: str | None) -> None:
    if place == "-":
        print(as_json(measures))
        return
    print(table(measures))
    if place:
        Path(place).write_text(as_json(measures) + "\n", "utf-8")
