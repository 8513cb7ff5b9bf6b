"""From a failure to what can be done about it, tried out where that is cheap and safe. It performs nothing."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from nextchat_desktop.core.checkup import Certificate, Step
from nextchat_desktop.core.connections import Secret
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.hosts import is_home
from nextchat_desktop.core.origins import host, origin
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.engine.doctor.alternatives import (
    NEXTCHAT,
    alternatives,
    completed,
    other_versions,
    sent_on,
    with_scheme,
)
from nextchat_desktop.engine.doctor.asking import Asking, certificate_at, listed_by, portal_of
from nextchat_desktop.engine.doctor.findings import Findings, Subject, is_nearby
from nextchat_desktop.engine.doctor.names import nearest, some, spellings
from nextchat_desktop.engine.doctor.skew import is_off, skew
from nextchat_desktop.engine.doctor.trying import another_proxy, first_that_works, through_proxies


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`failure` may be a surer one than what was seen."""

    failure: Failed | None
    remedies: tuple[Remedy, ...] = ()
    models: tuple[str, ...] = ()
    certificate: Certificate | None = None
    key_of: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What ails whom."""

    subject: Subject
    findings: Findings
    failure: Failed

    @property
    def near(self) -> bool:
        """Whether the server is in this computer's own network, where nothing stands between."""
        road, found = self.findings.road, self.findings.resolved
        addresses = found.addresses if found and road and not road.proxy else ()
        return is_nearby(self.subject.connection.base_url, addresses)

    def told(self, *remedies: Remedy | None) -> Diagnosis:
        """Each remedy once."""
        return Diagnosis(self.failure, tuple(dict.fromkeys(remedy for remedy in remedies if remedy)))


def diagnose(subject: Subject, findings: Findings) -> Asking[Diagnosis]:
    """Asks further only what may lead to a remedy, and shows a key to nobody who was not shown it before."""
    failure = findings.failure or Failed(FailureKind.NETWORK)
    case = Case(subject, findings, failure)
    look = _LOOKS.get(failure.kind)
    if look is None:
        return _simply(case)
    return (yield from look(case))


def _do(kind: RemedyKind, value: str = "") -> Remedy:
    return Remedy(kind, value)


ENTER_KEY, ENTER_PROXY = _do(RemedyKind.ENTER_KEY), _do(RemedyKind.ENTER_PROXY)
ENTER_HEADERS, ADD_AUTHORITY = _do(RemedyKind.ENTER_HEADERS), _do(RemedyKind.ADD_AUTHORITY)
ENTER_ADDRESS, ENTER_MODEL = _do(RemedyKind.ENTER_ADDRESS), _do(RemedyKind.ENTER_MODEL)
CHOOSE_MODEL, CHECK_CLOCK = _do(RemedyKind.CHOOSE_MODEL), _do(RemedyKind.CHECK_CLOCK)
TEST_AGAIN, USE_NO_PROXY = _do(RemedyKind.TEST_AGAIN), _do(RemedyKind.USE_NO_PROXY)

_SIMPLE: dict[FailureKind, tuple[Remedy, ...]] = {
    FailureKind.KEY_LOCKED: (TEST_AGAIN,),
    FailureKind.PASSPHRASE_NEEDED: (ENTER_KEY,),
    FailureKind.NOTHING_THERE: (ENTER_ADDRESS, TEST_AGAIN),
    FailureKind.PROXY_LOGIN: (ENTER_PROXY, TEST_AGAIN),
    FailureKind.CONTEXT_TOO_LONG: (CHOOSE_MODEL, ENTER_MODEL),
    FailureKind.NO_VISION: (CHOOSE_MODEL, ENTER_MODEL),
    FailureKind.NOT_ALLOWED: (CHOOSE_MODEL, ENTER_MODEL),
    FailureKind.TOO_LARGE: (TEST_AGAIN,),
    FailureKind.LOGIN_WANTED: (ENTER_ADDRESS, ENTER_HEADERS, TEST_AGAIN),
    FailureKind.HANDSHAKE: (ENTER_ADDRESS, TEST_AGAIN),
    FailureKind.OVERLOADED: (TEST_AGAIN, CHOOSE_MODEL),
    FailureKind.SERVER: (TEST_AGAIN, CHOOSE_MODEL),
    FailureKind.EMPTY: (TEST_AGAIN, CHOOSE_MODEL),
    FailureKind.FILTERED: (TEST_AGAIN, CHOOSE_MODEL),
    FailureKind.REFUSED: (TEST_AGAIN, CHOOSE_MODEL),
    FailureKind.BAD_REQUEST: (CHOOSE_MODEL, ENTER_MODEL, TEST_AGAIN),
    FailureKind.PARAMETER_REFUSED: (CHOOSE_MODEL, ENTER_MODEL),
}
"""What needs no further question; a list to choose from is offered where there is one."""


