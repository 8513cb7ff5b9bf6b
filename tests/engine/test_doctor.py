"""A test of a connection: which steps it takes, what it says of each, and that it can be stopped at any time."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from engine.clinic import (
    AZURE,
    LISTED,
    NOW,
    OURS,
    QUIET,
    STEADY,
    TALK,
    WORKING,
    Clinic,
    at,
    exchange,
    failed,
    step,
)
from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.checkup import (
    Answer,
    AskModels,
    Chat,
    Checked,
    Errand,
    Outcome,
    Prepare,
    Remark,
    Report,
    Resolve,
    Resolved,
    Road,
    Seen,
    Step,
)
from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Line, Phase, Sent, Spell
from nextchat_desktop.core.masking import MASK
from nextchat_desktop.core.remedies import Remedy, RemedyKind
from nextchat_desktop.core.wire import Listed
from nextchat_desktop.engine.doctor import Doctor

AZURE_THAT_LISTS = replace(AZURE, lists_models=True)
P, W, F, S = Outcome.PASSED, Outcome.WARNED, Outcome.FAILED, Outcome.SKIPPED


def outcomes(report: Report) -> list[Outcome]:
    return [checked.outcome for checked in report.steps]


def kind_of(report: Report) -> FailureKind | None:
    return report.failure.kind if report.failure else None


def remarks(report: Report) -> dict[Step, Remark]:
    return {checked.step: checked.remark for checked in report.steps if checked.remark}


def test_a_connection_that_works_is_ready() -> None:
    report = Clinic().examine()
    assert report.is_ready
    assert [checked.step for checked in report.steps] == list(Step)
    assert outcomes(report) == [P, P, P, S, P, P, P, P]
    assert report.remedies == ()


def test_each_step_has_the_time_that_was_measured() -> None:
    report = Clinic().examine()
    seconds = {checked.step: checked.seconds for checked in report.steps}
    assert seconds[Step.SETTINGS] is None
    assert seconds[Step.PROXY] is None
    measured = {Step.RESOLVE: 0.012, Step.CONNECT: 0.084, Step.TLS: 0.061, Step.AUTHENTICATE: 0.23}
    measured |= {Step.MODELS: 0.02, Step.FIRST_WORD: 0.4}
    assert {key: seconds[key] for key in measured} == pytest.approx(measured)


def test_steps_are_told_as_soon_as_they_are_known_and_once() -> None:
    clinic = Clinic()
    report = clinic.examine()
    assert clinic.steps == list(report.steps)
    assert [type(errand) for errand in clinic.errands] == [Prepare, Resolve, AskModels, Chat]


def test_a_step_that_turns_out_otherwise_is_told_again() -> None:
    clinic = Clinic(chat=lambda errand: failed(FailureKind.NOTHING_THERE, Phase.CONNECT))
    report = clinic.examine()
    assert [checked.outcome for checked in clinic.steps if checked.step is Step.CONNECT] == [P, F]
    assert step(report, Step.CONNECT).outcome is F


def test_where_no_list_is_told_the_chat_tells_all() -> None:
    clinic = Clinic(service=QUIET)
    report = clinic.examine()
    assert outcomes(report) == [P, P, P, S, P, P, P, P]
    assert clinic.asked(AskModels) == []
    assert step(report, Step.AUTHENTICATE).seconds == pytest.approx(0.23)
    assert (step(report, Step.MODELS).seconds, step(report, Step.MODELS).remark) == (None, None)


def test_an_address_in_numbers_needs_no_name() -> None:
    clinic = Clinic()
    report = clinic.examine(at("http://10.0.0.8:8000/v1"))
    assert step(report, Step.RESOLVE) == Checked(Step.RESOLVE, S, remark=Remark.NUMBERED)
    assert clinic.asked(Resolve) == []


def test_through_a_proxy_the_proxy_is_reached_first() -> None:
    tunnel = exchange()
    tunnel = replace(tunnel, spells=(*tunnel.spells, Spell(Phase.TUNNEL, 1.0, 1.5)))
    clinic = Clinic(listing=lambda connection: Seen(LISTED, (tunnel,)))
    report = clinic.examine(replace(WORKING, proxy="http://proxy.lan:3128"))
    assert clinic.asked(Resolve) == [Resolve("proxy.lan")]
    assert remarks(report)[Step.RESOLVE] is Remark.NAMES_BY_PROXY
    shown = Checked(Step.PROXY, P, 0.5, Remark.THROUGH_PROXY, (("proxy", "proxy.lan:3128"),))
    assert step(report, Step.PROXY) == shown


def test_a_proxy_whose_name_nobody_knows_is_a_dead_proxy() -> None:
    clinic = Clinic(resolved=Failed(FailureKind.NAME_NOT_FOUND, "proxy.lan"))
    report = clinic.examine(replace(WORKING, proxy="http://proxy.lan:3128"))
    assert report.failed_at is Step.RESOLVE
    assert kind_of(report) is FailureKind.PROXY_DEAD


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("http://localhost:11434/v1", S),
        ("http://127.0.0.1:8000/v1", S),
        ("http://192.168.1.9/v1", S),
        ("http://[::1]:8000/v1", S),
        ("http://nas:8080/v1", S),
        ("http://llm.lan/v1", S),
        ("http://box.local:8000/v1", S),
        ("http://100.100.1.2:8000/v1", S),
        ("http://100.63.1.2:8000/v1", W),
        ("http://8.8.8.8/v1", W),
        ("http://chat.example/v1", W),
    ],
)
def test_a_key_in_plain_sight_is_worth_a_warning_outside_of_ones_own_network(url: str, outcome: Outcome) -> None:
    report = Clinic().examine(at(url))
    assert step(report, Step.TLS) == Checked(Step.TLS, outcome, remark=Remark.PLAIN)
    assert report.is_ready


@pytest.mark.parametrize(
    ("addresses", "outcome"), [(("10.0.0.8", "fd00::1"), S), (("10.0.0.8", "203.0.113.7"), W), (("198.18.0.4",), W)]
)
def test_a_name_is_near_where_all_of_its_addresses_are(addresses: tuple[str, ...], outcome: Outcome) -> None:
    clinic = Clinic(resolved=Resolved(addresses, 0.01))
    assert step(clinic.examine(at("http://llm.campus.example/v1")), Step.TLS).outcome is outcome


def test_the_encryption_is_named() -> None:
    assert step(Clinic().examine(), Step.TLS).values == (("version", "TLS 1.3"),)


def test_without_a_key_none_was_accepted() -> None:
    plain = exchange(key=False)
    clinic = Clinic(lambda errand: Seen(None, (plain,), STEADY), lambda connection: Seen(LISTED, (plain,)))
    assert step(clinic.examine(), Step.AUTHENTICATE) == Checked(Step.AUTHENTICATE, S, remark=Remark.NO_KEY_NEEDED)


@pytest.mark.parametrize(
    "sent",
    [
        Sent("POST", f"https://chat.example/v1/chat?key={MASK}"),
        Sent("POST", "https://chat.example/v1/chat", hides=True),
        Sent("POST", "https://chat.example/v1/chat", headers=(("x-key", MASK),)),
    ],
)
def test_a_key_may_have_been_shown_anywhere_in_a_request(sent: Sent) -> None:
    shown = replace(exchange(), sent=sent)
    clinic = Clinic(lambda errand: Seen(None, (shown,), STEADY), service=QUIET)
    assert step(clinic.examine(), Step.AUTHENTICATE).outcome is P


def test_a_list_that_everybody_may_read_says_nothing_of_the_key() -> None:
    report = Clinic(lambda errand: failed(FailureKind.KEY_REFUSED)).examine()
    assert outcomes(report) == [P, P, P, S, P, F, S, S]
    assert report.failed_at is Step.AUTHENTICATE


def test_a_model_is_found_in_the_list() -> None:
    assert step(Clinic().examine(), Step.MODELS).values == (("count", "3"),)
    clinic = Clinic(listing=lambda connection: Seen(Listed((Model("models/gpt"),)), (exchange(),)))
    assert remarks(clinic.examine())[Step.MODELS] is Remark.LISTED


def test_a_model_that_is_not_listed_may_answer_all_the_same() -> None:
    report = Clinic().examine(model="secret")
    assert report.is_ready
    checked = step(report, Step.MODELS)
    assert (checked.outcome, checked.remark, checked.values) == (W, Remark.NOT_LISTED, (("model", "secret"),))


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [(FailureKind.NOT_TOLD, P), (FailureKind.SERVER, W), (FailureKind.KEY_REFUSED, W), (FailureKind.TIMEOUT, W)],
)
def test_a_list_that_fails_is_no_failure_where_the_chat_works(kind: FailureKind, outcome: Outcome) -> None:
    report = Clinic(listing=lambda connection: failed(kind)).examine()
    assert report.is_ready
    assert (step(report, Step.MODELS).outcome, step(report, Step.MODELS).remark) == (outcome, Remark.NO_LIST)


@pytest.mark.parametrize("phase", [Phase.CONNECT, Phase.TLS])
def test_where_nothing_gets_there_no_chat_is_tried(phase: Phase) -> None:
    clinic = Clinic(listing=lambda connection: failed(FailureKind.TIMEOUT, phase))
    report = clinic.examine(at("https://10.1.1.1/v1"))
    assert clinic.asked(Chat) == []
    assert report.failed_at is Step(phase.value)


def test_what_the_server_refuses_of_the_request_is_left_out_as_in_a_chat() -> None:
    def chat(errand: Chat) -> Seen:
        missing = [field for field in ("stream_options", "temperature") if field not in errand.without]
        return Seen(Failed(FailureKind.PARAMETER_REFUSED, field=missing[0]), (exchange(),)) if missing else TALK

    clinic = Clinic(chat)
    assert clinic.examine().is_ready
    assert len(clinic.asked(Chat)) == 3


def test_a_server_that_refuses_for_ever_is_given_up() -> None:
    fields = iter("abcdefghijkl")
    clinic = Clinic(lambda errand: Seen(Failed(FailureKind.PARAMETER_REFUSED, field=next(fields)), (exchange(),)))
    report = clinic.examine()
    assert kind_of(report) is FailureKind.PARAMETER_REFUSED
    assert len(clinic.asked(Chat)) == 6
    stubborn = Clinic(lambda errand: Seen(Failed(FailureKind.PARAMETER_REFUSED, field="n"), (exchange(),)))
    assert not stubborn.examine().is_ready
    assert len(stubborn.asked(Chat)) == 2


def test_who_paints_is_asked_for_no_picture() -> None:
    clinic = Clinic(can=Capabilities(ModelKind.PICTURES))
    report = clinic.examine()
    assert (report.is_ready, clinic.asked(Chat)) == (True, [])
    assert step(report, Step.FIRST_WORD) == Checked(Step.FIRST_WORD, S, remark=Remark.WOULD_PAINT)
    refused = Clinic(can=Capabilities(ModelKind.PICTURES), listing=lambda one: failed(FailureKind.KEY_REFUSED))
    assert refused.examine().failed_at is Step.AUTHENTICATE
    page = Clinic(can=Capabilities(ModelKind.PICTURES), listing=lambda one: failed(FailureKind.WEB_PAGE))
    assert page.examine().failed_at is Step.MODELS


def test_what_was_not_asked_is_not_said_to_work() -> None:
    report = Clinic(can=Capabilities(ModelKind.PICTURES), service=QUIET).examine()
    assert outcomes(report) == [P, P, S, S, S, S, S, S]
    assert remarks(report) == {Step.FIRST_WORD: Remark.WOULD_PAINT}


def test_what_is_missing_ends_the_test_before_anything_is_sent() -> None:
    clinic = Clinic(road=lambda errand: Failed(FailureKind.NO_KEY))
    report = clinic.examine()
    assert (report.failed_at, outcomes(report)) == (Step.SETTINGS, [F, S, S, S, S, S, S, S])
    assert len(clinic.errands) == 1


@pytest.mark.parametrize(("service", "kind"), [(AZURE, "no_deployment"), (OURS, "model_not_found")])
def test_without_a_model_there_is_nobody_to_ask(service: Any, kind: str) -> None:
    report = Clinic(service=service).examine(at("https://x.openai.azure.com", models=()), "")
    assert (report.failed_at, kind_of(report)) == (Step.SETTINGS, kind)


NOBODY_YET = at("https://x.openai.azure.com", models=())


@pytest.mark.parametrize(
    ("kind", "stuck_in", "step"),
    [
        (FailureKind.TLS, Phase.TLS, Step.TLS),
        (FailureKind.NAME_NOT_FOUND, Phase.CONNECT, Step.RESOLVE),
        (FailureKind.PROXY_DEAD, Phase.CONNECT, Step.CONNECT),
        (FailureKind.KEY_REFUSED, None, Step.AUTHENTICATE),
    ],
)
def test_what_would_stop_a_chat_is_told_before_a_model_is_chosen(
    kind: FailureKind, stuck_in: Phase | None, step: Step
) -> None:
    clinic = Clinic(service=AZURE_THAT_LISTS, listing=lambda connection: failed(kind, stuck_in))
    report = clinic.examine(NOBODY_YET, "")
    assert (report.failed_at, kind_of(report)) == (step, kind)
    assert clinic.asked(Chat) == []


def test_of_a_list_that_was_asked_for_without_a_model_it_is_told_what_was_seen() -> None:
    """Not that all is set, nor that a line was encrypted which was not."""
    sent = Sent("GET", "http://10.0.0.8:8000/v1/models")
    refused = replace(exchange(status=401), sent=sent, line=Line(is_new=True))
    clinic = Clinic(service=OURS, listing=lambda connection: Seen(Failed(FailureKind.KEY_REFUSED), (refused,)))
    report = clinic.examine(at("http://10.0.0.8:8000/v1", models=()), "")
    assert outcomes(report) == [S, S, P, S, S, F, S, S]
    assert remarks(report) == {
        Step.RESOLVE: Remark.NUMBERED,
        Step.PROXY: Remark.NO_PROXY,
        Step.TLS: Remark.PLAIN,
    }


@pytest.mark.parametrize("kind", [FailureKind.NOT_TOLD, FailureKind.BAD_ENDPOINT, FailureKind.RATE_LIMIT])
def test_a_list_that_is_not_told_stands_in_nobodys_way(kind: FailureKind) -> None:
    report = Clinic(service=AZURE_THAT_LISTS, listing=lambda connection: failed(kind)).examine(NOBODY_YET, "")
    assert (report.failed_at, kind_of(report)) == (Step.SETTINGS, FailureKind.NO_DEPLOYMENT)


STEPS_OF_FAILURES = [
    (FailureKind.BAD_KEY, None, Step.SETTINGS),
    (FailureKind.NAME_NOT_FOUND, Phase.CONNECT, Step.RESOLVE),
    (FailureKind.NOTHING_THERE, Phase.CONNECT, Step.CONNECT),
    (FailureKind.TIMEOUT, Phase.CONNECT, Step.CONNECT),
    (FailureKind.NETWORK, Phase.TLS, Step.TLS),
    (FailureKind.NETWORK, Phase.CONNECT, Step.CONNECT),
    (FailureKind.PROXY_DEAD, Phase.CONNECT, Step.CONNECT),
    (FailureKind.PROXY_LOGIN, None, Step.PROXY),
    (FailureKind.TLS, Phase.TLS, Step.TLS),
    (FailureKind.CERTIFICATE_NAME, Phase.TLS, Step.TLS),
    (FailureKind.HANDSHAKE, Phase.TLS, Step.TLS),
    (FailureKind.NO_TLS, Phase.TLS, Step.TLS),
    (FailureKind.TLS_WANTED, None, Step.TLS),
    (FailureKind.KEY_REFUSED, None, Step.AUTHENTICATE),
    (FailureKind.CODE_REFUSED, None, Step.AUTHENTICATE),
    (FailureKind.REGION, None, Step.AUTHENTICATE),
    (FailureKind.MODEL_NOT_FOUND, None, Step.MODELS),
    (FailureKind.DEPLOYMENT_NOT_FOUND, None, Step.MODELS),
    (FailureKind.QUOTA, None, Step.FIRST_WORD),
    (FailureKind.RATE_LIMIT, None, Step.FIRST_WORD),
    (FailureKind.OVERLOADED, None, Step.FIRST_WORD),
    (FailureKind.CONTEXT_TOO_LONG, None, Step.FIRST_WORD),
    (FailureKind.WEB_PAGE, None, Step.FIRST_WORD),
    (FailureKind.TIMEOUT, Phase.WAIT, Step.FIRST_WORD),
]


@pytest.mark.parametrize(("kind", "stuck", "expected"), STEPS_OF_FAILURES)
def test_a_failure_belongs_to_the_step_it_stops(kind: FailureKind, stuck: Phase | None, expected: Step) -> None:
    report = Clinic(lambda errand: failed(kind, stuck), service=QUIET).examine()
    assert report.failed_at is expected
    assert [checked.step for checked in report.steps if checked.outcome is F] == [expected]
    assert all(checked.outcome is S for checked in report.steps[list(Step).index(expected) + 1 :])


@pytest.mark.parametrize(("kind", "outcome"), [(FailureKind.QUOTA, P), (FailureKind.WEB_PAGE, S)])
def test_the_key_was_accepted_where_somebody_has_looked_at_it(kind: FailureKind, outcome: Outcome) -> None:
    report = Clinic(lambda errand: failed(kind), service=QUIET).examine()
    assert step(report, Step.AUTHENTICATE).outcome is outcome


def test_a_failure_in_the_tunnel_is_the_proxys() -> None:
    stuck = replace(exchange(stuck=Phase.CONNECT), spells=(Spell(Phase.CONNECT, 0, 1), Spell(Phase.TUNNEL, 1)))
    clinic = Clinic(lambda errand: Seen(Failed(FailureKind.NAME_NOT_FOUND), (stuck,)), service=QUIET)
    report = clinic.examine(replace(WORKING, proxy="socks5h://127.0.0.1:1080"))
    assert report.failed_at is Step.PROXY
    assert remarks(report)[Step.PROXY] is Remark.THROUGH_PROXY


@pytest.mark.parametrize(
    ("options", "extra", "shown"),
    [({"temperature": 1.4}, {}, "1.4"), ({}, {"temperature": 2}, "2"), ({"temperature": 1}, {}, None)],
)
def test_a_temperature_that_makes_garbled_answers_is_found(options: Any, extra: Any, shown: str | None) -> None:
    report = Clinic().examine(replace(WORKING, models=(Model("gpt", options=options),), extra=extra))
    assert report.is_ready
    checked = step(report, Step.SETTINGS)
    assert dict(checked.values).get("temperature") == shown
    assert report.remedies == ((Remedy(RemedyKind.CALM_DOWN, "gpt"),) if shown else ())


# 2025-10-09 08:53:20 UTC is NOW
@pytest.mark.parametrize(
    ("date", "minutes"),
    [
        ("Thu, 09 Oct 2025 08:53:20 GMT", None),
        ("Thu, 09 Oct 2025 08:57:20 GMT", None),
        ("Thu, 09 Oct 2025 09:53:20 GMT", "60"),
        ("Thu, 09 Oct 2025 08:43:20 GMT", "10"),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_wrong_clock_is_told_by_the_servers(date: str, minutes: str | None) -> None:
    seen = Seen(None, (exchange(date=date),), STEADY)
    checked = step(Clinic(lambda errand: seen).examine(), Step.AUTHENTICATE)
    assert dict(checked.values).get("minutes") == minutes
    assert checked.outcome is (W if minutes else P)


def test_a_wrong_clock_is_told_where_no_key_was_needed_too() -> None:
    seen = Seen(None, (exchange(key=False, date="Thu, 09 Oct 2025 09:53:20 GMT"),), STEADY)
    checked = step(Clinic(lambda errand: seen, service=QUIET).examine(), Step.AUTHENTICATE)
    assert (checked.outcome, checked.remark) == (S, Remark.CLOCK_IS_OFF)


def test_a_copy_that_was_kept_on_the_way_tells_an_old_time() -> None:
    seen = Seen(None, (exchange(date="Thu, 09 Oct 2025 07:53:20 GMT", age="3600"),), STEADY)
    assert step(Clinic(lambda errand: seen).examine(), Step.AUTHENTICATE).outcome is P


LUMP = tuple(2.0 + 0.0002 * place for place in range(20))
CUT_SHORT = (*(piece - 1 for piece in LUMP), *LUMP, *(piece + 0.1 for piece in LUMP[:4]))
"""What is left at the end of an answer does not wait until there is more of it."""
SLOW = tuple(1.0 + 0.4 * place for place in range(12))
"""A large model on a small computer."""


@pytest.mark.parametrize(
    ("pieces", "ended", "kind", "remark"),
    [
        (STEADY, False, "text/event-stream", None),
        (LUMP, True, "text/event-stream", Remark.IN_ONE_LUMP),
        (tuple(piece - 1.9 for piece in LUMP), True, "text/event-stream", None),
        ((*(piece - 1 for piece in LUMP), *LUMP), True, "text/event-stream", Remark.IN_LUMPS),
        (CUT_SHORT, True, "text/event-stream", Remark.IN_LUMPS),
        (CUT_SHORT, False, "text/event-stream", None),
        (LUMP[:5], True, "text/event-stream", None),
        (SLOW, False, "text/event-stream", None),
        (SLOW, True, "text/event-stream", None),
        (tuple(0.8 + 0.002 * place for place in range(20)), True, "text/event-stream", None),
        ((1.5,), True, "application/json; charset=utf-8", Remark.NOT_STREAMED),
        ((1.5,), True, "text/event-stream", None),
        ((1.5,), False, "application/json", None),
        ((), True, "text/event-stream", None),
    ],
)
def test_words_that_were_held_back_are_noticed(pieces: Any, ended: bool, kind: str, remark: Remark | None) -> None:
    seen = Seen(None, (exchange(content_type=kind),), pieces, ended)
    report = Clinic(lambda errand: seen).examine()
    checked = step(report, Step.FIRST_WORD)
    assert (report.is_ready, checked.remark) == (True, remark)
    assert checked.outcome is (W if remark else P)


def test_a_lump_says_how_long_it_was_waited_for() -> None:
    report = Clinic(lambda errand: Seen(None, (exchange(),), LUMP)).examine()
    assert step(report, Step.FIRST_WORD).values == (("seconds", "2.0"),)


class Ward:
    """The doctor, whose errands the test does by hand."""

    def __init__(self) -> None:
        self.clinic = Clinic()
        self.waiting: list[tuple[Errand, Callable[[Answer], None]]] = []
        self.cancelled = 0
        self.steps: list[Checked] = []
        self.reports: list[Report] = []
        self.seconds = 10.0
        service = {OURS.id: OURS}.__getitem__
        self.doctor = Doctor(self._perform, service, lambda model: Capabilities(), lambda: NOW, lambda: self.seconds)

    def cancel(self) -> None:
        self.cancelled += 1

    def do(self) -> Errand:
        errand, deliver = self.waiting.pop()
        self.seconds += 0.5
        deliver(self.clinic.answer(errand))
        return errand

    def _perform(self, errand: Errand, deliver: Callable[[Answer], None]) -> "Ward":
        self.waiting.append((errand, deliver))
        return self


def test_the_doctor_asks_one_thing_after_the_other_and_tells_on_the_way() -> None:
    ward = Ward()
    ward.doctor.test(WORKING, "", ward.steps.append, ward.reports.append)
    assert ward.steps == []
    assert ward.do() == Prepare(WORKING, "gpt")
    assert [checked.step for checked in ward.steps] == [Step.SETTINGS]
    while ward.waiting:
        ward.do()
    assert [report.is_ready for report in ward.reports] == [True]
    assert ward.reports[0].seconds == 2.0
    assert ward.steps == list(ward.reports[0].steps)


@pytest.mark.parametrize("done", range(4))
def test_after_cancel_nothing_is_told(done: int) -> None:
    ward = Ward()
    run = ward.doctor.test(WORKING, "", ward.steps.append, ward.reports.append)
    for _ in range(done):
        ward.do()
    told = len(ward.steps)
    run.cancel()
    ward.do()
    assert (len(ward.steps), ward.reports, ward.cancelled, ward.waiting) == (told, [], 1, [])


def test_who_hears_of_a_step_may_stop_the_test() -> None:
    ward = Ward()
    run = ward.doctor.test(WORKING, "", lambda checked: run.cancel(), ward.reports.append)
    ward.do()
    assert (ward.waiting, ward.reports) == ([], [])


def test_the_first_model_that_can_be_chosen_is_asked() -> None:
    ward = Ward()
    models = (Model("old", shown=False), Model("new"))
    ward.doctor.test(replace(WORKING, models=models), "", ward.steps.append, ward.reports.append)
    assert ward.do() == Prepare(replace(WORKING, models=models), "new")


def test_a_road_tells_of_a_key_of_somebody_else() -> None:
    road = Road("https://chat.example/v1/chat/completions", "", "chat.example", 443, "groq")
    clinic = Clinic(lambda errand: failed(FailureKind.KEY_REFUSED), road=lambda errand: road)
    assert clinic.examine().key_of == "groq"


def test_the_line_is_that_which_was_opened() -> None:
    old = replace(exchange(), line=Line(), spells=(Spell(Phase.SEND, 0.0, 0.1),))
    clinic = Clinic(lambda errand: TALK, lambda connection: Seen(LISTED, (old,)))
    assert step(clinic.examine(), Step.CONNECT).seconds == pytest.approx(0.084)
