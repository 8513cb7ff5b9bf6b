"""Remedies tried out before they are offered, at the server that was asked already. It performs nothing."""

from nextchat_desktop.core.checkup import Road
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.engine.doctor.asking import Asking, chat_with, listed_by, proxies_here
from nextchat_desktop.engine.doctor.findings import Subject, gets_further, is_answer

_MOST_PROXIES = 3

_AT_THE_SAME_ADDRESS = (RemedyKind.USE_API_VERSION, RemedyKind.USE_MODEL)


def first_that_works(subject: Subject, remedies: tuple[Remedy, ...], only_a_chat_tells: bool) -> Asking[Remedy | None]:
    """The first with which a chat service answers; a list is asked for where that tells as much as a chat."""
    for remedy in remedies:
        outcome = yield from _tried(subject, remedy, only_a_chat_tells)
        works = gets_further if remedy.kind in _AT_THE_SAME_ADDRESS else is_answer
        if works(outcome) and not _is_the_same(remedy, outcome):
            return remedy
    return None


def through_proxies(subject: Subject, before: FailureKind) -> Asking[Remedy | None]:
    """The first proxy of this computer behind which somebody answers.

    It is shown a key as little as anybody else on the way: nothing goes through it that is not encrypted.
    """
    if not _is_encrypted(subject):
        return None
    for address in (yield from proxies_here())[:_MOST_PROXIES]:
        remedy = Remedy(RemedyKind.USE_PROXY, address)
        outcome = yield from _tried(subject, remedy, before is FailureKind.REGION)
        if gets_further(outcome) and address != subject.connection.proxy:
            return remedy
    return None


def another_proxy(subject: Subject, road: Road | None) -> Asking[Remedy | None]:
    """The first that runs on this computer beside the one that is set. It is looked for, and not gone through."""
    if not _is_encrypted(subject):
        return None
    found = yield from proxies_here()
    other = next((address for address in found if road is None or address != road.proxy), "")
    return Remedy(RemedyKind.USE_PROXY, other) if other else None


def _is_encrypted(subject: Subject) -> bool:
    return subject.connection.base_url.lower().startswith("https:")


def _tried(subject: Subject, remedy: Remedy, only_a_chat_tells: bool) -> Asking[Listed | Failed | None]:
    """What is answered with the remedy. Who paints is asked for a list only."""
    connection = applied(subject.connection, remedy)
    model = remedy.value if remedy.kind is RemedyKind.USE_MODEL else subject.model
    if subject.paints or (subject.service.lists_models and not only_a_chat_tells):
        seen = yield from listed_by(connection)
        if subject.paints or not _says_nothing(seen.outcome):
            return seen.outcome
    return (yield from chat_with(connection, model)).outcome


def _says_nothing(outcome: Listed | Failed | None) -> bool:
    return isinstance(outcome, Failed) and outcome.kind is FailureKind.NOT_TOLD


def _is_the_same(remedy: Remedy, outcome: Listed | Failed | None) -> bool:
    """Another name that is not there either is no remedy."""
    absent = (FailureKind.MODEL_NOT_FOUND, FailureKind.DEPLOYMENT_NOT_FOUND)
    return remedy.kind is RemedyKind.USE_MODEL and isinstance(outcome, Failed) and outcome.kind in absent
