"""What the masks are handed: where they are kept, and what goes into their files."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from nextchat_desktop.compose.late import MaskFiles
from nextchat_desktop.engine.masks import MaskWorld
from nextchat_desktop.settings.schema import SHIPPED_MASKS

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program
    from nextchat_desktop.storage.masks import MaskStore


def mask_world(
    program: "Program", store: "MaskStore", clock: Callable[[], int], new_id: Callable[[], str]
) -> MaskWorld:
    files = MaskFiles(program.blobs)
    return MaskWorld(
        store,
        program.library,
        program.models,
        program.deeds,
        program.words,
        clock,
        new_id,
        files.read,
        files.write,
        lambda: program.settings[SHIPPED_MASKS],
    )
