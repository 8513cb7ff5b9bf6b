"""The turns of a branch while they are being written anew: who says what, in which order. Pure; it knows no widget."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nextchat_desktop.core.editing import Wording, with_text
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Part, Text


@dataclass(frozen=True, slots=True)
class Row:
    """`id` is that of the turn it was; None for a new one."""

    id: str | None
    role: Role
    text: str
    parts: tuple[Part, ...] = ()

    @property
    def wording(self) -> Wording:
        was = "".join(part.text for part in self.parts if isinstance(part, Text))
        parts = self.parts if was == self.text else with_text(self.parts, self.text)
        return Wording(self.id, self.role, parts)

    @property
    def says_something(self) -> bool:
        return bool(self.text.strip()) or any(not isinstance(part, Text) for part in self.parts)


Rows = tuple[Row, ...]


def rows_of(path: Sequence[Message]) -> Rows:
    return tuple(Row(message.id, message.role, message.text, message.parts) for message in path)


def moved(rows: Rows, place: int, by: int) -> Rows:
    """With one of them further up or down, as far as there is room."""
    to = max(0, min(len(rows) - 1, place + by))
    left = [*rows[:place], *rows[place + 1 :]]
    return (*left[:to], rows[place], *left[to:])


def inserted(rows: Rows, place: int) -> Rows:
    """With an empty one at this place; it is said by whoever did not say the one before it."""
    before = rows[place - 1].role if 0 < place <= len(rows) else Role.ASSISTANT
    role = Role.ASSISTANT if before is Role.USER else Role.USER
    return (*rows[:place], Row(None, role, ""), *rows[place:])


def without(rows: Rows, place: int) -> Rows:
    return (*rows[:place], *rows[place + 1 :])


def changed(rows: Rows, place: int, text: str | None = None, role: Role | None = None) -> Rows:
    row = rows[place]
    other = replace(row, text=row.text if text is None else text, role=role or row.role)
    return (*rows[:place], other, *rows[place + 1 :])
