"""What the transcript is given to show: frozen values. They know neither conversations nor how they are drawn."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

Tone = Literal["bad", "warn"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something the reader can ask for. `label` is on the button; where that is a sign, `spoken` is read out.

    With an `icon` the label is said, not shown. `reason` says why it is not enabled.
    """

    id: str
    label: str
    spoken: str = ""
    enabled: bool = True
    icon: str = ""
    reason: str = ""


COPY = "copy"
SEPARATOR = Action("", "")
"""In a menu: what follows is of another kind."""


@dataclass(frozen=True, slots=True)
class Divider:
    """A line below a turn with a quiet sentence about what is above it, and what can be done about that."""

    text: str
    actions: tuple[Action, ...] = ()
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A failure: what happened, what it means, and what can be done; the first action is the main one."""

    title: str
    meaning: str
    actions: tuple[Action, ...] = ()
    details: str = ""
    tone: Tone = "bad"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A picture that belongs to a turn beside its words. `blob` is its name where it is kept.

    Sizes are pixels, 0 where they are not known before it is seen. `place` is read out before its name, where there
    are several.
    """

    blob: str
    name: str = ""
    width: int = 0
    height: int = 0
    place: str = ""

    def spoken(self, nameless: str) -> str:
        """What it is called by who cannot see it; `nameless` where it has neither name nor place."""
        return ", ".join(filter(None, (self.place, self.name))) or nameless


@dataclass(frozen=True, slots=True)
class Entry:
    """One turn. `role` is 'user', 'assistant' or 'notice' (a line between turns)."""

    id: str
    role: str
    text: str
    reasoning: str = ""
    reasoning_label: str = ""
    """For the folded chip; shown as soon as it is not empty."""
    caption: str = ""
    """The quiet words beside the actions: 'Azure-gpt-4-turbo · 14:32 · 6.2 s'."""
    accessible_name: str = ""
    streaming: bool = False
    card: Card | None = None
    actions: tuple[Action, ...] = ()
    pages: tuple[Action, str, Action] | None = None
    """The way to the siblings of this turn: ‹, 2/3 and ›."""
    pictures: tuple[Enclosed, ...] = ()
    """Above the words of a question, below those of an answer."""
    more: tuple[Action, ...] = ()
    """What the button … offers."""
    divider: Divider | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether its buttons are seen only where the reader is: those of their own words, unless there are others."""
        return self.role == "user" and self.pages is None

    def leafs(self, action: str) -> bool:
        """Whether this is the way to a sibling."""
        return self.pages is not None and action in (self.pages[0].id, self.pages[2].id)

    def heard(self, nameless: str) -> str:
        """What is read out of it as it arrives: its words, and its pictures when all are there."""
        pictures = () if self.streaming else (picture.spoken(nameless) for picture in self.pictures)
        return "\n\n".join((self.text, *pictures))

    def only_grew(self, later: "Entry") -> bool:
        """Whether only the words of `later` are others."""
        return replace(later, text=self.text, reasoning=self.reasoning) == self


@dataclass(frozen=True, slots=True)
class LaterEntry:
    """An entry without pictures that is made when its turn is first looked at: of a long conversation few are."""

    id: str
    role: str
    text: str
    make: Callable[[], Entry]


@dataclass(frozen=True, slots=True)
class TranscriptWords:
    """Every word of the transcript's own that a person reads."""

    copy_code: str
    copied: str
    wrap_code: str
    save_code: str
    unfold_code: str
    """With `{lines}`."""
    fold_code: str
    details: str
    hide_details: str
    latest: str
    show_reasoning: str
    conversation: str
    """What a screen reader calls the list of messages."""
    spoken_code: str
    """Read out in place of a block of code."""
    code_in: str
    """What such a block is called, with `{language}`."""
    copy: str
    quote: str
    copy_message: str
    copy_link: str
    open_link: str
    copy_picture: str
    save_picture: str
    attach_picture: str
    select_all: str
    more: str
    choose: str
    """Read out for the box beside a turn that can be chosen among others."""
    number: Callable[[int], str] = "{:,}".format
