"""What no start of the program needs: files of other programs and certificates. Its libraries come when it is asked."""

from collections.abc import Iterable, Sequence

from nextchat_desktop.core.checkup import Certificate
from nextchat_desktop.core.masks import Mask, Prompt, TakenMasks
from nextchat_desktop.core.prompt_files import PromptFormat, PromptsRead
from nextchat_desktop.storage.blobs import Blobs


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


def read_prompts(data: bytes) -> PromptsRead:
    from nextchat_desktop.interchange import prompts

    return prompts.read_prompts(data)


def write_prompts(some: Sequence[Prompt], form: PromptFormat) -> bytes:
    from nextchat_desktop.interchange import prompts

    return prompts.write_prompts(some, form)


def certificates_of(data: bytes) -> tuple[Certificate, ...]:
    from nextchat_desktop.net import certificates  # cryptography takes a moment

    return certificates.certificates_of(data)
