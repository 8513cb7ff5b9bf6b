"""What one person hands another, so that chatting works there: frozen values. They know neither file nor seal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.sealed import Sealed

ENDING = "nextchat-setup"
"""The end of such a file's name."""

SCHEME = "nextchat"
"""With which a link to one begins."""

MOST_BYTES = 16 << 20
"""No file and no link may hold more."""

LONG_LINK = 2_000
"""Characters. Of a longer link programs for mail and chat cut off the end."""

_LEAST, _FAIR, _GOOD = 8, 12, 18
_CLASSES = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())


@dataclass(frozen=True, slots=True)
class SetUp:
    """Without a secret. What masks, settings and `first` name as a connection is the id of one of `connections`.

    `keyed` are the ids of connections that have a key where they come from. `first` is who is to answer first. `made`
    is UTC milliseconds, 0 where nobody says. `left_out` counts what stood in the file and cannot be told here.
    """

    sender: str = ""
    note: str = ""
    made: int = 0
    connections: tuple[Connection, ...] = ()
    masks: tuple[Mask, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    first: ModelChoice | None = None
    keyed: frozenset[str] = frozenset()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Secrets:
    """What belongs to one connection and is shown to `meant_for` alone, which is an origin."""

    meant_for: str
    key: str = field(default="", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    password: str = field(default="", repr=False)
    """Of the proxy."""

    def __bool__(self) -> bool:
        return bool(self.key or self.headers or self.password)


AllSecrets = Mapping[str, Secrets]
"""By the id that the set-up knows the connection by."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A set-up that was read. Its secrets lie in `sealed`, and belong to what `goes_with` stands for; `secrets` are
    those that came in clear, as they do in links of other programs."""

    setup: SetUp
    sealed: Sealed | None = None
    goes_with: bytes = b""
    secrets: AllSecrets = field(default_factory=dict, repr=False)


class Unfit(StrEnum):
    """Why something is no set-up that can be opened. The words are `setup.unfit.<unfit>`."""

    NONE = "none"
    """It is none at all."""
    LATER = "later"
    """A later version of the program has written it."""
    LARGE = "large"
    CUT = "cut"
    """It is a link or a file of which a part is missing."""
    UNREADABLE = "unreadable"
    """The disk does not give it out."""
    FORBIDDEN = "forbidden"
    """Whoever looks after this computer wants nothing to be set up by links."""


class SetUpFiles(Protocol):
    """Set-ups as bytes and as links. Reading takes anything and never raises."""

    def write(self, setup: SetUp, secrets: AllSecrets, passphrase: str) -> bytes:
        """The secrets are in it only under a passphrase. Takes a second where there is one."""
        ...

    def read(self, data: bytes) -> Opened | Unfit:
        """Of a file, or of a text with a link in it."""
        ...

    def unseal(self, opened: Opened, passphrase: str) -> AllSecrets:
        """Raises WrongPassphrase, or Changed. Takes a second."""
        ...

    def link(self, data: bytes) -> str:
        """What a file holds as a link."""
        ...


class Strength(StrEnum):
    """How soon a passphrase is guessed by somebody who has the file. The words are `setup.strength.<strength>`."""

    NONE = "none"
    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"


def strength(passphrase: str) -> Strength:
    """By its length, and by how much of it is not the same again."""
    if not passphrase:
        return Strength.NONE
    kinds = sum(any(map(is_one, passphrase)) for is_one in _CLASSES)
    wide = sum(not letter.isascii() for letter in set(passphrase))
    worth = min(len(passphrase), 2 * len(set(passphrase))) + 2 * (kinds - 1) + 2 * wide
    if worth < _FAIR or len(passphrase) + 2 * wide < _LEAST:
        return Strength.WEAK
    return Strength.FAIR if worth < _GOOD else Strength.GOOD
