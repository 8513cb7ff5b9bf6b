"""What pictures and diagrams are shown with, under one name."""

from dataclasses import dataclass, field

from nextchat_desktop.ui.transcript.diagrams import Diagrams
from nextchat_desktop.ui.transcript.picture_words import DiagramWords, PictureWords
from nextchat_desktop.ui.transcript.pictures import Pictures


@dataclass(frozen=True)
class Gallery:
    """By itself it fetches and draws nothing."""

    pictures: Pictures = field(default_factory=Pictures)
    diagrams: Diagrams = field(default_factory=Diagrams)
    picture_words: PictureWords = field(default_factory=PictureWords)
    diagram_words: DiagramWords = field(default_factory=DiagramWords)

    def leave(self) -> None:
        """The conversation is read no more: nobody waits for what is on its way."""
        self.pictures.leave()
        self.diagrams.leave()
