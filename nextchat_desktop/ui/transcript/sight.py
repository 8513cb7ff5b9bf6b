"""What a reader sees of a transcript beyond its words, and the same sight in another transcript of the same turns."""

from typing import NamedTuple

from nextchat_desktop.ui.transcript.canvas import Anchor
from nextchat_desktop.ui.transcript.pointer import Pointer
from nextchat_desktop.ui.transcript.positions import Selection
from nextchat_desktop.ui.transcript.reading import go_to_place, reading_place
from nextchat_desktop.ui.transcript.turn import Turn
from nextchat_desktop.ui.transcript.view import Transcript


class Sight(NamedTuple):
    """`place` is as of `reading_place`, `anchor` the same to the pixel where it is laid out as it was; `thoughts` and
    `details` are the turns of which they are unfolded."""

    place: tuple[str, float] | None
    anchor: Anchor
    selection: Selection | None
    thoughts: tuple[str, ...]
    details: tuple[str, ...]


def sight_of(view: Transcript) -> Sight:
    turns = view.canvas.kept
    thoughts = tuple(turn.entry.id for turn in turns if turn.open_reasoning)
    details = tuple(turn.entry.id for turn in turns if turn.open_details)
    anchor = view.canvas.anchor(view.verticalScrollBar().value(), view.viewport().height())
    return Sight(reading_place(view), anchor._replace(held=None), view.selection, thoughts, details)


def look_as(view: Transcript, sight: Sight) -> None:
    """What is folded otherwise, read elsewhere or selected is as it was."""
    for id in sight.thoughts:
        view.unfold(id, Turn.toggle_reasoning)
    for id in sight.details:
        view.unfold(id, Turn.toggle_details)
    if sight.place is None:
        view.follow()
    else:
        go_to_place(view, *sight.place)
        view.verticalScrollBar().setValue(view.canvas.y(sight.anchor))
    pointer = view.findChild(Pointer)
    if sight.selection is not None and pointer is not None:
        pointer.select(sight.selection)
