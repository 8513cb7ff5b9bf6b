"""How an examination asks: errands go out, answers come in, and steps are told on the way. It performs nothing."""

from collections.abc import Generator
from typing import TypeVar

from nextchat_desktop.core.checkup import (
    Answer,
    AskModels,
    Certificate,
    Chat,
    Checked,
    Errand,
    LookForPortal,
    LookForProxies,
    Prepare,
    Resolve,
    Resolved,
    Road,
    Seen,
    ShowCertificate,
)
from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.events import Failed, FailureKind

T = TypeVar("T")

Asking = Generator[Checked | Errand, Answer | None, T]
"""Yields errands, each of which is answered, and steps, which are not; returns what came of it."""

_NO_ANSWER = Failed(FailureKind.NETWORK)
"""In place of an answer that makes no sense to the question."""

_MOST_FIELDS = 5
"""Fields that a question is asked without, one after the other."""


def road_of(connection: Connection, model: str) -> Asking[Road | Failed]:
    answer = yield Prepare(connection, model)
    return answer if isinstance(answer, Road | Failed) else _NO_ANSWER


def resolved(host: str) -> Asking[Resolved | Failed]:
    answer = yield Resolve(host)
    return answer if isinstance(answer, Resolved | Failed) else _NO_ANSWER


def listed_by(connection: Connection) -> Asking[Seen]:
    answer = yield AskModels(connection)
    return _seen(answer)


def chat_with(connection: Connection, model: str) -> Asking[Seen]:
    """As a real chat: what the server refuses of the request is left out."""
    without: frozenset[str] = frozenset()
    seen = _seen((yield Chat(connection, model, without)))
    while len(without) < _MOST_FIELDS and (field := _refused(seen)) and field not in without:
        without |= {field}
        seen = _seen((yield Chat(connection, model, without)))
    return seen


def certificate_at(connection: Connection, url: str) -> Asking[Certificate | None]:
    answer = yield ShowCertificate(connection, url)
    return answer if isinstance(answer, Certificate) else None


def proxies_here() -> Asking[tuple[str, ...]]:
    answer = yield LookForProxies()
    return answer if isinstance(answer, tuple) else ()


def portal_of(connection: Connection) -> Asking[str]:
    answer = yield LookForPortal(connection)
    return answer if isinstance(answer, str) else ""


def _seen(answer: Answer | None) -> Seen:
    if isinstance(answer, Seen):
        return answer
    return Seen(answer if isinstance(answer, Failed) else _NO_ANSWER, ())


def _refused(seen: Seen) -> str:
    is_refusal = isinstance(seen.outcome, Failed) and seen.outcome.kind is FailureKind.PARAMETER_REFUSED
    return seen.outcome.field if is_refusal and isinstance(seen.outcome, Failed) else ""
