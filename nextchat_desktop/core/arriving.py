"""What is brought in from elsewhere: what there is of it already, what came of it. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from nextchat_desktop.core.found import FoundConnection, FoundSettings, Sort, Unread


class Standing(StrEnum):
    """Where a conversation from elsewhere stands here."""

    ABSENT = "absent"
    HERE = "here"
    BINNED = "binned"
    """It was brought in before and then deleted; it stays so."""
    COMING = "coming"
    """It is being brought in just now."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The ids of what is new, for undoing. `messages` are those that were added to conversations there were."""

    conversations: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    masks: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.conversations, self.messages, self.masks, self.prompts))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a sort: in the file, new here, here already, here and now longer, deleted here."""

    found: int = 0
    new: int = 0
    here: int = 0
    grown: int = 0
    binned: int = 0


@dataclass(frozen=True, slots=True)
class FileReport:
    """What came of one file. `form` is the id of its kind and `label` what that is called, both empty where nobody
    knows it. Of `unread` there is one for each reason, with the first few places in `wheres`."""

    name: str
    form: str = ""
    label: str = ""
    tallies: Mapping[Sort, Tally] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    wheres: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Trouble(StrEnum):
    """Why nothing came in. The words are `import.trouble.<trouble>`."""

    CANCELLED = "cancelled"
    BUSY = "busy"
    """Something else is being brought in."""
    NOT_WRITTEN = "not_written"
    UNEXPECTED = "unexpected"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import, or what would come of it if `is_trial`.

    `trouble` is why nothing came in at all, `detail` what the system says of it.
    """

    files: tuple[FileReport, ...] = ()
    is_trial: bool = False
    brought: Brought = Brought()
    connections: tuple[FoundConnection, ...] = ()
    settings: tuple[FoundSettings, ...] = ()
    trouble: Trouble | None = None
    detail: str = ""

    def tally(self, sort: Sort) -> Tally:
        """Of all files."""
        every = [one.tallies[sort] for one in self.files if sort in one.tallies]
        names = ("found", "new", "here", "grown", "binned")
        return Tally(*(sum(getattr(one, name) for one in every) for name in names))


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of all that is to be read was read, from 0 to 1, and what was found so far."""

    read: float
    conversations: int
    messages: int
