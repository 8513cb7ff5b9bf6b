"""What is shown of a block may come late: a picture is on its way, a diagram is being drawn. It knows neither."""

from abc import ABC, abstractmethod
from typing import Literal

from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.unit import Unit

Change = Literal["", "size", "leaves"]
"""Nothing; a leaf is to be laid out anew; there are other leaves."""


class LateUnit(Unit, ABC):
    @abstractmethod
    def look(self, kit: Kit) -> None:
        """The reader sees it: what can be had without asking them is begun."""

    @abstractmethod
    def catch_up(self, kit: Kit) -> Change:
        """Shows what has come meanwhile."""
