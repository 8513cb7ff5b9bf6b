"""Which models can be chosen, which one answers in a conversation, and what each is called."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, Connection, Model
from nextchat_desktop.core.context import first_line
from nextchat_desktop.core.matching import matches
from nextchat_desktop.core.messages import Message
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.settings.schema import LAST_CONNECTION, LAST_MODEL
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.words.catalogue import Words

GUIDE_CHOICE = ModelChoice(GUIDE, GUIDE)


@dataclass(frozen=True, slots=True)
class Pick:
    """One model that can be chosen. `connection` is the name of its connection."""

    choice: ModelChoice
    label: str
    connection: str
    favourite: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The models of one connection, favourites first."""

    name: str
    picks: tuple[Pick, ...]


class Gone(StrEnum):
    """Why nobody answers under the name that a conversation knows."""

    REMOVED = "removed"
    """Its connection is no longer set up."""
    HIDDEN = "hidden"
    """The person has hidden the model."""
    FORBIDDEN = "forbidden"
    """Whoever looks after this computer does not allow it."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers next in a conversation.

    `choice` is None while nobody does: nothing is set up yet, or `warning` is the sentence that says why whoever is
    called `label` no longer answers; then a person has to choose.
    """

    choice: ModelChoice | None
    label: str = ""
    warning: str = ""


class Models:
    """Remembers the last choice, so that a new conversation begins with it."""

    def __init__(
        self, setup: Setup, settings: Settings, words: Words, capable: Callable[[Model], Capabilities]
    ) -> None:
        self._setup = setup
        self._settings = settings
        self._words = words
        self._capable = capable

    def groups(self) -> tuple[Group, ...]:
        """One per connection that has models to choose from, then the guide."""
        own = (_group(one, self._setup.usable(one)) for one in self._setup.all())
        name = self._words("guide.connection")
        guide = Group(name, (Pick(GUIDE_CHOICE, self._words("guide.name"), name),))
        return (*(group for group in own if group.picks), guide)

    def search(self, text: str) -> tuple[Group, ...]:
        """The groups with those models whose label, id or connection has every word of the text."""
        return searched(self.groups(), text)

    def label(self, choice: ModelChoice) -> str:
        return self._words("guide.name") if choice == GUIDE_CHOICE else self._setup.label(choice)

    def capabilities(self, choice: ModelChoice) -> Capabilities:
        """What the model can do, as far as anybody knows; where its service takes no pictures, it does not see."""
        connection = self._setup.get(choice.connection)
        if connection is None:
            return Capabilities(vision=False)
        can = self._capable(connection.model(choice.model) or Model(choice.model))
        return can if self._setup.service(connection.service).takes_pictures else replace(can, vision=False)

    def keeps_history(self, choice: ModelChoice) -> bool:
        """Whether the server remembers the conversation itself, and may forget it."""
        connection = self._setup.get(choice.connection)
        return connection is not None and self._setup.service(connection.service).keeps_history

    def current(self, wish: ModelChoice | None = None) -> ModelChoice | None:
        """The wish, or None if that is gone. Without a wish the last choice, else the first there is."""
        if wish is not None:
            return wish if self.answers(wish) else None
        last = ModelChoice(self._settings[LAST_CONNECTION], self._settings[LAST_MODEL])
        every = self._setup.choices()
        can_answer = {GUIDE_CHOICE, *every}
        return next((choice for choice in (last, *self._wished(), *every) if choice in can_answer), None)

    def _wished(self) -> Iterator[ModelChoice]:
        """What those have named who have laid something down, to begin with."""
        rules = self._setup.rules
        wishes = ((one.id, rules.default_of(one)) for one in self._setup.all())
        return (ModelChoice(connection, model) for connection, model in wishes if model)

    def gone(self, choice: ModelChoice) -> Gone | None:
        """Why this choice does not answer. One that is not in the list of its connection answers all the same."""
        if choice == GUIDE_CHOICE:
            return None
        connection = self._setup.get(choice.connection)
        if connection is None:
            return Gone.REMOVED
        if not self._setup.rules.permits(connection, choice.model):
            return Gone.FORBIDDEN
        model = connection.model(choice.model)
        return Gone.HIDDEN if model is not None and not model.shown else None

    def answers(self, choice: ModelChoice) -> bool:
        """Whether it does now."""
        return self.gone(choice) is None

    def answerer(self, session: Session) -> Answerer:
        """Who answers next here. A conversation that has begun is never handed to another model unasked."""
        wish = session.conversation.choice
        gone = self.gone(wish) if wish is not None else None
        if wish is not None and gone is not None and session.messages:
            label = _author(session.path, wish) or self.label(wish)
            return Answerer(None, label, self._words(f"models.{gone}", name=first_line(label)))
        choice = self.current(None if gone else wish)
        return Answerer(choice, self.label(choice) if choice else "")

    def star(self, choice: ModelChoice) -> None:
        """Makes a model a favourite, or no longer. One that its connection does not list joins it."""
        connection = self._setup.get(choice.connection)
        if connection is None:
            return
        known = connection.model(choice.model) or Model(choice.model)
        starred = replace(known, favourite=not known.favourite)
        rest = tuple(starred if model.id == choice.model else model for model in connection.models)
        joined = rest if known in connection.models else (*rest, starred)
        self._setup.save(replace(connection, models=joined))

    def remember(self, choice: ModelChoice) -> None:
        """Without room on the disk it holds for this run only."""
        for option, value in ((LAST_CONNECTION, choice.connection), (LAST_MODEL, choice.model)):
            with suppress(OSError):
                self._settings[option] = value


def searched(groups: Iterable[Group], text: str) -> tuple[Group, ...]:
    """The groups with what is looked for, without those of which nothing is left."""
    found = (replace(group, picks=tuple(pick for pick in group.picks if _is_wanted(pick, text))) for group in groups)
    return tuple(group for group in found if group.picks)


def _is_wanted(pick: Pick, text: str) -> bool:
    return matches(text, pick.label, pick.choice.model, pick.connection)


def _group(connection: Connection, usable: Iterable[Model]) -> Group:
    shown = sorted(usable, key=lambda model: not model.favourite)
    picks = (
        Pick(ModelChoice(connection.id, model.id), model.label, connection.name, model.favourite) for model in shown
    )
    return Group(connection.name, tuple(picks))


def _author(path: Iterable[Message], choice: ModelChoice) -> str:
    """What whoever gave the last of these answers was called then."""
    names = [message.author for message in path if message.choice == choice and message.author]
    return names[-1] if names else ""
