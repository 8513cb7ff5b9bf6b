"""Measures the transcript and prints a table: `python tests/bench` or `python -m tests.bench`, in the project's root.

    python tests/bench                      everything but search, in less than four minutes
    python tests/bench --quick              less of everything, to see whether it runs
    python tests/bench --only delta,scroll  these rows; `--list` names them all
    python tests/bench --only search        a million messages are written, indexed and searched: many minutes
    python tests/bench --json FILE          the figures as JSON too; `-` prints them in the table's place

Each row runs in a process of its own, so that none pays for what another has left behind. Every ratio is taken within
one of them. Without a QT_QPA_PLATFORM there is no window to be seen. The exit code tells only whether a row crashed.
"""

import sys
from pathlib import Path


def run() -> int:
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests), str(tests.parent)]
    from bench.command import main  # it is found only now

    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
