"""Imports on the composition: the engine's part joined with files, threads and the database, when somebody imports."""

from functools import partial
from typing import TYPE_CHECKING

from nextchat_desktop.compose import now
from nextchat_desktop.compose.importing import Import, ImportWorld, open_file
from nextchat_desktop.compose.pace import REST
from nextchat_desktop.compose.setups import setups_of
from nextchat_desktop.compose.stores import Stores
from nextchat_desktop.core.fetching import Download
from nextchat_desktop.engine.clouds import Clouds
from nextchat_desktop.engine.imports import Imports, ImportsWorld
from nextchat_desktop.storage.database import SqliteDriver
from nextchat_desktop.storage.fetched import Rooms

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program


def imports_of(
    program: "Program",
    stores: Stores,
    clouds: Clouds,
    rest: float = REST,
) -> Imports:
    """Without `rest`, each import works as fast as it can."""
    paths = program.paths
    world = ImportWorld(
        SqliteDriver(),
        paths.database,
        program.blobs,
        program.mailbox.post,
        now,
        paths.logs,
        open_file,
        lambda: program.library.busy_count > 0,
    )
    return Imports(
        ImportsWorld(
            partial(Import, world, rest=rest),
            stores.arrivals(),
            stores.masks.own,
            stores.folders.folders,
            program.library,
            program.masks,
            program.prompts,
            program.setup,
            partial(setups_of, program),
            program.deeds,
            program.words,
            now,
            clouds,
        )
    )


def clouds_of(rooms: Rooms, download: Download) -> Clouds:
    """What fetches NextChat's backups from the net."""
    from nextchat_desktop.interchange.nextchat_cloud import order_of

    return Clouds(order_of, rooms.make, download)
