"""Has everything of a turn drawn and read before it is laid out, in small steps; it lays nothing out."""

import time
from collections.abc import Iterator, Sequence
from functools import partial

from nextchat_desktop.markup.blocks import Marks, Run
from nextchat_desktop.markup.code import load_lexer
from nextchat_desktop.ui.transcript.code_unit import CodeUnit
from nextchat_desktop.ui.transcript.diagram_unit import DiagramUnit
from nextchat_desktop.ui.transcript.drawings import warm
from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.late import LateUnit
from nextchat_desktop.ui.transcript.leaf import Leaf
from nextchat_desktop.ui.transcript.picture_unit import PictureUnit
from nextchat_desktop.ui.transcript.tiles import TilesLeaf
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.unit import Unit
from nextchat_desktop.ui.transcript.warming import Warming

SECONDS = 0.006
"""For a step."""


def read(turn: Turn, kit: Kit, width: int) -> Iterator[float]:
    """Its Markdown."""
    while turn.width != width or turn.is_behind:
        turn.lay_out(kit, width, time.monotonic() + SECONDS, _no_card)
        yield 0.0


def drawn(turn: Turn, kit: Kit, width: int, warming: Warming) -> Iterator[float | None]:
    """Its formulas, the colours of its code, its diagrams and pictures; None while these are on their way."""
    yield from _formulas(turn.leaves, kit, warming)
    yield from _colours(turn.leaves, warming)
    is_other = False
    for unit in _units(turn.leaves):
        if isinstance(unit, LateUnit):
            while not _has_come(unit, kit):
                unit.look(kit)
                yield None
            is_other |= unit.catch_up(kit) == "leaves"
    if is_other:
        turn.reshape()
        yield from read(turn, kit, width)


def _formulas(leaves: Sequence[Leaf], kit: Kit, warming: Warming) -> Iterator[float | None]:
    sources = (run.text for leaf in leaves for run in _runs(leaf) if Marks.FORMULA in run.marks)
    for source in sources:
        if not kit.drawings.is_drawn(source):
            while not warming.is_ready("formulas", warm):
                yield None
            kit.drawings.formula(source)
            yield 0.0


def _colours(leaves: Sequence[Leaf], warming: Warming) -> Iterator[float | None]:
    for unit in _units(leaves):
        if isinstance(unit, CodeUnit) and unit.colouring.is_stale:
            language = unit.block.language
            while not warming.is_ready(f"code:{language}", partial(load_lexer, language)):
                yield None
            unit.colouring.hurry()
            while unit.colouring.is_stale:
                unit.colouring.step(unit.block.code, SECONDS)
                yield 0.0


def _runs(leaf: Leaf) -> Iterator[Run]:
    yield from leaf.block.runs
    for cell in leaf.block.cells:
        yield from cell.runs


def _units(leaves: Sequence[Leaf]) -> list[Unit]:
    return list(dict.fromkeys(leaf.unit for leaf in leaves if leaf.unit is not None))


def _has_come(unit: LateUnit, kit: Kit) -> bool:
    """Whether there is nothing to wait for."""
    pictures, diagrams = kit.gallery.pictures, kit.gallery.diagrams
    if isinstance(unit, DiagramUnit):
        return diagrams.find(unit.block.code, kit.look, kit.scale) is not None
    addresses = [unit.leaf.address] if isinstance(unit, PictureUnit) else []
    for leaf in unit.leaves:
        addresses += [tile.address for tile in leaf.tiles] if isinstance(leaf, TilesLeaf) else []
    is_opened = kit.gallery.decoder is not None
    return not any(is_opened and pictures.phase(address) == "opening" for address in addresses)


def _no_card(_turn: Turn, _width: int, _kit: Kit) -> int:
    return 0
