"""Set-ups in files and links: their form joined with their seal. Neither is loaded before one is shared or opened."""

from typing import TYPE_CHECKING

from nextchat_desktop.compose import now
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.sealed import TRAVELLING
from nextchat_desktop.core.setups import AllSecrets, Opened, SetUp, Unfit
from nextchat_desktop.engine.deeds import Deeds
from nextchat_desktop.engine.setups import SetUps, SetUpWorld
from nextchat_desktop.engine.sharing_setups import Sharing
from nextchat_desktop.storage.blobs import Blobs

if TYPE_CHECKING:
    from nextchat_desktop.compose import Program


def setups_of(program: "Program", deeds: Deeds | None = None) -> SetUps:
    """What opens set-ups for this program; what is taken of one is told `deeds`, else the program's."""
    return SetUps(
        SetUpWorld(
            program.setup,
            program.newcomers,
            program.masks,
            program.prompts,
            program.settings,
            program.models,
            deeds or program.deeds,
            program.words,
            now,
            program.setup.new_id,
            SetUpFiles(program.blobs),
        )
    )


def sharing_of(program: "Program") -> Sharing:
    """What makes set-ups of this program's."""
    files = SetUpFiles(program.blobs)
    return Sharing(program.setup, program.masks, program.prompts, program.settings, now, files)


class SetUpFiles:
    """With the pictures of masks among the blobs."""

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs

    def write(self, setup: SetUp, secrets: AllSecrets, passphrase: str) -> bytes:
        """Nothing that is secret is in it unless there is a passphrase."""
        from nextchat_desktop.interchange import setup_files
        from nextchat_desktop.storage.sealing import sealed

        if not passphrase or not any(secrets.values()):
            return setup_files.write(setup, self._picture)
        beside = setup_files.goes_with(setup_files.document(setup, self._picture))
        seal = sealed(passphrase, setup_files.secrets_text(secrets), beside, TRAVELLING)
        return setup_files.write(setup, self._picture, seal)

    def read(self, data: bytes) -> Opened | Unfit:
        """Of a file, or of a text with a link. A picture that the disk does not take is left out."""
        from nextchat_desktop.interchange import setup_files, setup_links

        text = "" if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" else data.decode("utf-8", "replace")
        if setup_links.is_link(text):
            unpacked = setup_links.of_link(text)
            return unpacked if isinstance(unpacked, Unfit) else setup_files.read(unpacked, self._keep)
        return setup_files.read(data, self._keep)

    def unseal(self, opened: Opened, passphrase: str) -> AllSecrets:
        """Raises WrongPassphrase, or Changed."""
        from nextchat_desktop.interchange import setup_files
        from nextchat_desktop.storage.sealing import unsealed

        if opened.sealed is None:
            return {}
        return setup_files.secrets_of(unsealed(passphrase, opened.sealed, opened.goes_with))

    def link(self, data: bytes) -> str:
        from nextchat_desktop.interchange import setup_links

        return setup_links.link_of(data)

    def _picture(self, picture: Picture) -> bytes | None:
        return self._blobs.get(picture.blob)

    def _keep(self, data: bytes) -> Picture | None:
        try:
            return self._blobs.keep(data)
        except OSError:
            return None
