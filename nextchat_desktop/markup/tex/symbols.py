r"""Which sign a command such as `\alpha` stands for, and the room between signs; it does not know how they look."""

from functools import lru_cache
from typing import Literal

from nextchat_desktop.markup.tex.signs import KINDS, SYMBOLS

Kind = Literal["ord", "op", "bin", "rel", "open", "close", "punct", "inner"]
"""TeX's classes, which say how much room there is between two neighbours."""

_CLASSES: dict[str, Kind] = {"B": "bin", "V": "bin", "R": "rel", "L": "op", "O": "open", "C": "close", "P": "punct"}
_ORDER: tuple[Kind, ...] = ("ord", "op", "bin", "rel", "open", "close", "punct", "inner")
_ROOM = ("0123000t", "11.3000t", "22..2..2", "33.03003", "00.00000", "0123000t", "tt.ttttt", "t123t0tt")
"""Rows are what stands on the left, columns what stands on the right, as in The TeXbook; a point cannot occur."""

_EMS = {"1": (3 / 18, 3 / 18), "t": (3 / 18, 0.0), "2": (4 / 18, 0.0), "3": (5 / 18, 0.0)}
"""In em: elsewhere, and in exponents and indices."""


def sign_of(name: str) -> str:
    """The sign that a command without its backslash stands for, or nothing."""
    return SYMBOLS.get(name) or _table()[0].get("\\" + name, "")


def kind_of(sign: str) -> Kind:
    return _table()[1].get(sign, "ord")


def room_between(left: Kind, right: Kind, script: bool) -> float:
    elsewhere, in_script = _EMS.get(_ROOM[_ORDER.index(left)][_ORDER.index(right)], (0.0, 0.0))
    return in_script if script else elsewhere


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, Kind]]:
    # Read on first use: the table has some two thousand lines.
    from latex2mathml.symbols_parser import SYMBOLS as CODES
    from latex2mathml.symbols_parser import SYMBOLS_FILE

    kinds: dict[str, Kind] = {}
    with open(SYMBOLS_FILE, encoding="utf-8") as file:
        for row in (line.split("^") for line in file if not line.startswith("#")):
            if len(row) > 4 and row[4] in _CLASSES:
                kinds[chr(int(row[0], 16))] = _CLASSES[row[4]]
    for kind in _ORDER:
        kinds.update(dict.fromkeys(KINDS.get(kind, ""), kind))
    return {name: chr(int(code, 16)) for name, code in CODES.items()}, kinds
