"""What needs the files for itself has the program begin anew, in the same process."""

import os
import subprocess
import sys
from pathlib import Path

from nextchat_desktop.core.backups import Occasion
from nextchat_desktop.core.labour import unwatched
from storage.backups.homes import Home

ROOT = Path(__file__).parents[2]


def test_a_restore_ends_in_a_window_with_what_was_restored(home: Path) -> None:
    kept = Home(home)
    kept.say("a", "Apples")
    kept.store.make(Occasion.DAILY, 5, unwatched)
    kept.say("b", "Bread")
    environ = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "NEXTCHAT_HOME": str(home)}
    command = [sys.executable, "-m", "end2end.restarting"]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["started Apples Bread", "prepared None", "started Apples"],
    ), done.stderr