def _simply(case: Case) -> Diagnosis:
    wanted = _SIMPLE.get(case.failure.kind, (TEST_AGAIN,))
    lists = case.subject.service.lists_models
    return case.told(*(remedy for remedy in wanted if lists or remedy != CHOOSE_MODEL))


def _page(case: Case) -> Remedy | None:
    url = case.subject.service.key_url
    return _do(RemedyKind.OPEN_PAGE, url) if url else None


def _key(case: Case) -> Asking[Diagnosis]:
    """A wrong clock spoils whatever is signed by the hour. Where nothing was shown, nothing was refused."""
    yield from ()
    if case.failure.kind in _REFUSED and not case.findings.showed_key:
        return replace(case, failure=replace(case.failure, kind=FailureKind.NO_KEY)).told(ENTER_KEY, _page(case))
    off = any(is_off(skew(exchange)) for exchange in case.findings.exchanges)
    if off and case.subject.service.secret is Secret.PAIR and case.failure.kind is not FailureKind.NO_KEY:
        return replace(case, failure=replace(case.failure, kind=FailureKind.CLOCK)).told(CHECK_CLOCK, ENTER_KEY)
    road, own = case.findings.road, case.subject.service.id
    key_of = road.key_of if road and road.key_of != own else ""
    return replace(case.told(ENTER_KEY, _page(case), CHECK_CLOCK if off else None), key_of=key_of)


_REFUSED = (FailureKind.KEY_REFUSED, FailureKind.CODE_REFUSED)


def _code(case: Case) -> Asking[Diagnosis]:
    """Who asks for a code takes it in a way of its own, which another service does not speak."""
    if case.subject.service.secret is Secret.CODE:
        return (yield from _key(case))
    found = yield from first_that_works(case.subject, (_do(RemedyKind.USE_SERVICE, NEXTCHAT),), True)
    return case.told(found, ENTER_KEY, _page(case))


def _money(case: Case) -> Asking[Diagnosis]:
    yield from ()
    url = case.subject.service.pay_url
    return case.told(_do(RemedyKind.OPEN_PAGE, url) if url else _page(case), ENTER_KEY, TEST_AGAIN)


def _not_allowed(case: Case) -> Asking[Diagnosis]:
    yield from ()
    listed = case.findings.listed
    found = some(model for model in listed.models if model.id != case.subject.model) if listed else ()
    return replace(case.told(CHOOSE_MODEL if found else None, ENTER_KEY, _page(case)), models=found)


def _patience(case: Case) -> Asking[Diagnosis]:
    yield from ()
    wait = case.failure.retry_after
    return case.told(_do(RemedyKind.TEST_AGAIN, str(math.ceil(wait)) if wait else ""))


def _model(case: Case) -> Asking[Diagnosis]:
    """The nearest of those that are there; where none are told, the ways in which such a name is often written."""
    subject, listed = case.subject, case.findings.listed
    may_come = TEST_AGAIN if case.failure.kind is FailureKind.DEPLOYMENT_NOT_FOUND else None  # it takes some minutes
    if listed is None and case.findings.listing is None and subject.service.lists_models:
        listing = yield from listed_by(subject.connection)
        case = replace(case, findings=replace(case.findings, listing=listing))
        listed = case.findings.listed
    if listed is None:
        names = spellings(subject.model, subject.name) if subject.model else ()
        found = yield from first_that_works(subject, tuple(_do(RemedyKind.USE_MODEL, name) for name in names), True)
        return case.told(found, ENTER_MODEL, may_come)
    usual = (listed.default,) if listed.default and not subject.model else ()
    others = tuple(model for model in listed.models if model.id != subject.model)
    near, only = usual or nearest(subject.model, others), some(others)
    best = near or (only if len(only) == 1 else ())
    use = _do(RemedyKind.USE_MODEL, best[0]) if best else None
    choose, may_come = (CHOOSE_MODEL, may_come) if only else (None, TEST_AGAIN)  # one may have to be loaded there first
    return replace(case.told(use, choose, ENTER_MODEL, may_come), models=near or only)


