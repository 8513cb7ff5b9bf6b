"""What goes along with a question and how it is to be answered, from all the levels that say something of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, Connection, Model
from nextchat_desktop.core.conversation import Conversation, Memory
from nextchat_desktop.core.messages import Message
from nextchat_desktop.core.parameters import NOTHING_SAID, OPTIONS, USUAL, Parameters
from nextchat_desktop.core.plan import Plan, Sayings, plan
from nextchat_desktop.core.templates import with_input
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.times import plain_date_and_time

_RESERVE = 4096
"""Tokens that are left for an answer whose longest is not known."""


@dataclass(frozen=True, slots=True)
class Brief:
    """`options` are those that go to the service, in the names of OpenAI's API; `most` is what may go along, 0 for
    anything."""

    plan: Plan
    parameters: Parameters = USUAL
    options: Mapping[str, Any] = field(default_factory=dict)
    most: int = 0


class MakeBrief(Protocol):
    def __call__(
        self,
        head: Conversation,
        path: Sequence[Message],
        memories: Iterable[Memory],
        choice: ModelChoice,
        least: int = 0,
    ) -> Brief:
        """`path` is the branch up to the question, deleted messages included. `least` turns before it go along
        whatever is said."""
        ...


@dataclass(frozen=True, slots=True)
class Levels:
    """What is said of a conversation at each level, the lowest first."""

    program: Parameters = NOTHING_SAID
    model: Parameters = NOTHING_SAID
    mask: Parameters = NOTHING_SAID
    conversation: Parameters = NOTHING_SAID

    @property
    def together(self) -> Parameters:
        """What counts."""
        above = self.model.over(self.program.over(USUAL))
        return self.conversation.over(self.mask.over(above))


def unadorned(
    head: Conversation, path: Sequence[Message], memories: Iterable[Memory], choice: ModelChoice, least: int = 0
) -> Brief:
    """Where nobody says anything."""
    return Brief(plan(head, path, memories, USUAL, Sayings(str, with_nothing)))


def with_nothing(template: str, said: str, _at: int) -> str:
    return with_input(template, said, {})


def anything(_choice: ModelChoice) -> frozenset[str]:
    """Where nobody knows what a model accepts."""
    return frozenset(OPTIONS)


class KnowsModels(Protocol):
    def label(self, choice: ModelChoice) -> str: ...
    def capabilities(self, choice: ModelChoice) -> Capabilities: ...
    def keeps_history(self, choice: ModelChoice) -> bool: ...


class Briefing:
    """`said` is what the settings say, `connection` finds one, `accepts` tells which options a model takes.

    What is `settled` others have laid down: of these parameters the settings alone say something.
    """

    def __init__(
        self,
        said: Callable[[], Parameters],
        connection: Callable[[str], Connection | None],
        models: KnowsModels,
        words: Words,
        accepts: Callable[[ModelChoice], frozenset[str]] = anything,
        settled: frozenset[str] = frozenset(),
    ) -> None:
        self._said = said
        self._connection = connection
        self._models = models
        self._words = words
        self.accepts = accepts
        self._settled = settled

    def levels(self, head: Conversation, choice: ModelChoice | None) -> Levels:
        mask = head.mask.parameters if head.mask is not None else NOTHING_SAID
        above = (self._of_model(choice), mask, head.parameters)
        return Levels(self._said(), *(level.without(self._settled) for level in above))

    def __call__(
        self,
        head: Conversation,
        path: Sequence[Message],
        memories: Iterable[Memory],
        choice: ModelChoice,
        least: int = 0,
    ) -> Brief:
        parameters = self._parameters(head, choice)
        counted = replace(parameters, turns=max(least, parameters.turns or 0))
        most = self._most(parameters, choice)
        accepted = self.accepts(choice)
        options = {name: getattr(parameters, name) for name in OPTIONS if name in accepted}
        said = {name: value for name, value in options.items() if value is not None}
        return Brief(plan(head, path, memories, counted, self._sayings(choice), most), parameters, said, most)

    def _parameters(self, head: Conversation, choice: ModelChoice) -> Parameters:
        if choice.connection == GUIDE:  # it looks for the question's own words
            return replace(USUAL, memory=False)
        together = self.levels(head, choice).together
        return replace(together, memory=False) if self._models.keeps_history(choice) else together

    def _of_model(self, choice: ModelChoice | None) -> Parameters:
        connection = self._connection(choice.connection) if choice is not None else None
        model = connection.model(choice.model) if connection is not None and choice is not None else None
        return parameters_of(model or Model(""))

    def _most(self, parameters: Parameters, choice: ModelChoice) -> int:
        """The person's budget, else what the model takes without what its answer needs; 0 where that is not known."""
        can = self._models.capabilities(choice)
        if parameters.budget or not can.context:
            return parameters.budget or 0
        longest = parameters.max_tokens or can.output or _RESERVE
        return can.context * 9 // 10 - min(longest, can.context // 2)  # a tenth, since words are but estimated

    def _sayings(self, choice: ModelChoice) -> Sayings:
        words, connection = self._words.bare, self._connection(choice.connection)
        values = {
            "model": self._models.label(choice),
            "lang": words.language.replace("_", "-"),
            "cutoff": words("plan.unknown"),
            "ServiceProvider": connection.name if connection is not None else "",
        }

        def fill(template: str, said: str, at: int) -> str:
            return with_input(template, said, {**values, "time": plain_date_and_time(at)})

        return Sayings(lambda memory: words("plan.remember", memory=memory), fill)


def parameters_of(model: Model) -> Parameters:
    """What the person has set for a model wherever it answers."""
    return Parameters(**{name: model.options[name] for name in OPTIONS if name in model.options})
