"""Exports on the composition: the engine's part joined with files, threads and the database, when somebody exports."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from nextchat_desktop.compose.exporting import Exporter
from nextchat_desktop.compose.pace import REST
from nextchat_desktop.compose.stores import Stores
from nextchat_desktop.engine.exports import Exports, ExportsWorld
from nextchat_desktop.storage.database import SqliteDriver
from nextchat_desktop.storage.labour import Labour

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program


AtEnd = Callable[[Callable[[], None]], object]


def exports_of(program: "Program", stores: Stores, at_end: AtEnd, rest: float = REST) -> Exports:
    """Without `rest`, each works as fast as it can. `at_end` takes what is to be done when the program ends."""
    labour = Labour(program.mailbox.post)
    at_end(labour.close)
    return Exports(
        ExportsWorld(
            Exporter(SqliteDriver(), program.paths.database, program.blobs, program.words, rest),
            labour.do,
            program.library,
            stores.folders.folders,
            stores.masks.own,
            program.prompts.own,
            program.connections.all,
        )
    )
