"""What a test asks, in which order, and what it makes of the answers: a pure generator. It performs nothing."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from nextchat_desktop.core.checkup import Checked, Report, Road, Seen, Step
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.nearby import is_number
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.engine.doctor.asking import Asking, chat_with, listed_by, resolved, road_of
from nextchat_desktop.engine.doctor.diagnosis import Diagnosis, diagnose
from nextchat_desktop.engine.doctor.findings import Findings, Subject, never_arrived
from nextchat_desktop.engine.doctor.steps import STEPS, is_hot, steps_of, temperature_of


def examine(subject: Subject) -> Asking[Report]:
    """Walks the road of a chat until it comes to its end, then looks for what can be done.

    Steps are told as soon as they are known, and again where they turned out otherwise; the report has all of them.
    """
    told: list[Checked] = []
    findings = yield from _walk(subject, told)
    steps = steps_of(subject, findings)
    yield from _tell(told, steps)
    diagnosis = (yield from diagnose(subject, findings)) if findings.failure else _of_what_works(subject)
    return Report(
        steps,
        failed_at=findings.failed_at,
        failure=diagnosis.failure,
        remedies=diagnosis.remedies,
        models=diagnosis.models,
        certificate=diagnosis.certificate,
        exchanges=findings.exchanges,
        key_of=diagnosis.key_of,
    )


def _walk(subject: Subject, told: list[Checked]) -> Asking[Findings]:
    """Stops at the first failure that decides."""
    findings = yield from _set_out(subject)
    if findings.failure:
        return findings if subject.model else (yield from _before_a_model(subject, findings))
    yield from _tell(told, steps_of(subject, findings)[:1])
    findings = yield from _find(findings)
    if findings.failure:
        return findings
    yield from _tell(told, steps_of(subject, findings)[:2])
    if subject.service.lists_models:
        findings = _after_list(subject, replace(findings, listing=(yield from listed_by(subject.connection))))
    if findings.failure or subject.paints:
        return findings
    if findings.line is not None:
        yield from _tell(told, steps_of(subject, findings)[: STEPS.index(Step.AUTHENTICATE)])
    chat = yield from chat_with(subject.connection, subject.model)
    findings = replace(findings, chat=chat)
    return findings.failing(chat.outcome, chat) if isinstance(chat.outcome, Failed) else findings


def _tell(told: list[Checked], steps: Iterable[Checked]) -> Asking[None]:
    """Those that have not been told like this."""
    for checked in steps:
        if checked not in told:
            told.append(checked)
            yield checked


_NOBODY = frozenset({FailureKind.NO_DEPLOYMENT, FailureKind.MODEL_NOT_FOUND})
_OF_THE_KEY = frozenset(
    {FailureKind.NO_KEY, FailureKind.KEY_REFUSED, FailureKind.KEY_EXPIRED, FailureKind.CODE_REFUSED}
)


def _set_out(subject: Subject) -> Asking[Findings]:
    road = yield from road_of(subject.connection, subject.model)
    return Findings().failing(road, at=Step.SETTINGS) if isinstance(road, Failed) else Findings(road)


def _before_a_model(subject: Subject, findings: Findings) -> Asking[Findings]:
    """There is nobody to ask yet; but what stops the question for the list would stop a chat, too."""
    if findings.failure is None or findings.failure.kind not in _NOBODY or not subject.service.lists_models:
        return findings
    listing = yield from listed_by(subject.connection)
    outcome, findings = listing.outcome, replace(findings, listing=listing, road=_road_of(listing))
    if not isinstance(outcome, Failed) or not (never_arrived(listing) or outcome.kind in _OF_THE_KEY):
        return findings
    return findings.failing(outcome, listing)


def _road_of(listing: Seen) -> Road | None:
    """The way that the question for the list has gone."""
    if not listing.exchanges:
        return None
    sent, proxy = listing.exchanges[-1].sent, listing.exchanges[-1].line.proxy
    way = urlsplit(proxy if "://" in proxy else f"//{proxy}" if proxy else sent.url)
    return Road(sent.url, proxy, way.hostname or "", way.port or 0)


def _find(findings: Findings) -> Asking[Findings]:
    """Looks the name up; one of a proxy that nobody knows is a proxy that is not there."""
    road = findings.road
    if road is None or is_number(road.host):
        return findings
    found = yield from resolved(road.host)
    if not isinstance(found, Failed):
        return replace(findings, resolved=found)
    if road.proxy:
        found = Failed(FailureKind.PROXY_DEAD, f"{road.proxy} · {found.detail}".removesuffix(" · "))
    return findings.failing(found, at=Step.RESOLVE)


def _after_list(subject: Subject, findings: Findings) -> Findings:
    """The chat decides, unless there is no way to the server at all, or no chat to be had."""
    listing = findings.listing
    if listing is None or not isinstance(listing.outcome, Failed):
        return findings
    decides = never_arrived(listing) or (subject.paints and listing.outcome.kind is not FailureKind.NOT_TOLD)
    return findings.failing(listing.outcome, listing, _of_a_list(findings, listing)) if decides else findings


def _of_a_list(findings: Findings, listing: Seen) -> Step | None:
    """No first word was waited for: what would have been said of it is said of the list."""
    if not isinstance(listing.outcome, Failed):
        return None
    step = findings.failing(listing.outcome, listing).failed_at
    return Step.MODELS if step is Step.FIRST_WORD else step


def _of_what_works(subject: Subject) -> Diagnosis:
    if is_hot(temperature_of(subject.connection, subject.model)):
        return Diagnosis(None, (Remedy(RemedyKind.CALM_DOWN, subject.model),))
    return Diagnosis(None)
