"""What pictures and diagrams are shown and taken in with, under one name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.pictures import Trouble
from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.picture_words import DiagramWords, PictureWords
from nextchat_desktop.ui.transcript.pictures import Pictures
from nextchat_desktop.ui.viewer.decoder import Decoder

if TYPE_CHECKING:
    from nextchat_desktop.ui.composer.attachments import Attachments


@dataclass(frozen=True)
class Gallery:
    """By itself it fetches and draws nothing."""

    pictures: Pictures = field(default_factory=Pictures)
    diagrams: Diagrams = field(default_factory=Diagrams)
    picture_words: PictureWords = field(default_factory=PictureWords)
    diagram_words: DiagramWords = field(default_factory=DiagramWords)
    troubles: Mapping[Trouble, str] = field(default_factory=dict)
    """Why a picture cannot be seen."""
    decoder: Decoder | None = None
    """For the windows that they are opened in, and for what the person attaches."""
    keep: Callable[[bytes], Picture | None] | None = None
    """Keeps what the person attaches; called on any thread. Raises OSError."""
    size: Callable[[str], int] = field(default=lambda _blob: 0)
    """The bytes of what is kept under a name."""
    attached: "Attachments | None" = None
    """What has been attached on a page before this one."""

    def leave(self) -> None:
        """The conversation is read no more: nobody waits for what is on its way."""
        self.pictures.leave()
        self.diagrams.leave()

    def close(self) -> None:
        """At the end of the program."""
        self.pictures.close()
        self.diagrams.close()
