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

    @property
    def is_due(self) -> bool:
        """Whether another language is wished for, or the dates of another region, than are spoken."""
        return self._wished() != (self.words.language, self.words.locale)

    def follow(self) -> bool:
        """Speaks as is wished for now; whether that is otherwise than before."""
        is_due = self.is_due
        if is_due:
            self.words.speak(*self._wished())
        return is_due

    def hear(self, system: Sequence[str], regions: Sequence[str]) -> None:
        """The system speaks otherwise now."""
        self._system, self._regions = system, regions

    def _wished(self) -> tuple[str, str]:
        """The language and its region."""
        language = language_of(self._settings[LANGUAGE], self._system)
        return language, region_of(language, self._regions)
