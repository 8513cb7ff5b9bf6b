"""How much room what holds text takes, at each size of the interface and density; it knows no widget."""

from dataclasses import dataclass

from nextchat_desktop.ui.theme import sizes
from nextchat_desktop.ui.theme.look import Density

_COLUMNS_GROW = 0.65
_LEAST_TARGET = 24
"""Nothing that is pressed is smaller."""


@dataclass(frozen=True, slots=True)
class Room:
    """Heights and widths in pixels of what holds text or icons. As drawn unless another is computed by `room_of`."""

    scale: float = 1.0
    row: int = sizes.ROW
    field: int = sizes.FIELD
    target: int = sizes.TARGET
    header: int = sizes.HEADER
    icon: int = sizes.ICON
    icon_row: int = sizes.ICON_ROW
    """Of the icons in rows of a list."""
    icon_small: int = sizes.ICON_SMALL
    sidebar_min: int = sizes.SIDEBAR_MIN
    sidebar_max: int = sizes.SIDEBAR_MAX
    labels: int = sizes.LABELS
    within: int = 6
    """Above and below the words in a field or button, its border included."""
    row_gap: int = sizes.SPACE_3
    """Between the rows of a form."""
    turn_gap: int = sizes.TURN_GAP
    """Between the turns of a conversation."""
    focus: int = sizes.FOCUS
    """The width of the ring around what has the keyboard."""

    def scaled(self, pixels: float) -> int:
        """A height or width that holds text, and is drawn so large at 100 %."""
        return round(pixels * self.scale)

    def column(self, pixels: float) -> int:
        """The width of a list beside others: it grows less than what is in it, so that the others have room, too."""
        return _column(pixels, self.scale)


AS_DRAWN = Room()


def _column(pixels: float, scale: float) -> int:
    return round(pixels * (1 + (scale - 1) * _COLUMNS_GROW))


def room_of(scale: float = 1.0, density: Density = "comfortable", focus: int = sizes.FOCUS) -> Room:
    """The room at a size of the interface (1 as drawn); the spaces around what grows stay as they are."""
    is_compact = density == "compact"

    def holding(text: int, drawn: int, less: int) -> int:
        """What holds text so high, is so high with the spaces around it, and by so much less where things are near."""
        return round(text * scale) + drawn - text - (less if is_compact else 0)

    def scaled(pixels: int) -> int:
        return round(pixels * scale)

    return Room(
        scale=scale,
        row=holding(sizes.LINE, sizes.ROW, 8),
        field=holding(sizes.LINE, sizes.FIELD, 4),
        target=max(_LEAST_TARGET, holding(sizes.ICON, sizes.TARGET, 4)),
        header=holding(sizes.TARGET, sizes.HEADER, 8),
        icon=scaled(sizes.ICON),
        icon_row=scaled(sizes.ICON_ROW),
        icon_small=scaled(sizes.ICON_SMALL),
        sidebar_min=_column(sizes.SIDEBAR_MIN, scale),
        sidebar_max=_column(sizes.SIDEBAR_MAX, scale),
        labels=scaled(sizes.LABELS),
        within=4 if is_compact else 6,
        row_gap=sizes.SPACE_2 if is_compact else sizes.SPACE_3,
        turn_gap=sizes.SPACE_3 if is_compact else sizes.TURN_GAP,
        focus=focus,
    )
