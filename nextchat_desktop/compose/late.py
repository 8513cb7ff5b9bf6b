"""What no start of the program needs: files of other programs, certificates, backups that come by themselves. Its
libraries come when it is asked."""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from nextchat_desktop.core.masks import Mask, Prompt, TakenMasks
from nextchat_desktop.core.prompt_files import PromptFormat, PromptsRead
from nextchat_desktop.settings.schema import BACKUPS_KEPT
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.storage.blobs import Blobs

if TYPE_CHECKING:
    from nextchat_desktop.core.backups import Backup, Occasion
    from nextchat_desktop.core.checkup import Certificate
    from nextchat_desktop.core.labour import Watch
    from nextchat_desktop.storage.backups.store import BackupStore


class MaskFiles:
    """Masks in files, with their pictures among the blobs."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def read(self, data: bytes) -> TakenMasks:
        from nextchat_desktop.interchange.masks import read_masks

        return read_masks(data, self._blobs.keep)

    def write(self, masks: Iterable[Mask]) -> bytes:
        from nextchat_desktop.interchange.masks import write_masks

        return write_masks(masks, lambda picture: self._blobs.get(picture.blob))


class DueBackups:
    """Those that are made by themselves, as the settings say. Asked in any thread."""

    def __init__(self, store: "Callable[[], BackupStore]", settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def how_often(self) -> "Occasion | None":
        from nextchat_desktop.engine.backups import how_often

        return how_often(self._settings)

    def all(self) -> "Sequence[Backup]":
        return self._store().all()

    def make(self, occasion: "Occasion", watch: "Watch") -> None:
        self._store().make(occasion, self._settings[BACKUPS_KEPT], watch)


def read_prompts(data: bytes) -> PromptsRead:
    from nextchat_desktop.interchange import prompts

    return prompts.read_prompts(data)


def write_prompts(some: Sequence[Prompt], form: PromptFormat) -> bytes:
    from nextchat_desktop.interchange import prompts

    return prompts.write_prompts(some, form)


def certificates_of(data: bytes) -> "tuple[Certificate, ...]":
    from nextchat_desktop.net import certificates  # cryptography takes a moment

    return certificates.certificates_of(data)
