"""What shapes an answer and what goes along with a question: values that may be left open. They know no dialect.

They are said for the whole program, for a mask and for a conversation; the level above counts where it says something.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from nextchat_desktop.core.choice import ModelChoice

ALL_TURNS = 10_000
"""As many turns as there are."""

SAME_MODEL = ModelChoice("", "")
"""Whoever answers in the conversation."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """None leaves it to the level below, and at last to the model.

    The first group goes to the service, in the names of OpenAI's API where that has one; the second says what of a
    conversation does. Lengths and budgets are tokens.
    """

    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    reasoning_effort: str | None = None
    reasoning_budget: int | None = None
    stop: tuple[str, ...] | None = None
    seed: int | None = None
    json_mode: bool | None = None
    size: str | None = None
    quality: str | None = None
    style: str | None = None
    background: str | None = None

    system: str | None = None
    """What the model is told before everything else; empty for nothing."""
    template: str | None = None
    """What becomes of a question, with `{{input}}` where it stands."""
    turns: int | None = None
    """So many of the last turns, each a question with its answer, go along; ALL_TURNS for all."""
    budget: int | None = None
    """What goes along is no longer than this; 0 for what the model takes."""
    memory: bool | None = None
    """Whether what no longer goes along is summed up."""
    memory_threshold: int | None = None
    """How much must have been left out before it is summed up."""
    memory_model: ModelChoice | None = None

    def over(self, lower: "Parameters") -> "Parameters":
        """What counts where this level lies over another."""
        return replace(lower, **{name: getattr(self, name) for name in self.said})

    def without(self, names: Iterable[str]) -> "Parameters":
        """The same, with these left open."""
        return replace(self, **dict.fromkeys(names))

    @property
    def said(self) -> tuple[str, ...]:
        """The names of those that are not left open."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) is not None)

    def __bool__(self) -> bool:
        """Whether anything is said here."""
        return bool(self.said)


NOTHING_SAID = Parameters()
"""Everything is left to the level below."""

USUAL = Parameters(
    system="",
    template="{{input}}",
    turns=ALL_TURNS,
    budget=0,
    memory=True,
    memory_threshold=1000,
    memory_model=SAME_MODEL,
)
"""What counts where nobody says anything."""

OPTIONS = (
    "temperature",
    "top_p",
    "max_tokens",
    "presence_penalty",
    "frequency_penalty",
    "reasoning_effort",
    "reasoning_budget",
    "stop",
    "seed",
    "json_mode",
    "size",
    "quality",
    "style",
    "background",
)
"""Those that go to the service."""
