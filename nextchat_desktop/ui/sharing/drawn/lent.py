"""Pictures that the window has already, opened anew for another scale; nothing is fetched for it."""

from collections.abc import Callable

from nextchat_desktop.ui.transcript.pictures import Phase, Pictures
from nextchat_desktop.ui.viewer.decoder import Decoder


class LentPictures(Pictures):
    """What the reader has not wanted to see is not got for an export either."""

    def __init__(self, decoder: Decoder | None, lender: Pictures) -> None:
        super().__init__(decoder)
        self._lender = lender

    def phase(self, address: str) -> Phase:
        phase = super().phase(address)
        return "opening" if phase == "hidden" and self._lender.phase(address) == "shown" else phase

    def reader(self, address: str) -> Callable[[], bytes | None]:
        return self._lender.reader(address)
