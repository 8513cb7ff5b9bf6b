"""What the first frame needs to know of the window as it was, in a small file; it knows no widget and no folder."""

import json
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Note:
    """Lengths are in pixels, colours '#RRGGBB'."""

    program: str
    """The version that wrote it: another may draw the window otherwise."""
    geometry: str
    """As Qt writes it, in hexadecimal digits."""
    title: str
    mode: str
    """`light` or `dark`, or `auto`, as the system is."""
    is_dark: bool
    """Whether the system was."""
    is_leftwards: bool
    sidebar: int
    header: int
    column: int
    """The greatest width of the box around the field."""
    bottom: int
    """What is below the box."""
    most: int
    """The height beyond which the field scrolls."""
    box_beside: int
    box_above: int
    box_beyond: int
    box_below: int
    """How far the box around the field stands out on its left, above it, on its right and below."""
    radius: int
    ring: int
    families: str
    """With commas between."""
    size: int
    ground: str
    sidebar_ground: str
    line: str
    raised: str
    accent: str
    text: str
    faint: str
    selection: str
    inviting: str
    send_key: str
    commands: str
    """The keys that run any, one in a line."""
    conversation: str
    """Whose draft stands in the field; empty where that is the one of all conversations that have not begun."""
    database: str
    orders: str
    """A file; where it is there, something else is to be done before anything is shown."""


_FIELDS = {field.name: field.type for field in fields(Note)}


def to_text(note: Note) -> str:
    return json.dumps(asdict(note), ensure_ascii=False)


def from_text(text: str) -> Note | None:
    """None where this is no note, or one of another version."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or {name: type(value) for name, value in data.items()} != _FIELDS:
        return None
    return Note(**data)
