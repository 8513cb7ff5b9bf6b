"""The words of the program in the language that the settings and the system wish for."""

from collections.abc import Sequence

from nextchat_desktop.resources import resource
from nextchat_desktop.settings.schema import LANGUAGE
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.languages import language_of, region_of


class Tongue:
    """`words` are the same object in whatever language they speak."""

    def __init__(self, settings: Settings, system: Sequence[str], regions: Sequence[str]) -> None:
        """`system` are the languages of the system, `regions` where its dates are from; the likeliest first."""
        self._settings = settings
        self._system = system
        self._regions = regions
        self.words = Words(resource("locales"), *self._wished())

    def follow(self) -> bool:
        """Speaks as is wished for now; whether that is another language than before."""
        wished = self._wished()
        if wished == (self.words.language, self.words.locale):
            return False
        self.words.speak(*wished)
        return True

    def _wished(self) -> tuple[str, str]:
        """The language and its region."""
        language = language_of(self._settings[LANGUAGE], self._system)
        return language, region_of(language, self._regions)
