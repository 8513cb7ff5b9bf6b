"""The composition root without Qt: makes storage, settings, network and engine, joins them, closes them in reverse."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from .core.connections import GUIDE
from .engine.guide import GuideIndex, GuideWords
from .engine.library import Library
from .engine.models import Models
from .engine.session import World
from .engine.setup import Setup
from .engine.titles import Titles
from .gateway import Gateway
from .net.worker import Mailbox, Worker
from .resources import resource
from .settings.schema import AUTO_TITLE, LANGUAGE
from .settings.store import Settings
from .storage.connections import ConnectionStore
from .storage.conversations import ConversationStore
from .storage.database import SqliteDriver, open_database
from .storage.guide_pages import read_pages
from .storage.journal import Journal
from .storage.keepers import KeyringKeeper, SessionKeeper
from .storage.key_file import FileKeeper
from .storage.paths import ensure, paths
from .storage.secrets import Keys, installation_id
from .storage.settings_file import SettingsFile
from .words.catalogue import Words, language_of

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend


class Program:
    """Everything but a face. `wake` is called from any thread when `mailbox` wants to be drained on this one."""

    def __init__(
        self,
        wake: Callable[[], None],
        environ: Mapping[str, str],
        home: Path | None = None,
        keyring: "KeyringBackend | None" = None,
    ) -> None:
        self.paths = paths(environ, home)
        ensure(self.paths.config)
        self.settings = Settings(SettingsFile(self.paths.settings_file))
        self.words = Words(resource("locales"), language_of(self.settings[LANGUAGE], environ))
        self._database = open_database(SqliteDriver(), self.paths.database)
        self.conversations = ConversationStore(self._database)
        self._journal = Journal(self.paths.journal)
        self.connections = ConnectionStore(self.paths.connections_file)
        installation = installation_id(self.paths.installation_file)
        self.keys = Keys(KeyringKeeper(installation, keyring), SessionKeeper(), FileKeeper(self.paths.key_file))
        self.mailbox = Mailbox(wake)
        self.guide = ShippedGuide(self.words)
        self._gateway = Gateway(Worker(self.mailbox), self.connections, self.keys, self.guide)
        self._join()

    def close(self) -> None:
        """Stops every answer, keeps what arrived, and leaves no thread behind."""
        self.library.close()
        self._gateway.close()
        self._journal.close()
        self._database.close()

    def _join(self) -> None:
        world = World(self._gateway.start, self.conversations, self._journal, now, _new_id)
        self.library = Library(world)
        self.setup = Setup(self.connections, self.keys, self._gateway.services, self._gateway.url, _new_id)
        self.models = Models(self.setup, self.settings, self.words)
        self.titles = Titles(self.library, self._gateway.start, self._title_wish, self._may_name_itself)
        for path, left in self._journal.left_behind():
            self.library.recover(left)
            self._journal.forget(path)
        self.library.empty_bin()

    def _title_wish(self) -> str:
        return self.words("title.wish")

    def _may_name_itself(self, connection: str) -> bool:
        return connection != GUIDE and self.settings[AUTO_TITLE]


class ShippedGuide:
    """The guide in the language of the words, read when it is first asked."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._index: GuideIndex | None = None

    def answer(self, question: str) -> str:
        return self._read().answer(question)

    def title(self, page: str) -> str:
        """The title of a page, which asked as a question finds it. Empty if there is no such page."""
        found = self._read().page(page)
        return found.title if found else ""

    def _read(self) -> GuideIndex:
        if self._index is None:
            said = GuideWords(self._words("guide.see_also"), self._words("guide.nothing_found"))
            self._index = GuideIndex(read_pages(resource("guide") / self._words.language), said)
        return self._index


def now() -> int:
    return time.time_ns() // 1_000_000


def _new_id() -> str:
    return uuid4().hex


