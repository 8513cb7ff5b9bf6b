"""Reads the table of what models can do; it ships with the program."""

from pathlib import Path

import msgspec

from nextchat_desktop.core.capabilities import Known


def read_table(path: Path) -> tuple[Known, ...]:
    return msgspec.json.decode(path.read_bytes(), type=tuple[Known, ...])
