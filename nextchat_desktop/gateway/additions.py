"""The fields that a person adds to the body of requests, where others have laid something down. It knows no dialect."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_NAME_MODELS = frozenset({"model", "models", "fallbacks", "fallbackmodels"})
"""Fields through which services are told who is to answer."""

_ALSO_CALLED = {"max_tokens": ("max_completion_tokens", "max_output_tokens", "num_predict")}


def without(added: Mapping[str, Any], settled: Iterable[str]) -> dict[str, Any]:
    """What is left of them when nothing of these parameters is said, in OpenAI's names or nearly so."""
    return _left(added, frozenset(_bare(alias) for name in settled for alias in (name, *_ALSO_CALLED.get(name, ()))))


def models_in(added: Mapping[str, Any]) -> Iterator[str]:
    """The models that they name."""
    for name, value in added.items():
        if _bare(name) in _NAME_MODELS:
            yield from _texts(value)


def _left(added: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    left = {name: value for name, value in added.items() if _bare(name) not in names}
    return {name: _left(value, names) if isinstance(value, Mapping) else value for name, value in left.items()}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for below in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(below)


def _bare(name: str) -> str:
    return name.replace("_", "").casefold()
