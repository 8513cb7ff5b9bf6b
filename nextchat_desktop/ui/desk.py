"""What the window works with: the engine's objects under one name, and the few questions that need several of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.carried_out import CarriedOut
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.search import SearchMessages
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.bin import Bin
from nextchat_desktop.engine.briefing import Briefing
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.inspector import Inspector
from nextchat_desktop.engine.ledger import Ledger
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.memory import Remembering
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.offers import Offers
from nextchat_desktop.engine.outgoing import Outgoing
from nextchat_desktop.engine.ports import Drafts, Examine, Places
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.queue import Queue
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.shelf import Shelf
from nextchat_desktop.engine.shelving import Shelving
from nextchat_desktop.engine.spending import Spending
from nextchat_desktop.engine.standings import Standings
from nextchat_desktop.engine.titles import Titles
from nextchat_desktop.settings.option import Option
from nextchat_desktop.settings.schema import LAST_CONVERSATION
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

if TYPE_CHECKING:
    from nextchat_desktop.engine.data_works import DataWorks
    from nextchat_desktop.engine.exports import Exports
    from nextchat_desktop.engine.imports import Imports
    from nextchat_desktop.engine.setups import SetUps
    from nextchat_desktop.engine.sharing_setups import Sharing

T = TypeVar("T")


@dataclass(frozen=True)
class Handing:
    """What opens set-ups and what makes them, each made when it is asked for."""

    setups: Callable[[], "SetUps"]
    sharing: Callable[[], "Sharing"]


@dataclass(frozen=True)
class Desk:
    words: Words
    settings: Settings
    library: Library
    deeds: Deeds
    acts: Acts
    briefing: Briefing
    setup: Setup
    models: Models
    offers: Offers
    doctor: Examine
    standings: Standings
    outgoing: Outgoing
    inspector: Inspector
    capable: Callable[[Model], Capabilities]
    shelf: Shelf
    shelving: Shelving
    drafts: Drafts
    search: SearchMessages
    clock: Callable[[], int]
    guide_title: Callable[[str], str]
    files: tuple[Path, ...]
    """Those that another process may change while the window is open."""
    masks: Masks
    prompts: Prompts
    queue: Queue
    places: Places
    ledger: Ledger
    spending: Spending
    bin: Bin
    asides: Asides
    remembering: Remembering
    titles: Titles
    carried_out: CarriedOut
    """What was done with the data before this start."""
    handing: Handing
    data: Callable[[], "DataWorks"]
    """Made when somebody asks for it, as what follows."""
    imports: Callable[[], "Imports"]
    exports: Callable[[], "Exports"]
    at_hand: dict[str, Callable[..., object]] = field(default_factory=dict)
    """What parts of the window that is there now do, by name: what is undone may outlive the window it was done in."""

    def first_session(self) -> Session:
        """The conversation that was read last, or a new one."""
        return self.library.open(self.settings[LAST_CONVERSATION]) or self.library.new()

    def by_then(self, name: str, *about: object) -> Callable[[], None]:
        """Does what is at hand under this name when it is called."""
        at_hand = self.at_hand

        def act() -> None:
            at_hand[name](*about)

        return act

    def remember(self, option: Option[T], value: T) -> None:
        """A convenience for the next start; without room on the disk it holds for this run only."""
        with suppress(OSError):
            self.settings[option] = value

    def first_of(self, connection: str) -> ModelChoice | None:
        """The first model of a connection."""
        return next((choice for choice in self.setup.choices() if choice.connection == connection), None)
