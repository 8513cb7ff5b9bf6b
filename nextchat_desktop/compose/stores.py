"""What lies in the database of one installation, and beside that in what is shipped, under one name."""

from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

from nextchat_desktop.resources import resource
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.cards import CardStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import Driver, open_database
from nextchat_desktop.storage.folders import FolderStore
from nextchat_desktop.storage.ledger import LedgerStore
from nextchat_desktop.storage.leftovers import leftovers
from nextchat_desktop.storage.masks import MaskStore
from nextchat_desktop.storage.memories import MemoryStore
from nextchat_desktop.storage.places import PlaceStore
from nextchat_desktop.storage.prompts import PromptStore
from nextchat_desktop.storage.queue import QueueStore

if TYPE_CHECKING:
    from nextchat_desktop.storage.arriving import ArrivalStore


class Stores:
    """Used on the owner's thread, until `opened` is closed. Raises what `open_database` does."""

    def __init__(self, driver: Driver, path: Path, blobs: Blobs, opened: ExitStack) -> None:
        self._database = database = open_database(driver, path)
        opened.callback(database.close)
        self.conversations = ConversationStore(database)
        self.bin = BinStore(database, blobs.erase)
        self.memories = MemoryStore(database)
        self.entries = LedgerStore(database)
        self.cards = CardStore(database)
        self.folders = FolderStore(database)
        self.masks = MaskStore(database, resource("masks"))
        self.places = PlaceStore(database)
        self.queued = QueueStore(database)
        self.prompts = PromptStore(database, resource("prompts"))
        opened.callback(leftovers(driver, path, database).close)

    def arrivals(self) -> "ArrivalStore":
        """What has come from elsewhere."""
        from nextchat_desktop.storage.arriving import ArrivalStore  # no start of the program needs it

        return ArrivalStore(self._database)


def mentioned(driver: Driver, path: Path) -> set[str]:
    """Every picture that a message or a draft shows. In any thread, and so over a connection of its own."""
    with closing(driver.connect(path)) as database:
        return ConversationStore(database).mentioned()
