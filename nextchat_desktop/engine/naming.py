"""Who finds titles: the model that the person has chosen for it, else whoever answered."""

from collections.abc import Callable

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, ModelKind
from nextchat_desktop.engine.models import Models
from nextchat_desktop.settings.option import choice_of
from nextchat_desktop.settings.schema import TITLE_MODEL
from nextchat_desktop.settings.store import Settings


class WhoNames:
    """Called with who answered, when a title is wanted. `connection` finds one."""

    def __init__(self, settings: Settings, models: Models, connection: Callable[[str], Connection | None]) -> None:
        self._settings = settings
        self._models = models
        self._connection = connection

    def __call__(self, answerer: ModelChoice) -> ModelChoice | None:
        """The chosen one while it answers. None where a second question would stand in the server's own history, or be
        drawn, and where no service answers."""
        wish = choice_of(self._settings[TITLE_MODEL])
        choice = wish if wish is not None and self._models.answers(wish) else answerer
        if self._connection(choice.connection) is None:
            return None
        makes_pictures = self._models.capabilities(choice).kind is ModelKind.PICTURES
        return None if makes_pictures or self._models.keeps_history(choice) else choice
