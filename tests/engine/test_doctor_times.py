"""How long a step took that failed: until it was known that it had."""

from dataclasses import replace

import pytest

from engine.clinic import QUIET, WORKING, Clinic, exchange, failed, step
from nextchat_desktop.core.checkup import Seen, Step
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Phase, Spell

THROUGH = replace(WORKING, proxy="http://proxy.lan:3128")


def refused(kind: FailureKind, *spells: Spell, ended: float | None) -> Seen:
    """A request that went through these, and was over then."""
    seen: Exchange = replace(exchange(status=400), spells=spells, ended=ended)
    return Seen(Failed(kind), (seen if spells[-1].ended is not None else replace(seen, head=None),))


CONNECT = Spell(Phase.CONNECT, 0.0, 0.1)
ASKED = (CONNECT, Spell(Phase.TLS, 0.1, 0.3), Spell(Phase.SEND, 0.3, 0.4), Spell(Phase.WAIT, 0.4, 1.0))
TUNNEL = (CONNECT, Spell(Phase.PROXY_TLS, 0.1, 0.5), Spell(Phase.TUNNEL, 0.5))


@pytest.mark.parametrize(
    ("seen", "at", "seconds"),
    [
        (refused(FailureKind.NETWORK, Spell(Phase.CONNECT, 0.0), ended=9.5), Step.CONNECT, 9.5),
        (refused(FailureKind.NO_TLS, CONNECT, Spell(Phase.TLS, 0.1), ended=0.25), Step.TLS, 0.15),
        (refused(FailureKind.PROXY_LOGIN, *TUNNEL, ended=0.7), Step.PROXY, 0.6),
        (refused(FailureKind.PROXY, *ASKED, ended=1.5), Step.PROXY, 0.7),
        (refused(FailureKind.KEY_REFUSED, *ASKED, ended=1.5), Step.AUTHENTICATE, 0.7),
        (refused(FailureKind.MODEL_NOT_FOUND, *ASKED, ended=1.5), Step.MODELS, 0.7),
        (refused(FailureKind.OVERLOADED, *ASKED, ended=1.5), Step.FIRST_WORD, 1.5),
    ],
)
def test_a_step_that_failed_has_the_time_it_took(seen: Seen, at: Step, seconds: float) -> None:
    clinic = Clinic(lambda errand: seen, lambda connection: seen, service=QUIET)
    report = clinic.examine(THROUGH if at is Step.PROXY else WORKING)
    assert report.failed_at is at
    assert step(report, at).seconds == pytest.approx(seconds)


def test_what_was_never_asked_took_no_time() -> None:
    report = Clinic(road=lambda errand: Failed(FailureKind.NO_KEY)).examine()
    assert step(report, Step.SETTINGS).seconds is None


def test_what_is_not_over_has_no_time_yet() -> None:
    report = Clinic(lambda errand: failed(FailureKind.NETWORK, Phase.CONNECT), service=QUIET).examine()
    assert step(report, Step.CONNECT).seconds is None
