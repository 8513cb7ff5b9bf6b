"""The doctor over a real network: scripted servers that are set up wrongly, found out and mended."""

import time
from collections.abc import Callable

import pytest

from gateway.world import LONG_ENOUGH, House, capable
from nextchat_desktop.core.checkup import Checked, Outcome, Remark, Report, Step
from nextchat_desktop.core.connections import Model, Service
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.remedies import RemedyKind, applied
from nextchat_desktop.engine.doctor import Doctor
from scripted import DONE, HTML, JSON, AzureServer, Reply, Request, ScriptedServer, answer, delta, error, finish

GPT = (Model("our-gpt"),)
LIST = error(200, {"object": "list", "data": [{"id": "our-gpt"}, {"id": "our-gpt-mini"}]})
PAGE = Reply([b"<html><title>Welcome</title></html>"], headers=HTML)
WORDS = [f"{number} " for number in range(1, 31)]


class Paths(ScriptedServer):
    """Answers by the path that is asked for, and all else with a page."""

    def __init__(self, **replies: Reply) -> None:
        self._by_path = {path.replace("_", "/"): reply for path, reply in replies.items()}
        super().__init__(default=PAGE)

    def reply_to(self, request: Request) -> Reply:
        return self._by_path.get(request.path, PAGE)


def slowly(*waits: float) -> Reply:
    """Thirty words, and the seconds that are waited before each."""
    script: list[bytes | float] = []
    for place, word in enumerate(WORDS):
        script += [waits[place % len(waits)], delta(word)] if waits else [delta(word)]
    return Reply([*script, finish(), DONE])


