"""Cuts blocks to the characters that were selected; pure, it does not know how they are shown."""

from dataclasses import replace

from nextchat_desktop.markup.blocks import Block, Cell, Run


def sliced(block: Block, start: int, end: int) -> Block:
    """What lies between two offsets, counted in the characters of the block's text."""
    if block.kind in ("code", "plain"):
        return replace(block, code=block.code[start:end])
    if block.kind == "row":
        return replace(block, cells=_sliced_cells(block.cells, start, end))
    if block.kind in ("text", "heading"):
        return replace(block, runs=_sliced_runs(block.runs, start, end))
    return block


def _sliced_runs(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    place = 0
    for run in runs:
        length = len(run.shown)
        first, last = max(start - place, 0), min(end - place, length)
        if first < last:
            kept.append(run if run.shown != run.text else replace(run, text=run.text[first:last]))
        place += length
    return tuple(kept)


def _sliced_cells(cells: tuple[Cell, ...], start: int, end: int) -> tuple[Cell, ...]:
    """Cells that are not touched stay, without their words: columns keep their places."""
    kept: list[Cell] = []
    place = 0
    for cell in cells:
        kept.append(replace(cell, runs=_sliced_runs(cell.runs, start - place, end - place)))
        place += len(cell.text) + 1
    return tuple(kept)
