"""`connections test`: walks the road of a chat and says where it ends. What `--json` prints is in docs/doctor.md."""

import argparse
from datetime import UTC, datetime, timedelta
from typing import Any

from nextchat_desktop.cli.shell import DONE, FAILED, UNSEEN, Shell, json_text, lend_key, named_or_all, refuse_model
from nextchat_desktop.core.checkup import Certificate, Checked, Outcome, Report
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.first_model import id_of_first
from nextchat_desktop.engine.failures import details
from nextchat_desktop.engine.telling_reports import Telling, ToldReport, ToldStep

FORMAT = 1
"""Of the JSON. It is raised when something that was there means something else, not when something is added."""

_SIGNS = {Outcome.PASSED: "✓", Outcome.WARNED: "!", Outcome.FAILED: "✗", Outcome.SKIPPED: "–"}


def test(shell: Shell, command: argparse.Namespace) -> int:
    connection = named_or_all(shell, command.name)[0]
    if command.key_stdin:
        lend_key(shell, connection)
    model = _model(connection, command.model)
    if model:
        refuse_model(shell, connection, model)
    telling = Telling(shell.words, connection, model, shell.program.setup.service)
    report = _tested(shell, connection, model, None if command.json else telling)
    said = telling.report(report)
    if command.json:
        shell.say(json_text(as_json(connection, model, report, said)))
    else:
        _say(shell, said)
    return DONE if report.is_ready else FAILED


def as_json(connection: Connection, model: str, report: Report, said: ToldReport) -> dict[str, Any]:
    """The report for other programs: what has a name of its own keeps it in every language."""
    failure, certificate = report.failure, report.certificate
    return {
        "format": FORMAT,
        "connection": connection.name,
        "service": connection.service,
        "model": model,
        "ready": report.is_ready,
        "seconds": round(report.seconds, 3),
        "title": said.title,
        "meaning": said.meaning,
        "steps": [_step(checked, told) for checked, told in zip(report.steps, said.steps, strict=True)],
        "failure": failure
        and {
            "step": report.failed_at,
            "kind": failure.kind,
            "status": failure.status,
            "code": failure.code,
            "field": failure.field,
            "retry_after": failure.retry_after,
            "details": details(failure),
        },
        "remedies": [{"kind": one.kind, "value": one.value, "text": text} for one, text in said.remedies],
        "models": list(report.models),
        "certificate": certificate and _certificate(certificate),
    }


def _step(checked: Checked, told: ToldStep) -> dict[str, Any]:
    return {
        "step": checked.step,
        "outcome": checked.outcome,
        "seconds": None if checked.seconds is None else round(checked.seconds, 4),
        "remark": checked.remark,
        "values": dict(checked.values),
        "text": told.label,
        "note": told.remark,
    }


def _certificate(certificate: Certificate) -> dict[str, Any]:
    return {
        "subject": certificate.subject,
        "issuer": certificate.issuer,
        "names": list(certificate.names),
        "begins": _moment(certificate.begins),
        "ends": _moment(certificate.ends),
        "sha256": certificate.fingerprint,
        "self_signed": certificate.is_self_signed,
    }


def _moment(milliseconds: int) -> str:
    """As ISO 8601, in UTC; also before 1970, which not every system can tell."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)).isoformat()


def _model(connection: Connection, name: str | None) -> str:
    """The connection's first where none is named. What is no name of one of its models is taken for an id."""
    if name is None:
        return id_of_first(connection.models)
    return next((one.id for one in connection.models if name in (one.id, one.label)), name)


def _tested(shell: Shell, connection: Connection, model: str, live: Telling | None) -> Report:
    """The report, waited for; with `live` each step is said as soon as it is known."""
    reports: list[Report] = []

    def on_step(checked: Checked) -> None:
        if live is not None:
            _say_step(shell, live.step(checked))

    shell.program.doctor.test(connection, model, on_step, reports.append)
    while not reports:
        shell.wait()
    return reports[0]


def _say_step(shell: Shell, step: ToldStep) -> None:
    note = f"  {step.remark}" if step.remark else ""
    line = f"{_SIGNS[step.outcome]} {step.label}  {step.time}{note}"
    print(line.translate(UNSEEN), file=shell.streams.output, flush=True)


def _say(shell: Shell, said: ToldReport) -> None:
    shell.say(f"{said.title} · {said.time}".translate(UNSEEN))
    for text in (said.meaning, said.details):
        if text:
            shell.say(text.translate(UNSEEN))
    if said.remedies:
        shell.say(shell.words("cli.remedies"))
    for _, text in said.remedies:
        shell.say(f"  · {text}".translate(UNSEEN))
