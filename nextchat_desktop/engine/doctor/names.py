"""Names that are meant by a name nobody has: those that look alike, however they are spelled. Pure."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from nextchat_desktop.core.connections import Model, ModelKind

MOST = 5
_ALIKE = 0.6
"""How much of two names must be the same, of 1."""


def nearest(id: str, models: Iterable[Model]) -> tuple[str, ...]:
    """The ids that look most like this one, by themselves or by the names of their models, the nearest first."""
    scored = ((max(_likeness(id, name) for name in (model.id, model.label)), model.id) for model in models)
    ordered = sorted((pair for pair in scored if pair[0] >= _ALIKE), key=lambda pair: -pair[0])
    return tuple(dict.fromkeys(found for _, found in ordered))[:MOST]


def some(models: Iterable[Model]) -> tuple[str, ...]:
    """The first of those that one can chat with."""
    return tuple(model.id for model in models if model.kind in (None, ModelKind.CHAT))[:MOST]


def spellings(id: str, *others: str) -> tuple[str, ...]:
    """What a deployment may be called instead, where nobody tells: they are often named after their models."""
    return tuple(name for name in dict.fromkeys(_spelled(id, *others)) if name and name != id)


def _spelled(id: str, *others: str) -> Iterator[str]:
    plain = re.sub(r"[\s_]+", "-", id.strip().lower())
    dashed = re.sub(r"(?<=gpt)(?=\d)", "-", plain)
    yield dashed
    yield dashed.replace(".", "") if "." in dashed else dashed.replace("gpt-35", "gpt-3.5")
    yield from (other.strip() for other in others if " " not in other.strip())


def _likeness(one: str, other: str) -> float:
    one, other = _folded(one), _folded(other)
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    tail = _folded(other.rpartition("/")[2])
    is_part = len(one) >= 3 and (one in other or (len(tail) >= 3 and tail in one))
    return max(SequenceMatcher(None, one, other).ratio(), 0.75 if is_part else 0.0)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
