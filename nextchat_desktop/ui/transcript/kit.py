"""What leaves are laid out and painted with: the look, what has been drawn of formulas and the like, and the rules."""

from dataclasses import dataclass, field

from nextchat_desktop.ui.transcript.avatars import Avatars
from nextchat_desktop.ui.transcript.drawings import Drawings
from nextchat_desktop.ui.transcript.gallery import Gallery
from nextchat_desktop.ui.transcript.look import Look


@dataclass(frozen=True, slots=True)
class Kit:
    """Another look or another rule is another kit; what was drawn stays."""

    look: Look
    drawings: Drawings
    gallery: Gallery = field(default_factory=Gallery)
    scale: float = 1.0
    """That of the screen."""
    wrap_code: bool = False
    fold_code: int = 0
    """Finished code of more lines than this opens folded; 0: never."""
    avatars: Avatars = field(default_factory=Avatars)
    mirrored: bool = False
    """Whether the window goes from right to left."""
    fits: bool = False
    """Whether what is too wide is made smaller, for nobody can shift it sideways on paper."""
