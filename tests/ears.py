"""Hears every connection and every name that is looked up in this process, on any thread.

An audit hook stays as long as its process: tests that use it begin a process of their own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo")
_HEARD = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", *_LOOKED_UP})
_OF_THIS_COMPUTER = 1
"""AF_UNIX: the keyring and the screen reader are reached so."""
_LONGEST = 120


class Ears:
    """`where` is what is being done; `heard` has where that was, what happened, and with whom."""

    def __init__(self) -> None:
        self.where = ""
        self.heard: list[tuple[str, str, str]] = []
        sys.addaudithook(self._hear)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if event not in _HEARD or (event == "socket.connect" and args[0].family == _OF_THIS_COMPUTER):
            return
        whom = args[0] if event in _LOOKED_UP else args[-1][0]
        self.heard.append((self.where, event.partition(".")[2], str(whom)))

    def tell(self) -> None:
        """For `heard_in`."""
        print(json.dumps(self.heard))


def heard_in(script: Path, home: Path) -> list[tuple[str, str, str]]:
    """What the ears of this script have heard, which is run in a home of its own."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environ = os.environ | {"PYTHONPATH": path, "NEXTCHAT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, str(script), str(home)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=_LONGEST, check=False)
    assert done.returncode == 0, done.stderr
    return [tuple(one) for one in json.loads(done.stdout.splitlines()[-1])]
