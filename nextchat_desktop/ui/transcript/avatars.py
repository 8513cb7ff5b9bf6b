"""Which emoji stand beside turns. A frozen value; it knows neither settings nor masks nor how they are painted."""

from dataclasses import dataclass

from nextchat_desktop.ui.transcript.entries import Entry


@dataclass(frozen=True, slots=True)
class Avatars:
    """The emoji of who asks and of who answers; empty where there is none."""

    asks: str = ""
    answers: str = ""

    def of(self, entry: Entry) -> str:
        """Empty where nothing stands beside it."""
        return {"user": self.asks, "assistant": self.answers}.get(entry.role, "")
