"""What `connections test --json` prints, field by field: other programs read it, so nothing in it changes unnoticed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from certificates import self_signed
from scripted import Reply, Request, ScriptedServer, answer, error
from test_cli import Terminal

WHOLE = Path(__file__).parent / "doctor_json"
"""Whole examples. Times, ports, sentences and what is made anew for each run stand as `<what it is>`."""

PROSE = frozenset({"title", "meaning", "text", "note"})
"""What is for people, and in their language."""

KEY = "sk-only-for-this-run-0123456789"


class Service(ScriptedServer):
    """Has two models and lets one key in."""

    def reply_to(self, request: Request) -> Reply:
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return error(401, {"error": {"message": "Incorrect API key provided.", "code": "invalid_api_key"}})
        if request.method == "GET":
            return error(200, {"data": [{"id": "gpt"}, {"id": "gpt-4o-mini"}]})
        if request.json["model"] != "gpt":
            return error(404, {"error": {"message": "The model does not exist", "code": "model_not_found"}})
        return answer("1 ", "2 ", "3 ", "4 ")


def told(terminal: Terminal, server: ScriptedServer, *more: str, code: int, **environ: str) -> dict[str, Any]:
    if not terminal.listed():
        terminal.connect(server, "--name", "Ours")
    command = ("connections", "test", "Ours", "--json", "--key-stdin", *more)
    outcome = terminal.run(*command, typed=f"{KEY}\n", **environ)
    assert (outcome.code, outcome.errors) == (code, "")
    report: dict[str, Any] = json.loads(outcome.output)
    return report


def settled(value: Any, server: ScriptedServer, name: str = "") -> Any:
    """What is another in each run is called by what it is, after a look at whether it is that."""
    if isinstance(value, dict):
        return {key: settled(one, server, key) for key, one in value.items()}
    if isinstance(value, list):
        return [settled(one, server) for one in value]
    if name == "seconds" and isinstance(value, float | int):
        assert 0 <= value < 60
        return "<seconds>"
    if not isinstance(value, str):
        return value
    if name in PROSE:
        return "<text>" if value else ""
    for pattern, word in (
        (r"-----BEGIN CERTIFICATE-----\n[\w+/=\n]+-----END CERTIFICATE-----\n", "<pem>"),
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", "<time>"),
        (r"[0-9a-f]{64}", "<sha256>"),
    ):
        value = word if re.fullmatch(pattern, value) else value
    return re.sub(rf":{server.port}\b", ":<port>", re.sub(r" \(_ssl\.c:\d+\)", "", value))


def golden(name: str) -> Any:
    return json.loads((WHOLE / f"{name}.json").read_text("utf-8"))


def in_order(value: Any) -> str:
    """As it is printed, so that the order of the fields counts, too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


@pytest.fixture
def terminal(home: Path) -> Terminal:
    return Terminal(home)


def test_a_connection_that_works(terminal: Terminal) -> None:
    with Service() as server:
        report = told(terminal, server, code=0)
    assert in_order(settled(report, server)) == in_order(golden("working"))


def test_a_connection_that_fails(terminal: Terminal) -> None:
    with Service() as server:
        report = told(terminal, server, "--model", "gpt-4-o-mini", code=3)
    assert in_order(settled(report, server)) == in_order(golden("failing"))


def test_a_server_that_nobody_vouches_for(terminal: Terminal) -> None:
    with Service(tls=self_signed().server) as server:
        report = told(terminal, server, code=3)
    assert server.requests == []
    assert in_order(settled(report, server)) == in_order(golden("untrusted"))


def test_a_service_that_asks_to_wait(terminal: Terminal) -> None:
    slowed = Reply(
        [b'{"error": {"message": "Slow down."}}'], 429, {"content-type": "application/json", "retry-after": "7"}
    )
    with ScriptedServer(default=slowed) as server:
        failure = told(terminal, server, code=3)["failure"]
    assert (failure["kind"], failure["status"], failure["retry_after"]) == ("rate_limit", 429, 7.0)


def test_times_are_told_in_seconds_and_their_fractions(terminal: Terminal) -> None:
    late = Reply([0.3, *answer("1 ", "2 ").script], hold_headers=True)
    with ScriptedServer(error(200, {"data": [{"id": "gpt"}]}), default=late) as server:
        steps = {step["step"]: step["seconds"] for step in told(terminal, server, code=0)["steps"]}
    assert 0.3 <= steps["first_word"] < 5
    assert steps["first_word"] % 1 > 0
    assert 0 < steps["connect"] < 0.3


def test_a_field_that_is_refused_is_named(terminal: Terminal) -> None:
    refused = error(400, {"error": {"message": "Unknown parameter: 'stream_options'.", "param": "stream_options"}})
    with ScriptedServer(default=refused) as server:
        failure = told(terminal, server, code=3)["failure"]
    assert (failure["kind"], failure["field"]) == ("parameter_refused", "stream_options")


@pytest.mark.parametrize("model", ["gpt", "gpt-4-o-mini"])
def test_only_what_is_for_people_is_in_their_language(terminal: Terminal, model: str) -> None:
    with Service() as server:
        code = 0 if model == "gpt" else 3
        english = told(terminal, server, "--model", model, code=code)
        chinese = told(terminal, server, "--model", model, code=code, LANG="zh_CN.UTF-8")
    assert english["title"] != chinese["title"]
    assert settled(english, server) == settled(chinese, server)
