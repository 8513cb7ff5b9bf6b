"""Notes where in the program something unexpected happened, and never with what: no text, no key, no name."""

import contextlib
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from nextchat_desktop.storage.paths import ensure

_LARGEST = 256 * 1024
"""Bytes after which the log begins anew."""


def note(folder: Path, kind: type[BaseException], trace: TracebackType | None) -> Path:
    """Adds the kind of an exception and the places it passed to the log, whose path is returned."""
    log = folder / "errors.log"
    when = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [f"{when} {kind.__module__}.{kind.__qualname__}\n", *traceback.format_tb(trace), "\n"]
    with contextlib.suppress(OSError):
        ensure(folder)
        mode = "w" if log.exists() and log.stat().st_size > _LARGEST else "a"
        with log.open(mode, encoding="utf-8") as file:
            file.writelines(lines)
    return log
