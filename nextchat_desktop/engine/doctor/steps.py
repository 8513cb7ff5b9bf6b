"""From what was found to the steps of a report: what passed, in which time, and what is worth saying. Pure."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.checkup import Checked, Outcome, Remark, Step
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Phase
from nextchat_desktop.core.nearby import is_number
from nextchat_desktop.engine.doctor.findings import Findings, Subject, accepts_key, is_nearby
from nextchat_desktop.engine.doctor.pace import pace
from nextchat_desktop.engine.doctor.skew import is_off, skew

_HOTTEST = 1.0

STEPS = tuple(Step)
_PHASES = {
    Step.CONNECT: (Phase.CONNECT,),
    Step.PROXY: (Phase.PROXY_TLS, Phase.TUNNEL),
    Step.TLS: (Phase.TLS,),
}
_OVER_THE_LINE = (Step.CONNECT, Step.PROXY, Step.TLS, Step.AUTHENTICATE, Step.MODELS)


def steps_of(subject: Subject, findings: Findings) -> tuple[Checked, ...]:
    """All steps, each once and in their order."""
    failed = STEPS.index(findings.failed_at) if findings.failed_at else len(STEPS)
    return tuple(_told(subject, findings, step, place - failed) for place, step in enumerate(STEPS))


def _told(subject: Subject, findings: Findings, step: Step, after: int) -> Checked:
    if after > 0:
        return Checked(step, Outcome.SKIPPED)
    if after == 0:
        return _failed(subject, findings, step)
    if step in _OVER_THE_LINE and not findings.exchanges:
        return Checked(step, Outcome.SKIPPED)  # nothing was asked, so nothing is known
    return _CHECKS[step](subject, findings)


def _failed(subject: Subject, findings: Findings, step: Step) -> Checked:
    failed = Checked(step, Outcome.FAILED, _lasted(findings.exchanges, step))
    if step is Step.MODELS and subject.model and findings.listed is not None and not _is_listed(subject, findings):
        return _with(failed, Remark.NOT_LISTED, model=subject.model)
    if step in (Step.CONNECT, Step.PROXY) and findings.road and findings.road.proxy:
        return _with(failed, Remark.THROUGH_PROXY, proxy=findings.road.proxy)
    return failed


def _with(checked: Checked, remark: Remark, **values: object) -> Checked:
    return replace(checked, remark=remark, values=tuple((name, str(value)) for name, value in values.items()))


def temperature_of(connection: Connection, model: str) -> float | None:
    """What conversations with this model begin with, where somebody has set it; an extra field counts before."""
    known = connection.model(model)
    options: dict[str, Any] = {**(known.options if known else {}), **connection.extra}
    value = options.get("temperature")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def is_hot(temperature: float | None) -> bool:
    return temperature is not None and temperature > _HOTTEST


def _settings(subject: Subject, findings: Findings) -> Checked:
    if not subject.model:
        return Checked(Step.SETTINGS, Outcome.SKIPPED)  # who is to answer is not said yet
    temperature = temperature_of(subject.connection, subject.model)
    if is_hot(temperature):
        return _with(Checked(Step.SETTINGS, Outcome.WARNED), Remark.HOT, temperature=f"{temperature:g}")
    return Checked(Step.SETTINGS, Outcome.PASSED)


def _resolve(subject: Subject, findings: Findings) -> Checked:
    road, resolved = findings.road, findings.resolved
    found = Checked(Step.RESOLVE, Outcome.PASSED, resolved.seconds if resolved else None)
    if road and is_number(road.host):
        found = Checked(Step.RESOLVE, Outcome.SKIPPED, remark=Remark.NUMBERED)
    return replace(found, remark=Remark.NAMES_BY_PROXY) if road and road.proxy else found


def _connect(subject: Subject, findings: Findings) -> Checked:
    return Checked(Step.CONNECT, Outcome.PASSED, _seconds(findings.line, *_PHASES[Step.CONNECT]))


def _proxy(subject: Subject, findings: Findings) -> Checked:
    if findings.road is None:
        return Checked(Step.PROXY, Outcome.SKIPPED)
    proxy = findings.road.proxy
    if not proxy:
        return Checked(Step.PROXY, Outcome.SKIPPED, remark=Remark.NO_PROXY)
    seconds = _seconds(findings.line, *_PHASES[Step.PROXY])
    return _with(Checked(Step.PROXY, Outcome.PASSED, seconds), Remark.THROUGH_PROXY, proxy=proxy)


def _tls(subject: Subject, findings: Findings) -> Checked:
    road, line = findings.road, findings.line
    if road and road.url.lower().startswith("http:"):
        addresses = findings.resolved.addresses if findings.resolved and not road.proxy else ()
        near = is_nearby(road.url, addresses)
        return Checked(Step.TLS, Outcome.SKIPPED if near else Outcome.WARNED, remark=Remark.PLAIN)
    passed = Checked(Step.TLS, Outcome.PASSED, _seconds(line, *_PHASES[Step.TLS]))
    version = line.line.secured.replace("TLSv", "TLS ") if line else ""
    return _with(passed, Remark.SECURED, version=version) if version else passed


def _authenticate(subject: Subject, findings: Findings) -> Checked:
    checked = _accepted(findings)
    minutes = next((off for off in map(skew, findings.exchanges) if is_off(off)), None)
    if minutes is None:
        return checked
    outcome = Outcome.WARNED if checked.outcome is Outcome.PASSED else checked.outcome
    return _with(replace(checked, outcome=outcome), Remark.CLOCK_IS_OFF, minutes=abs(round(minutes)))


def _accepted(findings: Findings) -> Checked:
    """Whether the key was accepted: the chat tells, for lists are often open to everybody."""
    if not findings.showed_key:
        return Checked(Step.AUTHENTICATE, Outcome.SKIPPED, remark=Remark.NO_KEY_NEEDED)
    failure, listing = findings.failure, findings.listing
    if failure and not accepts_key(failure) and findings.listed is None:
        return Checked(Step.AUTHENTICATE, Outcome.SKIPPED)
    exchanges = findings.chat.exchanges[-1:] if findings.chat else ()
    if listing and findings.listed is not None:
        exchanges = listing.exchanges
    return Checked(Step.AUTHENTICATE, Outcome.PASSED, _answered(exchanges))


def _models(subject: Subject, findings: Findings) -> Checked:
    listed, listing = findings.listed, findings.listing
    passed = Checked(Step.MODELS, Outcome.PASSED)
    if listed is not None:
        passed = replace(passed, seconds=_read(listing.exchanges) if listing else None)
        if _is_listed(subject, findings):
            return _with(passed, Remark.LISTED, count=len(listed.models))
        return _with(replace(passed, outcome=Outcome.WARNED), Remark.NOT_LISTED, model=subject.model)
    known = findings.chat is not None and (findings.failure is None or _knows_model(findings.failure))
    checked = passed if known else replace(passed, outcome=Outcome.SKIPPED)
    if listing is None:
        return checked
    is_told = isinstance(listing.outcome, Failed) and listing.outcome.kind is not FailureKind.NOT_TOLD
    outcome = Outcome.WARNED if known and is_told else checked.outcome
    return replace(checked, outcome=outcome, remark=Remark.NO_LIST)


def _knows_model(failure: Failed) -> bool:
    """Whether who refuses so has looked for the model before."""
    return failure.kind in (FailureKind.CONTEXT_TOO_LONG, FailureKind.NO_VISION, FailureKind.FILTERED)


def _is_listed(subject: Subject, findings: Findings) -> bool:
    ids = (model.id for model in findings.listed.models) if findings.listed else ()
    return any(id.removeprefix("models/") == subject.model.removeprefix("models/") for id in ids)


def _first_word(subject: Subject, findings: Findings) -> Checked:
    chat = findings.chat
    if chat is None:
        return Checked(Step.FIRST_WORD, Outcome.SKIPPED, remark=Remark.WOULD_PAINT if subject.paints else None)
    seconds = chat.pieces[0] if chat.pieces else None
    remark = pace(chat)
    if remark is None:
        return Checked(Step.FIRST_WORD, Outcome.PASSED, seconds)
    warned = Checked(Step.FIRST_WORD, Outcome.WARNED, seconds)
    return _with(warned, remark, seconds=f"{seconds or 0.0:.1f}")


def _seconds(exchange: Exchange | None, *phases: Phase) -> float | None:
    """How long these took together, where they were measured."""
    spells = (exchange.spell(phase) for phase in phases) if exchange else ()
    measured = [spell.seconds for spell in spells if spell and spell.seconds is not None]
    return sum(measured) if measured else None


def _lasted(exchanges: tuple[Exchange, ...], step: Step) -> float | None:
    """How long it took until the step had failed; None where nothing was asked by then."""
    last = exchanges[-1] if exchanges else None
    if last is None or last.ended is None or step in (Step.SETTINGS, Step.RESOLVE):
        return None
    if step is Step.FIRST_WORD:
        return last.ended
    own = [one for one in last.spells if one.phase in _PHASES.get(step, ())]
    asked = [one for one in last.spells if one.phase in (Phase.SEND, Phase.WAIT)]
    ends = [(last.ended if one.ended is None else one.ended) - one.began for one in own or asked]
    return sum(ends) if ends else None


def _answered(exchanges: tuple[Exchange, ...]) -> float | None:
    """From the first byte of the first request to the head of its response."""
    return _seconds(exchanges[0], Phase.SEND, Phase.WAIT) if exchanges else None


def _read(exchanges: tuple[Exchange, ...]) -> float | None:
    """What all pages took from the head of the first on."""
    whole = (_seconds(one, Phase.SEND, Phase.WAIT, Phase.RECEIVE) for one in exchanges[1:])
    first = _seconds(exchanges[0], Phase.RECEIVE) if exchanges else None
    measured = [seconds for seconds in (first, *whole) if seconds is not None]
    return sum(measured) if measured else None


_CHECKS: dict[Step, Callable[[Subject, Findings], Checked]] = {
    Step.SETTINGS: _settings,
    Step.RESOLVE: _resolve,
    Step.CONNECT: _connect,
    Step.PROXY: _proxy,
    Step.TLS: _tls,
    Step.AUTHENTICATE: _authenticate,
    Step.MODELS: _models,
    Step.FIRST_WORD: _first_word,
}
