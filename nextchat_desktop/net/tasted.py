"""What there is to say of the first words of a reply."""

from dataclasses import dataclass

from nextchat_desktop.core.events import Failed


@dataclass(frozen=True, slots=True)
class Tasted:
    """`failed` is why it went wrong before enough was seen. `pieces` are the seconds from the question to each piece;
    `ended` tells that the whole answer has come."""

    failed: Failed | None = None
    pieces: tuple[float, ...] = ()
    ended: bool = False
