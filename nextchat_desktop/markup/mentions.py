"""Which pieces of a text mention which labels, so that a late definition finds them; it does not know definitions."""

import re
from collections.abc import Iterable

from markdown_it.common.utils import normalizeReference

_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){1,999})\]", re.DOTALL)
_MARGIN = re.compile(r"\n[ \t>]*")
_NOTE = "[^"


class Mentions:
    """May name more pieces than truly mention a label, never fewer."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}

    def note(self, index: int, source: str) -> None:
        if "[" in source:
            for label in {normalizeReference(found[1]) for found in _LABEL.finditer(_MARGIN.sub(" ", source))}:
                self._places.setdefault(label, []).append(index)

    def of(self, keys: Iterable[str]) -> list[int]:
        """The indices of pieces that mention one of these; footnotes are written with '^'."""
        labels = ("^" + key[len(_NOTE) :] if key.startswith(_NOTE) else key for key in keys)
        return sorted({index for label in labels for index in self._places.get(label, ())})