@pytest.fixture
def doctor(house: House) -> Doctor:
    services = {service.id: service for service in house.gateway.services}

    def service(id: str) -> Service:
        return services[id]

    return Doctor(house.gateway.perform, service, capable, lambda: time.time_ns() // 1_000_000, time.monotonic)


def until(condition: Callable[[], bool]) -> None:
    """Of what another thread does."""
    deadline = time.monotonic() + LONG_ENOUGH
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


Examine = Callable[[], Report]


@pytest.fixture
def examine(house: House, doctor: Doctor) -> Examine:
    def of_ours() -> Report:
        steps: list[Checked] = []
        report: Report = house.outcome(lambda deliver: doctor.test(house.connections["c"], "", steps.append, deliver))
        assert {checked.step for checked in steps} == set(Step)
        return report

    return of_ours


def mend(house: House, report: Report) -> None:
    house.connections.save(applied(house.connections["c"], report.remedies[0]))


def test_a_server_that_works_is_ready(house: House, examine: Examine) -> None:
    with Paths(_v1_models=LIST, _v1_chat_completions=slowly(0.02)) as server:
        house.connect("compatible", server.base_url, "sk-our-key", models=GPT)
        report = examine()
    assert report.is_ready
    outcomes = {checked.step: checked.outcome for checked in report.steps}
    skipped = {step for step, outcome in outcomes.items() if outcome is Outcome.SKIPPED}
    assert skipped == {Step.RESOLVE, Step.PROXY, Step.TLS}
    assert Outcome.WARNED not in outcomes.values()
    timed = {checked.step for checked in report.steps if checked.seconds is not None}
    assert timed >= {Step.CONNECT, Step.AUTHENTICATE, Step.FIRST_WORD}


def test_without_v1_it_is_found_and_then_works(house: House, examine: Examine) -> None:
    with Paths(_v1_models=LIST, _v1_chat_completions=slowly()) as server:
        house.connect("compatible", server.url, "sk-our-key", models=GPT)
        report = examine()
        assert (report.failure and report.failure.kind, report.failed_at) == (FailureKind.WEB_PAGE, Step.FIRST_WORD)
        assert report.remedies[0].value == server.base_url
        mend(house, report)
        assert examine().is_ready


def test_a_deployment_is_found_by_its_usual_spelling(house: House, examine: Examine) -> None:
    with AzureServer(deployment="gpt-4-turbo") as server:
        house.connect("azure", server.url, "azure-key", models=(Model("gpt4-turbo"),))
        report = examine()
        assert report.failed_at is Step.MODELS
        assert (report.remedies[0].kind, report.remedies[0].value) == (RemedyKind.USE_MODEL, "gpt-4-turbo")
        mend(house, report)
        assert examine().is_ready


def test_a_wrong_key_is_the_keys_fault(house: House, examine: Examine) -> None:
    with AzureServer() as server:
        house.connect("azure", server.url, "wrong-key", models=GPT)
        report = examine()
    assert report.failed_at is Step.AUTHENTICATE
    assert report.remedies[0].kind is RemedyKind.ENTER_KEY
    assert "wrong-key" not in repr(report)


def test_what_a_server_refuses_is_left_out(house: House, examine: Examine) -> None:
    refusal = error(400, {"error": {"message": "Unknown parameter: 'stream_options'.", "param": "stream_options"}})
    with ScriptedServer(LIST, refusal, default=slowly()) as server:
        house.connect("compatible", server.base_url, models=GPT)
        assert examine().is_ready
    assert ["stream_options" in request.json for request in server.requests[1:]] == [True, False]


@pytest.mark.parametrize(
    ("reply", "remark"),
    [
        (slowly(0.03), None),
        (Reply([0.8, b"".join([*map(delta, WORDS), finish(), DONE])], hold_headers=True), Remark.IN_ONE_LUMP),
        (
            Reply(
                [0.1, b'{"choices":[{"message":{"role":"assistant","content":"1 2 3"},"finish_reason":"stop"}]}'],
                headers=JSON,
            ),
            Remark.NOT_STREAMED,
        ),
    ],
)
def test_words_that_were_held_back_are_noticed(
    house: House, examine: Examine, reply: Reply, remark: Remark | None
) -> None:
    with Paths(_v1_models=LIST, _v1_chat_completions=reply) as server:
        house.connect("compatible", server.base_url, models=GPT)
        report = examine()
    assert report.is_ready
    assert report.steps[-1].remark is remark


def test_where_nothing_listens_nothing_is_sent(house: House, examine: Examine) -> None:
    with ScriptedServer() as server:
        url = server.base_url
    house.connect("compatible", url, models=GPT)
    report = examine()
    assert (report.failed_at, report.failure and report.failure.kind) == (Step.CONNECT, FailureKind.NOTHING_THERE)


def test_a_dead_proxy_can_be_done_without(house: House, examine: Examine) -> None:
    with ScriptedServer() as gone:
        proxy = gone.url
    with Paths(_v1_models=LIST, _v1_chat_completions=answer("Fine.")) as server:
        house.connect("compatible", server.base_url, models=GPT, proxy=proxy)
        report = examine()
        assert (report.failed_at, report.failure and report.failure.kind) == (Step.CONNECT, FailureKind.PROXY_DEAD)
        assert report.remedies[0].kind is RemedyKind.USE_NO_PROXY
        assert server.requests == []
        mend(house, report)
        assert examine().is_ready


def test_without_a_key_nothing_is_sent(house: House, examine: Examine) -> None:
    with ScriptedServer() as server:
        house.connect("openai", server.base_url, models=GPT)
        report = examine()
    assert (report.failed_at, server.requests) == (Step.SETTINGS, [])


def test_a_test_can_be_stopped_at_any_time(house: House, doctor: Doctor) -> None:
    heard: list[object] = []
    with ScriptedServer(LIST, default=slowly(5.0)) as server:
        house.connect("compatible", server.base_url, models=GPT)
        run = doctor.test(house.connections["c"], "", heard.append, heard.append)
        house.drain_until(lambda: len(heard) == list(Step).index(Step.AUTHENTICATE))
        until(lambda: len(server.requests) == 2)
        told = len(heard)
        run.cancel()
        assert server.hung_up.wait(2.0)
        house.mailbox.drain()
    assert len(heard) == told


def test_how_long_a_step_took_is_told_where_it_failed(house: House, examine: Examine) -> None:
    refused = Reply([0.3, b'{"error": {"code": "invalid_api_key"}}'], 401, JSON, hold_headers=True)
    with ScriptedServer(default=refused) as server:
        house.connect("compatible", server.base_url, "sk-our-key", models=GPT)
        late = examine()
    gone = examine()
    assert took(late, Step.AUTHENTICATE) == pytest.approx(0.4, abs=0.2)
    assert took(gone, Step.CONNECT) == pytest.approx(0.0, abs=0.2)


def took(report: Report, step: Step) -> float | None:
    assert report.failed_at is step
    return next(one.seconds for one in report.steps if one.outcome is Outcome.FAILED)


class CodeServer(Paths):
    """A NextChat server, which lets in whoever knows its code."""

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != "Bearer nk-our-code":
            return error(401, {"error": True, "msg": "wrong access code"})
        return super().reply_to(request)


def test_an_access_code_that_was_entered_as_a_key_is_found_out(house: House, examine: Examine) -> None:
    with CodeServer(_api_openai_v1_chat_completions=slowly()) as server:
        house.connect("compatible", f"{server.url}/api/openai/v1", "our-code", models=GPT)
        report = examine()
        assert (report.failure and report.failure.kind, report.failed_at) == (
            FailureKind.CODE_REFUSED, Step.AUTHENTICATE,
        )  # fmt: skip
        assert (report.remedies[0].kind, report.remedies[0].value) == (RemedyKind.USE_SERVICE, "nextchat")
        mend(house, report)
        assert examine().is_ready
