"""What leaves are laid out and painted with: the look, what has been drawn of formulas and the like, and the rules."""

from dataclasses import dataclass

from nextchat_desktop.ui.transcript.drawings import Drawings
from nextchat_desktop.ui.transcript.look import Look


@dataclass(frozen=True, slots=True)
class Kit:
    """Another look or another rule is another kit; the drawings stay."""

    look: Look
    drawings: Drawings
    wrap_code: bool = False
    fold_code: int = 0
    """Finished code of more lines than this opens folded; 0: never."""
