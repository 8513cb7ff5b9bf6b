"""What is shown of a block may come late: a picture is on its way, a diagram is being drawn. It knows neither."""

from abc import abstractmethod

from nextchat_desktop.ui.transcript.kit import Kit
from nextchat_desktop.ui.transcript.unit import Unit


class LateUnit(Unit):
    """Asked only while it is in view, or when something has come."""

    @abstractmethod
    def look(self, kit: Kit) -> bool:
        """The reader sees it: what can be had without asking them is begun. Whether anything was."""

    @abstractmethod
    def catch_up(self, kit: Kit) -> bool:
        """Shows what has come meanwhile; whether by other leaves. One that is as high as before stays laid out."""
