"""An offer of a service → the row that shows it. Pure."""

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import ModelKind
from nextchat_desktop.engine.offers import Offer
from nextchat_desktop.ui.picker.rows import PickerRow
from nextchat_desktop.words.amounts import short
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import heard, in_line

_THOUSAND, _MILLION = 1000, 1_000_000


def row_of(connection: str, offer: Offer, words: Words) -> PickerRow:
    own = words("models.default") if offer.default else ""
    parts = [offer.model.id if offer.model.name else "", size_of(words, offer.can.context), own]
    marks = marks_of(offer, words)
    second = in_line(words, parts)
    return PickerRow(
        offer.name,
        ModelChoice(connection, offer.model.id),
        second,
        heard(words, (offer.name, second, *(meaning for _, meaning in marks))),
        favourite=offer.favourite,
        can_be_favourite=True,
        checked=offer.checked,
        marks=marks,
    )


def marks_of(offer: Offer, words: Words) -> tuple[tuple[str, str], ...]:
    can = offer.can
    marks = (
        (can.kind is ModelKind.PICTURES, ("image", words("picker.makes_pictures"))),
        (bool(can.vision) and can.kind is ModelKind.CHAT, ("eye", words("picker.sees"))),
        (can.reasoning, ("think", words("picker.thinks"))),
    )
    return tuple(mark for holds, mark in marks if holds)


def size_of(words: Words, tokens: int) -> str:
    """128000 → 128K, 1048576 → 1M; empty where it is not known."""
    if tokens >= _MILLION:
        return f"{short(words, tokens / _MILLION, 1)}M"
    return f"{round(tokens / _THOUSAND)}K" if tokens else ""