def _address(case: Case) -> Asking[Diagnosis]:
    """Something answered that is no chat service: the network itself, or the same server somewhere else."""
    if case.findings.failed_at is Step.SETTINGS:
        return case.told(completed(case.subject.connection), ENTER_ADDRESS)
    portal = yield from _portal(case)
    if portal:
        return portal
    subject, is_azure = case.subject, case.subject.service.by_deployment
    found = yield from first_that_works(
        subject, alternatives(subject.connection, subject.service), _list_misleads(case)
    )
    if found is None and is_azure:
        versions = other_versions(subject.connection, subject.service)
        found = yield from first_that_works(subject, versions, True)
    return case.told(found, ENTER_ADDRESS, ENTER_MODEL if is_azure else None)


def _list_misleads(case: Case) -> bool:
    """Whether the list came though the chat did not, so that it tells nothing of an address."""
    return case.findings.listed is not None or not case.subject.service.lists_models


def _version(case: Case) -> Asking[Diagnosis]:
    subject = case.subject
    versions = other_versions(subject.connection, subject.service)
    found = yield from first_that_works(subject, versions, True)
    if found is None:
        found = yield from first_that_works(subject, alternatives(subject.connection, subject.service), True)
    return case.told(found, ENTER_ADDRESS)


def _elsewhere(case: Case) -> Asking[Diagnosis]:
    """A server that sends on. What it names at another origin is offered, never asked: the key would go there."""
    every = case.findings.exchanges
    there = sent_on(case.subject.connection, every[-1]) if every else None
    if there is None:
        return (yield from _address(case))
    return case.told(there, ENTER_ADDRESS)


def _portal(case: Case) -> Asking[Diagnosis | None]:
    """Nobody stands between this computer and a server beside it."""
    if case.near:
        return None
    page = yield from portal_of(case.subject.connection)
    if not page:
        return None
    detail = " · ".join(filter(None, (page, case.failure.detail)))
    portal = replace(case.failure, kind=FailureKind.PORTAL, detail=detail)
    return replace(case, failure=portal).told(_do(RemedyKind.OPEN_PAGE, page), TEST_AGAIN)


def _of_a_portal(case: Case) -> Asking[Diagnosis]:
    """It has said itself that it is one. Whatever it leads to, any page of that server is answered by it, too."""
    found = yield from _portal(case)
    root = origin(case.subject.connection.base_url)
    return found or case.told(_do(RemedyKind.OPEN_PAGE, f"{root}/"), TEST_AGAIN)


def _certificate(case: Case) -> Asking[Diagnosis]:
    """It is shown before anybody can trust it. One that is out of date is mended by no trust."""
    if case.findings.failed_at is not Step.TLS:
        return case.told(CHECK_CLOCK, ENTER_KEY, TEST_AGAIN)
    portal = yield from _portal(case)
    if portal:
        return portal
    road = case.findings.road
    shown = yield from certificate_at(case.subject.connection, road.url if road else case.subject.connection.base_url)
    kind = _of_the_time(case, shown) if shown else case.failure.kind
    case = replace(case, failure=replace(case.failure, kind=kind))
    trust = _do(RemedyKind.TRUST, shown.pem) if shown and kind in _CAN_BE_TRUSTED else None
    clock = CHECK_CLOCK if kind in (FailureKind.CLOCK, FailureKind.CERTIFICATE_EXPIRED) else None
    forget = _do(RemedyKind.FORGET_TRUST) if kind is FailureKind.CERTIFICATE_CHANGED else None
    address = ENTER_ADDRESS if kind is FailureKind.CERTIFICATE_NAME else None
    authority = ADD_AUTHORITY if kind is FailureKind.TLS else None
    if is_home(host(case.subject.connection.base_url)):  # whoever shows another there stands in between
        return replace(case.told(clock, authority, forget, address, TEST_AGAIN, trust), certificate=shown)
    return replace(case.told(clock, trust, authority, forget, address, TEST_AGAIN), certificate=shown)


