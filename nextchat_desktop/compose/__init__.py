"""The composition root without Qt: makes storage, settings, network and engine, joins them, closes them in reverse."""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from nextchat_desktop import __version__
from nextchat_desktop.compose.cannot_start import CannotStart, Rescue
from nextchat_desktop.compose.guide import ShippedGuide
from nextchat_desktop.compose.late import DueBackups, certificates_of, read_prompts, write_prompts
from nextchat_desktop.compose.masks import mask_world
from nextchat_desktop.compose.opening import Opening
from nextchat_desktop.compose.policy import (
    AllowedKeys,
    FindPolicies,
    all_connections,
    laid_down,
    services_under,
    usual_policies,
)
from nextchat_desktop.compose.stores import Stores, mentioned
from nextchat_desktop.compose.tongue import Tongue
from nextchat_desktop.core.capabilities import Capabilities, Table
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.pictures import FetchPicture
from nextchat_desktop.core.proxies import FindProxy
from nextchat_desktop.core.wire import StartReply
from nextchat_desktop.engine.acts import Acts
from nextchat_desktop.engine.asides import Asides
from nextchat_desktop.engine.bin import Bin
from nextchat_desktop.engine.briefing import Briefing
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.doctor import Doctor
from nextchat_desktop.engine.inspector import Inspector
from nextchat_desktop.engine.ledger import Ledger
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.masks import Masks
from nextchat_desktop.engine.memory import Remembering
from nextchat_desktop.engine.models import Models
from nextchat_desktop.engine.naming import WhoNames
from nextchat_desktop.engine.offers import Offers
from nextchat_desktop.engine.outgoing import Outgoing, policy_of
from nextchat_desktop.engine.pricing import Prices
from nextchat_desktop.engine.prompts import Prompts
from nextchat_desktop.engine.queue import Queue
from nextchat_desktop.engine.session import Session, World
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.shelf import Shelf
from nextchat_desktop.engine.shelving import Shelving
from nextchat_desktop.engine.spending import Spending
from nextchat_desktop.engine.standings import Standings
from nextchat_desktop.engine.titles import Titles
from nextchat_desktop.gateway import Gateway
from nextchat_desktop.gateway.ways import Ways
from nextchat_desktop.net.proxies import system_proxy
from nextchat_desktop.net.worker import Mailbox, Worker
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.saying import parameters_in, settled_parameters
from nextchat_desktop.settings.schema import AUTO_TITLE
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.storage.backups.rotating import Rotating
from nextchat_desktop.storage.blobs import Blobs
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.database import BrokenDatabase, SqliteDriver
from nextchat_desktop.storage.fetched import Rooms
from nextchat_desktop.storage.files import NewerFile
from nextchat_desktop.storage.indexing import Indexing
from nextchat_desktop.storage.journal import Journal
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.kept_names import KeptNames
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.model_table import read_table
from nextchat_desktop.storage.paths import ensure
from nextchat_desktop.storage.price_files import OwnPrices, read_prices
from nextchat_desktop.storage.proving import proving
from nextchat_desktop.storage.search import Search
from nextchat_desktop.storage.secrets import Keys, installation_id
from nextchat_desktop.storage.settings_file import SettingsFile
from nextchat_desktop.storage.sweeping import sweeping
from nextchat_desktop.storage.usual_paths import usual_paths
from nextchat_desktop.words.languages import languages_of, regions_of
from nextchat_desktop.words.times import plain_day

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

    from nextchat_desktop.compose.data import Data
    from nextchat_desktop.engine.clearing import Clearing
    from nextchat_desktop.engine.exports import Exports
    from nextchat_desktop.engine.imports import Imports
    from nextchat_desktop.engine.newcomers import Newcomers
    from nextchat_desktop.engine.setups import SetUps
    from nextchat_desktop.engine.sharing_setups import Sharing
    from nextchat_desktop.storage.backups.store import BackupStore


__all__ = ["CannotStart", "Program", "now"]


