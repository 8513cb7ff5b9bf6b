"""How much memory this process holds; it knows what to ask on Linux only."""

import gc
from pathlib import Path

_STATUS = Path("/proc/self/status")


def held() -> float | None:
    """Megabytes now. None where this system does not say."""
    return _field("VmRSS")


def peak() -> float | None:
    """The most there ever were."""
    return _field("VmHWM")


def _field(name: str) -> float | None:
    gc.collect()
    if not _STATUS.exists():
        return None
    line = next(line for line in _STATUS.read_text("ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1000
