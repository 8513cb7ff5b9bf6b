"""Values in files of others, taken for what they should be: what is of another kind is nothing. It knows no program."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from nextchat_desktop.records.reading import listing

_SECONDS, _MILLISECONDS, _MICROSECONDS = 10**11, 10**14, 10**17
"""Below these a number of our times counts seconds, milliseconds, microseconds; above the last, nanoseconds."""


def mappings(value: object) -> Iterator[dict[str, Any]]:
    """Those in a list that are objects."""
    return (one for one in listing(value) if isinstance(one, dict))


def text(value: object) -> str:
    """A text that can be kept: half a surrogate pair is a question mark."""
    if not isinstance(value, str):
        return ""
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value  # itself, for some have millions of letters


def line(value: object) -> str:
    return " ".join(text(value).split())


def name(value: object) -> str:
    """What something is called by programs: a text or a number; empty for anything else."""
    if isinstance(value, float) and not value.is_integer():
        return repr(value) if isfinite(value) else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value))
    return text(value).strip()


def number(value: object) -> float | None:
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def whole(value: object) -> int:
    """A count that some program may have of tokens; 0 where it is none."""
    found = number(value)
    return int(found) if found is not None and 0 < found < 1 << 40 else 0


def parsed(value: object) -> Any:
    """What stands in a text that is JSON itself; None where it is none. What is no text is as it is."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


def milliseconds(value: object) -> int:
    """A time as people's programs write it, as text or number of any unit; 0 where it is none."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return _of_iso(str(value).strip())
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value < 10**20:
        return 0
    if value < _SECONDS:
        return int(value * 1000)
    if value < _MILLISECONDS:
        return int(value)
    return int(value / (1_000 if value < _MICROSECONDS else 1_000_000))


def _of_iso(written: str) -> int:
    """Without a zone it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(written)
        return max(0, int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000))
    except (ValueError, OverflowError):
        return 0


def as_json(value: object) -> str:
    """The JSON of what stood in JSON. A text is as it is, for somebody wrote it so already; nothing is empty."""
    if value is None or isinstance(value, str):
        return text(value)
    try:
        return text(json.dumps(value, ensure_ascii=False))
    except (TypeError, ValueError, RecursionError):
        return ""
