"""What a reply is made of while it arrives.

The grammar of a reply: any number of deltas and usages, then exactly one `Finished` or `Failed`.
"""

from dataclasses import dataclass
from enum import StrEnum

from nextchat_desktop.core.parts import Keepsake, Picture


class FailureKind(StrEnum):
    """What the person can do about it, not what went wrong on the wire."""

    NO_CONNECTION = "no_connection"
    """Nothing has been set up yet."""
    NO_KEY = "no_key"
    """The connection needs a key and none is kept for it."""
    KEY_LOCKED = "key_locked"
    """The key is kept, but its keeper does not hand it out now."""
    PASSPHRASE_NEEDED = "passphrase_needed"
    """The key lies in the file of keys, which is locked."""
    BAD_KEY = "bad_key"
    """The key holds a character that no key can hold."""
    KEY_REFUSED = "key_refused"
    KEY_EXPIRED = "key_expired"
    """A token that holds for a while only has run out."""
    CODE_REFUSED = "code_refused"
    """The server asks for an access code or a secret, and this is not it."""
    LOGIN_WANTED = "login_wanted"
    """Whatever stands before the service wants a login of its own, which is not the key."""
    FORBIDDEN = "forbidden"
    NOT_ALLOWED = "not_allowed"
    """Whoever looks after this computer does not allow this model here."""
    REGION = "region"
    """The service is not offered where this computer, or its proxy, is."""
    NOT_TOLD = "not_told"
    """The service does not tell this: its models, or what is left of the money. Chats are another matter."""
    QUOTA = "quota"
    RATE_LIMIT = "rate_limit"
    OVERLOADED = "overloaded"
    MODEL_NOT_FOUND = "model_not_found"
    DEPLOYMENT_NOT_FOUND = "deployment_not_found"
    NO_DEPLOYMENT = "no_deployment"
    """The address is that of a whole resource, and no deployment is named."""
    API_VERSION = "api_version"
    """The service does not know this api-version."""
    BAD_ENDPOINT = "bad_endpoint"
    """The address leads to something that is not a chat service."""
    WEB_PAGE = "web_page"
    """A page for people was answered in place of a chat."""
    PORTAL = "portal"
    """The network wants its own page to be signed into first."""
    REDIRECTED = "redirected"
    """The server sends on to another address, which is not followed, for the key would go along."""
    CONTEXT_TOO_LONG = "context_too_long"
    TOO_LARGE = "too_large"
    """A server in between does not pass on so much at once."""
    PARAMETER_REFUSED = "parameter_refused"
    NO_VISION = "no_vision"
    """The model does not take pictures."""
    FILTERED = "filtered"
    """A filter of the service stopped the question or the answer."""
    REFUSED = "refused"
    """The model itself does not want to answer this."""
    BAD_REQUEST = "bad_request"
    SERVER = "server"
    NETWORK = "network"
    """Nothing answers, for no reason that is known better."""
    NAME_NOT_FOUND = "name_not_found"
    """Nobody knows the name in the address."""
    NOTHING_THERE = "nothing_there"
    """The computer answers, and says that nothing listens at this port."""
    TIMEOUT = "timeout"
    TLS = "tls"
    """The certificate comes from nobody this system trusts."""
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_NAME = "certificate_name"
    """The certificate is for another name."""
    CERTIFICATE_CHANGED = "certificate_changed"
    """The certificate is not the one that was trusted for this connection."""
    BAD_CERTIFICATE = "bad_certificate"
    """What is to be trusted for this connection is no certificate."""
    CLOCK = "clock"
    """The clock of this computer is wrong, or that of the server."""
    HANDSHAKE = "handshake"
    """Both speak TLS, and do not agree how."""
    NO_TLS = "no_tls"
    """The address says https, and the server speaks plain http."""
    TLS_WANTED = "tls_wanted"
    """The address says http, and the server speaks https."""
    PROXY = "proxy"
    """The proxy refuses, or what is set for it makes no sense."""
    PROXY_LOGIN = "proxy_login"
    """The proxy wants a user and a password, or others than these."""
    PROXY_DEAD = "proxy_dead"
    """No proxy answers where one is set."""
    INTERRUPTED = "interrupted"
    """The reply stopped before its end; what arrived is kept."""
    EMPTY = "empty"
    """The reply ended properly and said nothing."""
    NOT_KEPT = "not_kept"
    """What came could not be written to the disk."""
    CRASHED = "crashed"
    """The program ended while the reply was arriving."""


@dataclass(frozen=True, slots=True)
class TextDelta:
    text: str


@dataclass(frozen=True, slots=True)
class ReasoningDelta:
    text: str


@dataclass(frozen=True, slots=True)
class TextWasReasoning:
    """The text that has come so far turns out to be the thought before the answer."""


@dataclass(frozen=True, slots=True)
class PictureAdded:
    """A picture has come, and is kept."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class KeepsakeAdded:
    keepsake: Keepsake


@dataclass(frozen=True, slots=True)
class ToolCallDelta:
    """A piece of what the model wants done. `place` counts the calls of the answer from 0, in order of appearance.

    `id` and `name` come with the first piece of a call; `arguments` are joined.
    """

    place: int
    id: str = ""
    name: str = ""
    arguments: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as the service counted them, in the same sense for all of them.

    `prompt` is all that was read, `cached` the part of it that the service had read before and asks less for. `reply`
    is all that was written, `reasoning` the part of it that was thought. Of several counts of a reply the last counts.
    """

    prompt: int = 0
    reply: int = 0
    reasoning: int = 0
    cached: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Of two requests for one answer."""
        return Usage(
            self.prompt + other.prompt,
            self.reply + other.reply,
            self.reasoning + other.reasoning,
            self.cached + other.cached,
        )


@dataclass(frozen=True, slots=True)
class Finished:
    """The reply is whole.

    `reason` is why it ended: stop, length, tool_calls, content_filter, refusal, or the service's own word for
    something else. `detail` is the service's own sentence about it.
    """

    reason: str = "stop"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The reply ended otherwise.

    `detail` is the service's own sentence, for the folded details. `field` names the parameter that was refused.
    `retry_after` is in seconds.
    """

    kind: FailureKind
    detail: str = ""
    status: int | None = None
    code: str = ""
    field: str = ""
    retry_after: float | None = None


Delta = TextDelta | ReasoningDelta | TextWasReasoning | PictureAdded | KeepsakeAdded | ToolCallDelta
StreamEvent = Delta | Usage | Finished | Failed