class Program:
    """Everything but a face. `wake` is called from any thread when `mailbox` wants to be drained on this one.

    Raises CannotStart, and then has left nothing open.
    """

    def __init__(
        self,
        wake: Callable[[], None],
        environ: Mapping[str, str],
        home: Path | None = None,
        keyring: "KeyringBackend | None" = None,
        find_proxy: FindProxy = system_proxy,
        find_policies: FindPolicies = usual_policies,
        languages: Sequence[str] = (),
        regions: Sequence[str] = (),
    ) -> None:
        """`languages` are the system's, `regions` those of its dates; without them what the environment names."""
        self._languages = languages or languages_of(environ)
        self._regions = regions or languages or regions_of(environ)
        self.paths, self._portable = usual_paths(environ, home)
        self._known_models: Table | None = None
        self._laid_down = laid_down(environ, find_policies)
        self.rules = self._laid_down.rules
        with ExitStack() as opened:
            try:
                self._enter(opened)
                self._open_files(environ, keyring, opened)
                self._connect(wake, find_proxy, opened)
            except NewerFile as newer:
                raise CannotStart("start.newer_file", newer.path, rescue=self._rescue(newer.path)) from None
            except BrokenDatabase as error:
                path, cause = self.paths.database, str(error.__cause__)
                raise CannotStart("start.broken_database", path, cause, self._rescue(path)) from error
            except OSError as error:
                raise CannotStart("start.no_folder", self.paths.data.parent, str(error)) from error
            self._recover()
            self._keep_data(opened)
            opened.callback(sweeping(self.blobs, partial(mentioned, SqliteDriver(), self.paths.database)).close)
            self._index(opened)
            self._opened = opened.pop_all()

    @property
    def set_aside(self) -> tuple[Path, ...]:
        """Files that could not be read, under the names they are kept by now."""
        aside = (self._settings_file.aside, self._own_connections.aside, self._own_prices.aside)
        return tuple(path for path in aside if path is not None)

    def close(self) -> None:
        """Stops every answer, keeps what arrived, and leaves no thread behind."""
        self._opened.close()

    def _enter(self, opened: ExitStack) -> None:
        """Before anything is opened: where the data are, and what was left to be done then."""
        self._opening = Opening(SqliteDriver(), self.paths)
        self.paths, self.carried_out = self._opening.enter()
        opened.callback(self._opening.presence.leave)

    def _rescue(self, path: Path) -> Rescue | None:
        """A backup that could take the place of a database that cannot be opened."""
        from nextchat_desktop.compose.data import rescue

        return rescue(self._backup_store(), path)

    def _backup_store(self) -> "BackupStore":
        from nextchat_desktop.storage.backups.store import BackupStore  # no start of the program needs it

        return BackupStore(SqliteDriver(), self.paths, self._opening.presence, now, __version__)

    def _keep_data(self, opened: ExitStack) -> None:
        """What comes by itself, some time after the start."""
        due = DueBackups(self._backup_store, self.settings)
        opened.callback(Rotating(due.how_often, due.all, due.make, now, self._tell_of_backup).close)
        opened.callback(proving(self._opening.usual, self.paths.data).close)

    def _tell_of_backup(self, trouble: Exception | None) -> None:
        """In any thread."""
        self.mailbox.post(lambda: self.data.backups.on_made(trouble))

    def _open_files(self, environ: Mapping[str, str], keyring: "KeyringBackend | None", opened: ExitStack) -> None:
        ensure(self.paths.config)
        self._settings_file = SettingsFile(self.paths.settings_file)
        self.settings = Settings(self._settings_file, self._laid_down.above, self._laid_down.below)
        self.tongue = Tongue(self.settings, self._languages, self._regions)
        self.words = self.tongue.words
        self._own_connections = ConnectionStore(self.paths.connections_file)
        installation = installation_id(self.paths.installation_file)
        keeper = KeyringKeeper(installation, keyring, KeptNames(self.paths.key_names))
        self.keys = Keys(keeper, SessionKeeper(), FileKeeper(self.paths.key_file))
        self.connections = all_connections(self.rules, self._own_connections, self.keys, self.words)
        self.blobs = Blobs(self.paths.blobs)
        self._stores = stores = Stores(SqliteDriver(), self.paths.database, self.blobs, opened)
        self.conversations, self.memories, self.places = stores.conversations, stores.memories, stores.places
        self._own_prices = OwnPrices(self.paths.prices_file)
        self._rooms = Rooms(self.paths.cache / "fetched")
        self._rooms.sweep()
        opened.callback(self._rooms.close)
        self._journal = Journal(self.paths.journal)
        opened.callback(self._journal.close)

    def _connect(self, wake: Callable[[], None], find_proxy: FindProxy, opened: ExitStack) -> None:
        self.mailbox = Mailbox(wake)
        self.search = Search(SqliteDriver(), self.paths.database, self.paths.search_index, self.mailbox.post)
        opened.callback(self.search.close)
        self.guide = ShippedGuide(self.words)
        self.inspector = Inspector()
        gateway = Gateway(
            Worker(self.mailbox),
            self.connections,
            AllowedKeys(self.keys, self.rules, self.connections),
            self.guide,
            self.blobs,
            self.capable,
            ways=Ways(lambda: policy_of(self.settings), find_proxy),
            watch=self.inspector.watch,
            permits=self.rules.permits,
            settled=settled_parameters(self.settings),
        )
        opened.callback(gateway.close)
        self._accepts, self._download = gateway.accepts, gateway.download
        self._keep_books(gateway.start, opened)
        self.standings = Standings(self.ledger.start)
        services = services_under(self.rules, gateway.services)
        self.setup = Setup(self.connections, self.keys, services, gateway.url, _new_id, certificates_of, self.rules)
        self.setup.changed.listen(self.standings.forget)
        self.models = Models(self.setup, self.settings, self.words, self.capable)
        self._hold(opened)
        self.offers = Offers(gateway.models, gateway.balance)
        self.doctor = Doctor(gateway.perform, self.setup.service, self.capable, now, time.monotonic)
        self.outgoing = Outgoing(self.settings, self.keys, gateway.way_out)
        self.pictures: FetchPicture = gateway.picture
        self._ask_beside()
        self._line_up()

    def _keep_books(self, start: StartReply, opened: ExitStack) -> None:
        """What every request uses and costs, whoever asks."""
        prices = Prices(self._own_prices, lambda: read_prices(resource("prices.json")), self.connections.get)
        self.ledger = Ledger(start, self._stores.entries, prices, now, plain_day, _new_id)
        opened.callback(self.ledger.close)
        self.spending = Spending(self.ledger, self.connections.get, self._title_of, self.words)

    def _title_of(self, conversation: str) -> str:
        found = self.conversations.get(conversation)
        return found.title if found is not None else ""

    def _hold(self, opened: ExitStack) -> None:
        """The conversations, and what can be done to them."""
        said, settled = (lambda: parameters_in(self.settings)), settled_parameters(self.settings)
        self.briefing = Briefing(said, self.connections.get, self.models, self.words, self._accepts, settled)
        world = World(
            self.standings.start, self.conversations, self._journal, now, _new_id, self.briefing, self.memories
        )
        self.library = Library(world)
        opened.callback(self.library.close)
        self.deeds = Deeds()
        self.acts = Acts(self.library, self.deeds, self.words, now, _new_id, self.memories)
        self.bin = Bin(self._stores.bin, self.library, self.acts, now)
        self.masks = Masks(mask_world(self, self._stores.masks, now, _new_id))

    def _ask_beside(self) -> None:
        """What is asked for a conversation when an answer has come: its title, its memory."""
        words, asides = self.words, Asides(self.standings.start)
        who = WhoNames(self.settings, self.models, self.connections.get)
        self.asides = asides
        self.titles = Titles(self.library, asides, lambda: words("title.wish"), who, lambda: self.settings[AUTO_TITLE])
        self.remembering = Remembering(
            self.library, asides, self.memories, lambda: words("memory.wish"), self.models.answers, now, _new_id
        )

    def _line_up(self) -> None:
        """What is written again and again, and what waits to be sent: last, for it sends when all have had a look."""
        self.prompts = Prompts(self._stores.prompts, self.deeds, self.words, now, _new_id, read_prompts, write_prompts)
        self.queue = Queue(self.library, self._stores.queued, self._answering, self.deeds, self.words, now, _new_id)

    def _index(self, opened: ExitStack) -> None:
        """Takes in what was said, but not while somebody waits for a conversation."""
        database, index = self.paths.database, self.paths.search_index
        indexing = Indexing(SqliteDriver(), database, index, forget=self._forget_notes)
        opened.callback(indexing.close)
        self.library.opening.listen(lambda _id: indexing.give_way())
        self.library.changed.listen(lambda _id: indexing.look())

    def _recover(self) -> None:
        """Takes in what a crash left. What the disk does not take now is left for the next start."""
        with suppress(OSError):
            with self._journal.left_behind() as left:
                self.library.recover(left, self._journal.alive() - {one.message for one in left})
            self.bin.empty()

    def _forget_notes(self, seq: int) -> None:
        """On the owner's thread, whose own writing nobody there takes for that of another process."""

        def forget() -> None:
            with suppress(NotWritten):  # they are found again at the next start
                self.conversations.forget_notes(seq)

        self.mailbox.post(forget)

    @cached_property
    def shelf(self) -> Shelf:
        """What the sidebar shows, read when it is first asked for: nobody but a window does."""
        return Shelf(self._stores.cards, self._stores.folders, self.library, now)

    @cached_property
    def shelving(self) -> Shelving:
        stores = self._stores.cards, self._stores.folders
        return Shelving(self.shelf, stores, self.library, self.deeds, self.words, now, _new_id)

    @cached_property
    def data(self) -> "Data":
        """Backups and the folder of the data, loaded when somebody asks for them."""
        from nextchat_desktop.compose.data import Data

        data = Data(self, self._opening, self._portable, self._backup_store())
        self._opened.callback(data.close)
        return data

    @cached_property
    def clearing(self) -> "Clearing":
        """What begins anew."""
        from nextchat_desktop.compose.data import clearing_of

        return clearing_of(self, self._stores.cards, self._own_connections)

    @cached_property
    def newcomers(self) -> "Newcomers":
        """What joins connections from elsewhere with those there are, loaded when some come."""
        from nextchat_desktop.engine.newcomers import Newcomers

        return Newcomers(self.setup)

    @cached_property
    def imports(self) -> "Imports":
        """What brings in the files of other programs, beside what else is done; loaded when somebody has one."""
        return self._imports()

    def imports_alone(self) -> "Imports":
        """As `imports`, where nobody does anything else meanwhile."""
        return self._imports(rest=0.0)

    def _imports(self, **how: float) -> "Imports":
        from nextchat_desktop.compose.imports import clouds_of, imports_of

        imports = imports_of(self, self._stores, clouds_of(self._rooms, self._download), **how)
        self._opened.callback(imports.close)
        return imports

    @cached_property
    def exports(self) -> "Exports":
        """What gives conversations out, loaded when somebody wants some."""
        return self._exports()

    def exports_alone(self) -> "Exports":
        """As `exports`, where nobody does anything else meanwhile."""
        return self._exports(rest=0.0)

    def _exports(self, **how: float) -> "Exports":
        from nextchat_desktop.compose.exports import exports_of

        return exports_of(self, self._stores, self._opened.callback, **how)

    def setups(self) -> "SetUps":
        """What opens set-ups from others, loaded when somebody has one."""
        from nextchat_desktop.compose.setups import setups_of

        return setups_of(self)

    def sharing(self) -> "Sharing":
        """What makes set-ups for others."""
        from nextchat_desktop.compose.setups import sharing_of

        return sharing_of(self)

    def capable(self, model: Model) -> Capabilities:
        """What a model can do, by the table that is read when that is first asked."""
        if self._known_models is None:
            self._known_models = Table(read_table(resource("models.json")))
        can = self._known_models.capabilities(model)
        return replace(can, vision=True) if model.vision is None and self.rules.sees(model) else can

    def _answering(self, session: Session) -> tuple[ModelChoice, str] | None:
        choice = self.models.answerer(session).choice
        return (choice, self.models.label(choice)) if choice is not None else None


def now() -> int:
    return time.time_ns() // 1_000_000


def _new_id() -> str:
    return uuid4().hex
