"""`connections test`, typed as a person or a script would type it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from nextchat_desktop.core.checkup import Remark, Step
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.remedies import RemedyKind
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words
from scripted import HTML, Reply, Request, ScriptedServer, answer, error
from test_cli import Outcome, Terminal

ROOT = Path(__file__).parents[1]
LISTED = error(200, {"data": [{"id": "gpt"}, {"id": "other"}]})
REFUSED = error(401, {"error": {"message": "Incorrect API key provided: sk-very-secret.", "code": "invalid_api_key"}})


class Service(ScriptedServer):
    """Lists its models and counts to four; with `refusal` it says that to everything instead."""

    refusal: Reply | None = None

    def reply_to(self, request: Request) -> Reply:
        if self.refusal is not None:
            return self.refusal
        return LISTED if request.method == "GET" else answer("1 ", "2 ", "3 ", "4 ")


@pytest.fixture
def terminal(home: Path) -> Terminal:
    return Terminal(home)


@pytest.fixture
def service() -> Any:
    with Service() as service:
        yield service


def report_of(terminal: Terminal, *more: str, code: int = 0, typed: str = "") -> dict[str, Any]:
    outcome = terminal.run("connections", "test", "Ours", "--json", *more, typed=typed)
    assert (outcome.code, outcome.errors) == (code, "")
    report: dict[str, Any] = json.loads(outcome.output)
    return report


def test_a_connection_that_works_is_said_to_be_ready(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    outcome = terminal.run("connections", "test", "ours")
    assert (outcome.code, outcome.errors) == (0, "")
    *steps, last = outcome.output.splitlines()
    assert last.startswith("Test: ready to chat · ")
    assert any(line.startswith("✓ First word streamed") for line in steps)
    assert not any(line.startswith("✗") for line in steps)


def test_a_connection_that_does_not_work_says_where_it_ends_and_what_helps(
    terminal: Terminal, service: Service
) -> None:
    terminal.connect(service, "--name", "Ours")
    service.refusal = REFUSED
    outcome = terminal.run("connections", "test", "Ours", "--key-stdin", typed="sk-very-secret\n")
    assert outcome.code == 3
    assert "✗ Not let in" in outcome.output
    assert "Ours did not accept this key" in outcome.output
    assert "401 invalid_api_key · Incorrect API key provided" in outcome.output
    assert "sk-very-secret" not in outcome.output
    assert "What can be done:\n  · Enter the key" in outcome.output


def test_chinese_is_spoken_to_those_who_read_it(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    outcome = terminal.run("connections", "test", "Ours", LANG="zh_CN.UTF-8")
    assert "测试：可以聊天" in outcome.output


def test_programs_are_told_each_step_once_and_in_order(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    report = report_of(terminal)
    assert [step["step"] for step in report["steps"]] == list(Step)
    assert (report["ready"], report["failure"], report["remedies"], report["model"]) == (True, None, [], "gpt")
    seconds = {step["step"]: step["seconds"] for step in report["steps"]}
    assert all(seconds[name] is not None for name in ("connect", "models", "first_word"))
    assert report["seconds"] >= max(one for one in seconds.values() if one is not None)


def test_programs_are_told_a_failure_by_names_that_stay(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    service.refusal = REFUSED
    report = report_of(terminal, "--key-stdin", code=3, typed="sk-very-secret\n")
    failure = report["failure"]
    assert (report["ready"], failure["step"], failure["kind"], failure["status"]) == (
        False, "authenticate", "key_refused", 401,
    )  # fmt: skip
    assert [remedy["kind"] for remedy in report["remedies"]][:1] == ["enter_key"]


def test_another_model_can_be_tested_by_its_name(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours", "--model-name", "Best")
    assert report_of(terminal, "--model", "Best")["model"] == "gpt"
    assert report_of(terminal, "--model", "other")["model"] == "other"
    assert json.loads(service.requests[-1].body)["model"] == "other"


def test_a_key_for_this_run_is_not_kept(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    outcome = terminal.run("connections", "test", "Ours", "--key-stdin", "--json", typed="sk-only-now-0123456789\n")
    assert "sk-only-now" not in outcome.output
    assert all(one.headers["authorization"] == "Bearer sk-only-now-0123456789" for one in service.requests)
    service.requests.clear()
    terminal.run("connections", "test", "Ours")
    assert not any("authorization" in one.headers for one in service.requests)


def test_nobody_by_that_name_is_wrong_use(terminal: Terminal) -> None:
    assert terminal.run("connections", "test", "nobody").code == 2


@pytest.mark.parametrize("form", [(), ("--json",)])
@pytest.mark.parametrize("said", ["\x1b[31mred\x07", "\x9b31mred\x7f", "evil\u202egnp.exe \u2066a\u2069"])
def test_what_a_server_says_cannot_work_the_terminal(
    terminal: Terminal, service: Service, said: str, form: tuple[str, ...]
) -> None:
    terminal.connect(service, "--name", "Ours")
    pages = [Reply([f"<title>{said}</title>".encode()], 404, HTML), error(404, {"error": {"message": said}})]
    pages.append(error(404, {"error": {"message": f"The model {said} does not exist", "code": "model_not_found"}}))
    for page in pages:
        service.refusal = page
        outcome: Outcome = terminal.run("connections", "test", "Ours", *form)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", outcome.output)


def test_what_is_typed_cannot_work_the_terminal(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    outcome = terminal.run("connections", "test", "Ours", "--model", "ot\x1b[31mher")
    assert "her" in outcome.output
    assert "\x1b" not in outcome.output


def test_what_programs_are_told_is_documented(terminal: Terminal, service: Service) -> None:
    terminal.connect(service, "--name", "Ours")
    service.refusal = REFUSED
    page = (ROOT / "docs" / "doctor.md").read_text("utf-8")
    report = report_of(terminal, code=3)
    names = {*report, *report["steps"][0], *report["failure"], *report["remedies"][0]}
    assert {name for name in names if f"`{name}`" not in page} == set()
    words = (*Step, *FailureKind, *RemedyKind, *Remark)
    assert {word for word in words if f"`{word}`" not in page} == set()


def test_what_kinds_of_failure_mean_is_documented_in_the_words_of_the_program() -> None:
    page = (ROOT / "docs" / "doctor.md").read_text("utf-8")
    english = Words(resource("locales"), "en")
    told = {f"| `{kind}` | {english(f'failure.{kind}.title', service='X', model='X')} |" for kind in FailureKind}
    assert told - set(page.splitlines()) == set()