def _of_the_time(case: Case, shown: Certificate) -> FailureKind:
    """A time that is not now counts for more than whose name stands on it, for no trust mends that."""
    if shown.begins > case.subject.now:
        return FailureKind.CLOCK
    return FailureKind.CERTIFICATE_EXPIRED if shown.ends < case.subject.now else case.failure.kind


_CAN_BE_TRUSTED = (FailureKind.TLS, FailureKind.CERTIFICATE_NAME, FailureKind.CERTIFICATE_CHANGED)


def _bad_certificate(case: Case) -> Asking[Diagnosis]:
    """What was entered by hand has to be mended by hand."""
    yield from ()
    pinned = case.subject.connection.trust.pinned
    return case.told(_do(RemedyKind.FORGET_TRUST) if pinned else None, ADD_AUTHORITY, TEST_AGAIN)


def _no_tls(case: Case) -> Asking[Diagnosis]:
    """Unencrypted only where nobody listens in between."""
    yield from ()
    return case.told(with_scheme(case.subject.connection, "http") if case.near else None, ENTER_ADDRESS)


def _tls_wanted(case: Case) -> Asking[Diagnosis]:
    yield from ()
    return case.told(with_scheme(case.subject.connection, "https"), ENTER_ADDRESS)


def _unreachable(case: Case) -> Asking[Diagnosis]:
    """Behind many a network only a proxy leads out. A server in one's own needs none, nor one that is only slow."""
    if case.findings.failed_at is Step.FIRST_WORD:
        return case.told(TEST_AGAIN, CHOOSE_MODEL if case.subject.service.lists_models else None)
    proxied = bool(case.findings.road and case.findings.road.proxy)
    found = None
    if not case.near and not proxied:
        found = yield from through_proxies(case.subject, case.failure.kind)
    is_address = case.failure.kind in (FailureKind.NAME_NOT_FOUND, FailureKind.NETWORK)
    return case.told(
        found,
        ENTER_ADDRESS if is_address else None,
        None if case.near else ENTER_PROXY,
        TEST_AGAIN if case.failure.kind is not FailureKind.REGION else None,
    )


def _proxy(case: Case) -> Asking[Diagnosis]:
    """What a person has set is not gone around, not even to try: they may want nothing to leave without it."""
    if case.findings.failed_at is Step.SETTINGS:
        return case.told(ENTER_PROXY, USE_NO_PROXY)
    is_dead = case.failure.kind is FailureKind.PROXY_DEAD
    other = (yield from another_proxy(case.subject, case.findings.road)) if is_dead else None
    return case.told(other, USE_NO_PROXY, ENTER_PROXY, None if is_dead else ENTER_ADDRESS, TEST_AGAIN)


_Look = Callable[[Case], Asking[Diagnosis]]

_LOOKS: dict[FailureKind, _Look] = {
    FailureKind.NO_KEY: _key,
    FailureKind.BAD_KEY: _key,
    FailureKind.KEY_REFUSED: _key,
    FailureKind.KEY_EXPIRED: _key,
    FailureKind.CODE_REFUSED: _code,
    FailureKind.QUOTA: _money,
    FailureKind.FORBIDDEN: _not_allowed,
    FailureKind.RATE_LIMIT: _patience,
    FailureKind.MODEL_NOT_FOUND: _model,
    FailureKind.DEPLOYMENT_NOT_FOUND: _model,
    FailureKind.NO_DEPLOYMENT: _model,
    FailureKind.BAD_ENDPOINT: _address,
    FailureKind.WEB_PAGE: _address,
    FailureKind.API_VERSION: _version,
    FailureKind.REDIRECTED: _elsewhere,
    FailureKind.PORTAL: _of_a_portal,
    FailureKind.TLS: _certificate,
    FailureKind.CERTIFICATE_EXPIRED: _certificate,
    FailureKind.CERTIFICATE_NAME: _certificate,
    FailureKind.CERTIFICATE_CHANGED: _certificate,
    FailureKind.CLOCK: _certificate,
    FailureKind.BAD_CERTIFICATE: _bad_certificate,
    FailureKind.NO_TLS: _no_tls,
    FailureKind.TLS_WANTED: _tls_wanted,
    FailureKind.NETWORK: _unreachable,
    FailureKind.NAME_NOT_FOUND: _unreachable,
    FailureKind.TIMEOUT: _unreachable,
    FailureKind.REGION: _unreachable,
    FailureKind.PROXY: _proxy,
    FailureKind.PROXY_DEAD: _proxy,
}
