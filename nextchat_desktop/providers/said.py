"""What a server says in an error body, without what it repeats of the question it was asked."""

from collections.abc import Iterator
from typing import Any

_ECHOES = frozenset({"input", "messages", "content", "prompt", "body", "request", "choices", "path", "instance", "url"})
"""Fields in which servers repeat what they were sent, or where."""

_SENTENCES = ("message", "msg", "detail", "error", "error_msg")
_DEEPEST = 6


def sentence_of(value: object, depth: int = 0) -> str:
    """The sentence of an error object, whichever field holds it; of several errors, as FastAPI lists them, each."""
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "; ".join(filter(None, (sentence_of(item, depth + 1) for item in value)))
    if isinstance(value, dict):
        found = (sentence_of(value.get(name), depth + 1) for name in _SENTENCES)
        return next((f"{_place(value)}{sentence}" for sentence in found if sentence), "")
    return "" if not value or isinstance(value, bool) else str(value)


def words_of(value: object) -> str:
    """Everything that is said anywhere in the body, names of fields included."""
    return "\n".join(_strings(value, 0))


def _strings(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in _ECHOES:
                yield str(name)
                yield from _strings(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, depth + 1)
    elif value is not None:
        yield str(value)


def _place(error: dict[str, Any]) -> str:
    """Where FastAPI found the mistake."""
    place = error.get("loc")
    return ".".join(str(part) for part in place) + ": " if isinstance(place, list) else ""
