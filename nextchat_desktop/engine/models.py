"""Which models can be chosen, which one is, and what each is called."""

from contextlib import suppress
from dataclasses import dataclass

from nextchat_desktop.core.connections import GUIDE
from nextchat_desktop.core.messages import ModelChoice
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.settings.schema import LAST_CONNECTION, LAST_MODEL
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

GUIDE_CHOICE = ModelChoice(GUIDE, GUIDE)


@dataclass(frozen=True, slots=True)
class Group:
    """The models of one connection, each with its label, as the model menu shows them."""

    name: str
    models: tuple[tuple[ModelChoice, str], ...]


class Models:
    """Remembers the last choice, so that a new conversation begins with it."""

    def __init__(self, setup: Setup, settings: Settings, words: Words) -> None:
        self._setup = setup
        self._settings = settings
        self._words = words

    def groups(self) -> tuple[Group, ...]:
        """One per connection that has models, then the guide."""
        own = (
            Group(one.name, tuple((ModelChoice(one.id, model.id), model.label) for model in one.models))
            for one in self._setup.all()
        )
        guide = Group(self._words("guide.connection"), ((GUIDE_CHOICE, self._words("guide.name")),))
        return (*(group for group in own if group.models), guide)

    def label(self, choice: ModelChoice) -> str:
        return self._words("guide.name") if choice == GUIDE_CHOICE else self._setup.label(choice)

    def current(self, wish: ModelChoice | None = None) -> ModelChoice | None:
        """The wish if it still exists, else the last choice, else the first. None before anything is connected."""
        last = ModelChoice(self._settings[LAST_CONNECTION], self._settings[LAST_MODEL])
        every = self._setup.choices()
        can_answer = {GUIDE_CHOICE, *every}
        return next((choice for choice in (wish, last, *every) if choice in can_answer), None)

    def remember(self, choice: ModelChoice) -> None:
        """Without room on the disk it holds for this run only."""
        for option, value in ((LAST_CONNECTION, choice.connection), (LAST_MODEL, choice.model)):
            with suppress(OSError):
                self._settings[option] = value
