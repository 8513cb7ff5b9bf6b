"""How far two leaves stand apart; pure rules, it lays nothing out."""

from nextchat_desktop.ui.transcript import measures as m
from nextchat_desktop.ui.transcript.leaf import Leaf

_LONG = 3_000
"""Paragraphs are cut behind about so many characters; what follows goes on with them."""
_WORDS = ("text", "heading", "plain", "formula")
"""What may stand close below each other; frames and pictures need their room."""


def gap(above: Leaf | None, below: Leaf) -> int:
    """In pixels, between the bottom of one and the top of the other."""
    if above is None or below.joins:
        return 0
    if above.block.kind == below.block.kind == "text" and not below.block.inside and len(above.text) > _LONG:
        return m.CUT_GAP
    if below.block.tight and above.block.kind in _WORDS and below.block.kind in _WORDS:
        return m.TIGHT_GAP
    if below.block.kind == "heading":
        return m.HEADING_GAPS[below.block.level - 1]
    return m.BLOCK_GAP - 4 if above.block.kind == "heading" else m.BLOCK_GAP
