"""How long what moves takes; it moves nothing itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Motion:
    """In milliseconds: `fade` for what comes or goes in its place, `popup` for what opens; 0 is at once.

    `repeats` tells whether carets blink and signs of work go round.
    """

    fade: int = 120
    popup: int = 160
    repeats: bool = True


FULL = Motion()
REDUCED = Motion(fade=0, popup=0, repeats=False)
