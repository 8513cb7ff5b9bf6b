"""Reads what ships with the program in each language, one file of TOML for each. It does not know what stands in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar


class HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=HasId)


class Shipped(Generic[T]):
    """The entries of a kind, by language; each file is read when it is first asked for.

    `made` makes an entry of its fields and its language, or None of what is none.
    """

    def __init__(self, folder: Path, kind: str, made: Callable[[dict[str, Any], str], T | None]) -> None:
        self._folder = folder
        self._kind = kind
        self._made = made
        self._known: dict[str, tuple[T, ...]] = {}
        self._broken: list[str] = []

    def __call__(self, language: str) -> tuple[T, ...]:
        """In the order of the file, each id once; none where the file is missing or broken."""
        if language not in self._known:
            made = (self._made(fields, language) for fields in self._tables(language))
            self._known[language] = tuple({one.id: one for one in made if one is not None}.values())
        return self._known[language]

    @property
    def broken(self) -> tuple[str, ...]:
        """Of the files read so far, those that could not be, each with the reason."""
        return tuple(self._broken)

    def _tables(self, language: str) -> list[dict[str, Any]]:
        import tomllib  # no start of the program needs it

        path = self._folder / f"{language}.toml"
        try:
            found = tomllib.loads(path.read_text("utf-8-sig")).get(self._kind)
        except FileNotFoundError:
            return []
        except (
            OSError,
            ValueError,
        ) as error:  # no TOML and no UTF-8 are both wrong values
            self._broken.append(f"{path.name}: {error}")
            return []
        return [fields for fields in found if isinstance(fields, dict)] if isinstance(found, list) else []


def line(fields: dict[str, Any], name: str) -> str:
    """A text without the space around it; empty where there is none."""
    value = fields.get(name)
    return value.strip() if isinstance(value, str) else ""
