"""What came of fetching NextChat's backup, in words: the same for the window and the command line."""

from nextchat_desktop.core.clouds import Cloud
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Arriving
from nextchat_desktop.core.origins import host
from nextchat_desktop.engine.failures import details, told
from nextchat_desktop.words.amounts import decimal
from nextchat_desktop.words.catalogue import Words
from nextchat_desktop.words.sentences import under

_MILLION = 1_000_000
_LOGIN = frozenset({FailureKind.KEY_REFUSED, FailureKind.LOGIN_WANTED, FailureKind.KEY_EXPIRED})
_OWN = {
    FailureKind.BAD_KEY: "bad_token",
    FailureKind.BAD_ENDPOINT: "no_such_place",
    FailureKind.BAD_REQUEST: "no_such_place",
    FailureKind.WEB_PAGE: "page",
    FailureKind.FORBIDDEN: "forbidden",
    FailureKind.REDIRECTED: "redirected",
    FailureKind.TOO_LARGE: "too_large",
    FailureKind.INTERRUPTED: "cut_off",
    FailureKind.NOT_KEPT: "not_kept",
    FailureKind.OVERLOADED: "busy",
    FailureKind.TLS: "tls",
}
"""What means something else here than in a chat: the words are `cloud.failure.<name>`."""
_TURNED_AWAY = (400, 403)
"""What NextChat's server says of a place that it does not go to."""


class TellingClouds:
    def __init__(self, words: Words) -> None:
        self._words = words

    def progress(self, arriving: Arriving) -> str:
        return self._words("cloud.arriving", size=decimal(self._words, arriving.bytes / _MILLION))

    def trouble(self, outcome: Absent | Failed, cloud: Cloud) -> str:
        """What happened and what can be done about it."""
        words, asked = self._words, _host(cloud.server or cloud.address)
        if isinstance(outcome, Absent):
            return words(f"cloud.absent.{cloud.shelter}")
        if outcome.kind in _LOGIN and outcome.status == _NO_LOGIN:
            return words(f"cloud.refused.{cloud.shelter}")
        if cloud.server and outcome.status in _TURNED_AWAY:
            return words("cloud.failure.turned_away", server=asked)
        own = _OWN.get(outcome.kind)
        if own is not None:
            return words(f"cloud.failure.{own}", server=asked, detail=outcome.detail)
        said = told(words, outcome, service=asked)
        return under(words, said.title, said.meaning)

    def details(self, outcome: Absent | Failed) -> str:
        """The server's own words, for those who want them."""
        return details(outcome) if isinstance(outcome, Failed) else ""


_NO_LOGIN = 401


def _host(address: str) -> str:
    address = address.strip()
    return host(address if "://" in address else f"https://{address}")
