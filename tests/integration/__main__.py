"""Prepares the real servers and runs the program against them: `.venv/bin/python tests/integration`.

What it needs goes into build/integration, about 1.5 GB; further arguments are pytest's.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from integration.workshop import prepared

ROOT = Path(__file__).resolve().parents[2]


def main(arguments: list[str]) -> int:
    try:
        prepared(ROOT / "build" / "integration", lambda text: print(f"{text} …", flush=True))
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "pytest", "-m", "integration", "-rs", "tests/integration", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
