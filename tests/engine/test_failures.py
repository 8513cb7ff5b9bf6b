"""Every failure has words in both languages and one thing to do about it."""

import pytest

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.engine.failures import (
    ANSWER_AGAIN,
    FIND_OUT,
    NEW_KEY,
    OPEN_SETTINGS,
    OTHER_MODEL,
    details,
    told,
)
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from tongues import WRITTEN

KINDS_FOR_THE_SETTINGS = [FailureKind.NO_CONNECTION, FailureKind.KEY_LOCKED, FailureKind.PASSPHRASE_NEEDED]
KINDS_FOR_A_TEST = [FailureKind.MODEL_NOT_FOUND, FailureKind.BAD_ENDPOINT, FailureKind.TLS, FailureKind.PROXY_DEAD]
KINDS_FOR_A_KEY = [FailureKind.NO_KEY, FailureKind.KEY_REFUSED, FailureKind.KEY_EXPIRED, FailureKind.CODE_REFUSED]
KINDS_FOR_PATIENCE = [FailureKind.RATE_LIMIT, FailureKind.NETWORK, FailureKind.INTERRUPTED]


@pytest.fixture(params=WRITTEN)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(resource("locales"), request.param)


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_is_told_in_every_language(words: Words, kind: FailureKind) -> None:
    said = told(words, Failed(kind), "Ours", "gpt")
    assert said.title
    assert said.meaning
    assert not any(sign in said.title + said.meaning for sign in "{}")
    assert ANSWER_AGAIN in said.actions
    assert {OPEN_SETTINGS, FIND_OUT} & {*said.actions}, "a way into the settings"
    assert len(set(said.actions)) == len(said.actions) <= 3


@pytest.fixture
def english() -> Words:
    return Words(resource("locales"), "en")


def test_it_names_who_refused(english: Words) -> None:
    assert "Ours" in told(english, Failed(FailureKind.KEY_REFUSED), "Ours").title
    assert "our-gpt" in told(english, Failed(FailureKind.DEPLOYMENT_NOT_FOUND), "Ours", "our-gpt").title
    assert "The service" in told(english, Failed(FailureKind.OVERLOADED)).title


@pytest.mark.parametrize("kind", KINDS_FOR_A_KEY)
def test_only_who_has_sent_a_message_is_told_that_it_is_kept(english: Words, kind: FailureKind) -> None:
    assert "message is kept" in told(english, Failed(kind), has_message=True).meaning
    assert "message" not in told(english, Failed(kind)).meaning


def test_without_a_card_it_is_said_in_whole_sentences(words: Words) -> None:
    said = told(words, Failed(FailureKind.KEY_REFUSED), "Ours")
    assert said.in_one(words) in (f"{said.title}. {said.meaning}", f"{said.title}。{said.meaning}")


def test_a_cut_answer_says_first_that_what_arrived_is_kept(english: Words) -> None:
    assert "kept" in told(english, Failed(FailureKind.NETWORK), cut=True).title


@pytest.mark.parametrize(("seconds", "shown"), [(20.0, "20 s"), (1.2, "2 s"), (0.3, "1 s")])
def test_how_long_to_wait_is_never_too_short(english: Words, seconds: float, shown: str) -> None:
    assert shown in told(english, Failed(FailureKind.RATE_LIMIT, retry_after=seconds)).meaning


def test_without_a_time_nothing_is_said_of_waiting(english: Words) -> None:
    assert "wait" not in told(english, Failed(FailureKind.RATE_LIMIT)).meaning


@pytest.mark.parametrize("kind", KINDS_FOR_THE_SETTINGS)
def test_what_the_settings_mend_leads_there(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions[0] == OPEN_SETTINGS


@pytest.mark.parametrize("kind", KINDS_FOR_A_TEST)
def test_what_a_test_can_mend_leads_to_one(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions[0] == FIND_OUT


@pytest.mark.parametrize("kind", [FailureKind.INTERRUPTED, FailureKind.TIMEOUT, FailureKind.KEY_REFUSED])
def test_why_it_was_can_be_found_out(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions[1] == FIND_OUT


@pytest.mark.parametrize("kind", [FailureKind.RATE_LIMIT, FailureKind.NO_KEY, FailureKind.FILTERED])
def test_nothing_is_found_out_of_what_is_known(english: Words, kind: FailureKind) -> None:
    assert FIND_OUT not in told(english, Failed(kind)).actions


@pytest.mark.parametrize("kind", KINDS_FOR_A_KEY)
def test_what_another_key_mends_asks_for_one(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions[0] == NEW_KEY


@pytest.mark.parametrize("kind", KINDS_FOR_PATIENCE)
def test_what_passes_by_itself_is_tried_again(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions[0] == ANSWER_AGAIN


@pytest.mark.parametrize("kind", [FailureKind.QUOTA, FailureKind.CONTEXT_TOO_LONG, FailureKind.NO_VISION])
def test_what_the_same_model_will_refuse_again_leads_to_another(english: Words, kind: FailureKind) -> None:
    assert told(english, Failed(kind)).actions == (OTHER_MODEL, ANSWER_AGAIN, OPEN_SETTINGS)


def test_who_is_too_busy_may_be_asked_again_or_another(english: Words) -> None:
    assert told(english, Failed(FailureKind.OVERLOADED)).actions[:2] == (ANSWER_AGAIN, OTHER_MODEL)


def test_the_details_hold_the_services_own_words() -> None:
    assert (
        details(Failed(FailureKind.QUOTA, "No credit", 429, "insufficient_quota"))
        == "429 insufficient_quota · No credit"
    )
    assert details(Failed(FailureKind.EMPTY)) == ""
