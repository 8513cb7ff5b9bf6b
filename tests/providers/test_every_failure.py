"""Every way in which a service says no is told as what a person can do about it, whichever way the service says it."""

from collections.abc import Iterator

import pytest

from nextchat_desktop.core.events import Failed, FailureKind
from providers import refusals_native, refusals_openai, refusals_servers
from providers.refusals import Refusal, Speaker, page, plain, streamed
from providers.streams import parsed

K = FailureKind
FAMILIES = (refusals_openai, refusals_native, refusals_servers)
SPEAKERS: dict[str, Speaker] = {name: speaker for family in FAMILIES for name, speaker in family.SPEAKERS.items()}
CANNOT_SAY: dict[str, set[str]] = {name: what for family in FAMILIES for name, what in family.CANNOT_SAY.items()}

CLASSES = {
    "auth": {K.KEY_REFUSED, K.KEY_EXPIRED, K.CODE_REFUSED},
    "permission": {K.FORBIDDEN},
    "quota": {K.QUOTA},
    "rate limit": {K.RATE_LIMIT},
    "overloaded": {K.OVERLOADED},
    "context": {K.CONTEXT_TOO_LONG},
    "model": {K.MODEL_NOT_FOUND, K.DEPLOYMENT_NOT_FOUND},
    "parameter": {K.PARAMETER_REFUSED},
    "filter": {K.FILTERED},
    "endpoint": {K.BAD_ENDPOINT, K.API_VERSION, K.WEB_PAGE},
    "region": {K.REGION},
    "clock": {K.CLOCK},
    "network": {K.PORTAL},
    "proxy": {K.PROXY_LOGIN},
    "web server": {K.TOO_LARGE},
    "encryption": {K.TLS_WANTED},
    "login": {K.LOGIN_WANTED},
    "server": {K.SERVER},
    "interrupted": {K.INTERRUPTED},
}
"""The classes of what can go wrong with a question, at whichever service."""

SIGN = {"hunyuan", "spark"}
"""Those who look at the clock of whoever asks."""

OURS = {
    K.NO_CONNECTION, K.NO_KEY, K.KEY_LOCKED, K.PASSPHRASE_NEEDED, K.BAD_KEY, K.NO_DEPLOYMENT, K.NOT_KEPT, K.CRASHED,
    K.NETWORK, K.NAME_NOT_FOUND, K.NOTHING_THERE, K.PROXY, K.PROXY_DEAD,
    K.TLS, K.NO_TLS, K.HANDSHAKE,
    K.CERTIFICATE_EXPIRED, K.CERTIFICATE_NAME, K.CERTIFICATE_CHANGED, K.BAD_CERTIFICATE,
    K.REDIRECTED,  # it stands in the head of a response
    K.REFUSED,  # a whole answer, which only the session calls a failure
    K.NOT_ALLOWED,  # a policy says so, and nobody is asked
    K.NOT_TOLD,  # of models and money, not of a question
}  # fmt: skip
"""Kinds that no reply brings about."""


def everywhere(speaker: Speaker) -> Iterator[Refusal]:
    """What can happen on the way to any of them."""
    yield streamed(speaker.begins, K.INTERRUPTED)
    yield page(200, "Welcome", K.WEB_PAGE)
    yield page(404, "404 Not Found", K.WEB_PAGE)
    yield page(405, "405 Not Allowed", K.WEB_PAGE)
    yield page(200, "Log in to the network", K.PORTAL)
    yield page(511, "Network Authentication Required", K.PORTAL)
    yield page(400, "400 The plain HTTP request was sent to HTTPS port", K.TLS_WANTED)
    yield plain(400, "Client sent an HTTP request to an HTTPS server.\n", K.TLS_WANTED)
    yield page(401, "401 Authorization Required", K.LOGIN_WANTED)
    yield page(403, "Access denied | ours.example used Cloudflare to restrict access | error 1009", K.REGION)
    yield plain(403, "error code: 1020", K.REGION)
    yield page(403, "Just a moment...", K.WEB_PAGE)
    yield page(407, "Proxy Authentication Required", K.PROXY_LOGIN)
    yield page(413, "413 Request Entity Too Large", K.TOO_LARGE)
    yield plain(413, "Request Entity Too Large\n\nFUNCTION_PAYLOAD_TOO_LARGE", K.TOO_LARGE)
    yield page(429, "429 Too Many Requests", K.RATE_LIMIT)
    yield page(500, "500 Internal Server Error", K.SERVER)
    yield page(502, "502 Bad Gateway", K.OVERLOADED)
    yield page(503, "Service Unavailable", K.OVERLOADED)
    yield page(504, "504 Gateway Time-out", K.OVERLOADED)
    yield page(522, "522: Connection timed out", K.OVERLOADED)


TABLE: dict[str, list[Refusal]] = {
    name: [*rows, *everywhere(SPEAKERS[name])] for family in FAMILIES for name, rows in family.REFUSALS.items()
}
EVERY_ROW = [
    pytest.param(name, row, id=f"{name}-{number}-{row.kind}")
    for name, rows in TABLE.items()
    for number, row in enumerate(rows)
]


def outcome(speaker: Speaker, refusal: Refusal) -> Failed:
    dialect = speaker.dialect
    if refusal.status:
        events = list(dialect.whole(refusal.status, refusal.content_type, refusal.body))
    else:
        events = parsed(dialect, [refusal.body.encode()])
    assert isinstance(events[-1], Failed)
    return events[-1]


@pytest.mark.parametrize(("name", "refusal"), EVERY_ROW)
def test_what_a_service_says_no_with_is_told_as_what_can_be_done(name: str, refusal: Refusal) -> None:
    failed = outcome(SPEAKERS[name], refusal)
    assert (failed.kind, failed.field, failed.retry_after) == (refusal.kind, refusal.field, refusal.wait), failed


def test_every_kind_that_a_service_can_bring_about_is_in_the_table() -> None:
    assert {row.kind for rows in TABLE.values() for row in rows} == set(FailureKind) - OURS


@pytest.mark.parametrize("name", TABLE)
def test_each_service_says_everything_that_it_has_words_for(name: str) -> None:
    kinds = {row.kind for row in TABLE[name]}
    silent = CANNOT_SAY.get(name, set()) | (set() if name in SIGN else {"clock"})
    assert {what for what, meant in CLASSES.items() if not kinds & meant} == silent


def test_no_service_is_spoken_of_and_never_asked() -> None:
    assert TABLE.keys() == SPEAKERS.keys()
