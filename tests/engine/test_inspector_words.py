"""What is told of the requests behind a reply: what each was for, how long its steps took, and how it can be read."""

import json
from dataclasses import replace

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.exchange import Arrival, Exchange, Gap, Head, Line, Phase, Sent, Spell
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.engine.failures import told
from nextchat_desktop.engine.inspector import MOST
from nextchat_desktop.engine.inspector.reading import answer_text, head_text, request_text
from nextchat_desktop.engine.inspector.telling import Row, Teller
from nextchat_desktop.engine.inspector.times import Bar, Rate, Stage, bars, first_byte, rate
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words

ENGLISH = Words(resource("locales"), "en")
TELLER = Teller(ENGLISH)
SPELLS = (
    Spell(Phase.CONNECT, 0.0, 0.02),
    Spell(Phase.TLS, 0.02, 0.05),
    Spell(Phase.SEND, 0.05, 0.06),
    Spell(Phase.WAIT, 0.06, 0.4),
    Spell(Phase.RECEIVE, 0.4, 2.5),
)
WHOLE = Exchange(
    1,
    Sent("POST", "https://a.example/v1/chat", "/v1/chat", (("Host", "a.example"),), b'{"model":"m"}', 13),
    Line(address="192.0.2.1", secured="TLSv1.3", is_new=True),
    Head(200, "OK", (("X-Id", "7"),)),
    SPELLS,
    (Arrival(0.4, 9), Arrival(0.5, 90), Arrival(1.5, 90), Arrival(2.5, 90)),
    b"data: {}\n\n",
    10,
    first_word=0.5,
    ended=2.5,
)


def sent(target: str, body: object, status: int | None = 200, ended: float | None = 1.0) -> Exchange:
    data = json.dumps(body).encode()
    head = Head(status, "OK") if status else None
    return Exchange(0, Sent("POST", f"http://a.example{target}", target, (), data, len(data)), head=head, ended=ended)


def left_out(size: int) -> str:
    return f"[{size}]"


def test_a_request_is_read_as_it_was_sent() -> None:
    assert request_text(WHOLE.sent, left_out) == 'POST /v1/chat HTTP/1.1\nHost: a.example\n\n{"model":"m"}'
    assert request_text(Sent("GET", "http://a.example/v1"), left_out) == "GET http://a.example/v1"


def test_its_json_can_be_laid_out_and_nothing_else_can() -> None:
    assert request_text(WHOLE.sent, left_out, laid_out=True).endswith('\n\n{\n  "model": "m"\n}')
    for body in (b"{not json", b"[" * 100_000, b"7", "“”".encode()):
        other = Sent("POST", "", "/", (), body, len(body))
        assert request_text(other, left_out, laid_out=True) == request_text(other, left_out)


def test_gaps_bytes_and_pictures_are_told_in_their_places() -> None:
    picture = b"iVBORw0KGgo" * 200
    data = b'{"a":"\xff' + picture + b'"} end'
    shown = answer_text(Exchange(0, Sent("", ""), received=data, length=0, gaps=(Gap(len(data), 7),)), left_out)
    assert shown == f'{{"a":"\\xff{picture[:48].decode()}[{len(picture) - 48}]"}} end[7]'


def test_an_answer_begins_with_its_head() -> None:
    assert head_text(WHOLE) == "HTTP/1.1 200 OK\nX-Id: 7"
    assert head_text(sent("/", {}, None)) == ""


def test_each_request_says_what_it_was_for_and_what_came_of_it() -> None:
    token = sent("/oauth/token?client_id=x", {})
    refused = sent("/chat?access_token=1", {"stream": True, "stream_options": {}, "top_p": 1}, 400)
    mended = sent("/chat?access_token=2", {"stream": True})
    assert TELLER.rows((token, refused, mended, sent("/chat", {"stream": True}, None, None))) == (
        Row("Asked before it", "200 OK"),
        Row("First try", "400 OK"),
        Row("Sent again without stream_options, top_p", "200 OK"),
        Row("Sent again", "under way"),
    )
    assert TELLER.rows((sent("/chat", {}, None),)) == (Row("The request", "no answer"),)


def test_the_answer_is_thought_and_writing() -> None:
    assert bars(WHOLE, 9.0) == (
        Bar(Stage.CONNECT, 0.0, 0.02),
        Bar(Stage.TLS, 0.02, 0.05),
        Bar(Stage.SEND, 0.05, 0.06),
        Bar(Stage.WAIT, 0.06, 0.4),
        Bar(Stage.THINK, 0.4, 0.5),
        Bar(Stage.WRITE, 0.5, 2.5),
    )
    assert first_byte(WHOLE) == 0.4


def test_a_step_that_goes_on_reaches_to_now_and_one_that_was_stopped_to_the_end() -> None:
    waiting = (Spell(Phase.CONNECT, 0.0, 0.1), Spell(Phase.WAIT, 0.1))
    goes_on = Exchange(0, Sent("GET", ""), spells=waiting)
    stopped = Exchange(0, Sent("GET", ""), spells=waiting, ended=0.7)
    assert bars(goes_on, 3.0)[-1] == Bar(Stage.WAIT, 0.1, 3.0, is_over=False)
    assert bars(stopped, 3.0)[-1] == Bar(Stage.WAIT, 0.1, 0.7, is_over=False)
    assert TELLER.bar(bars(stopped, 3.0)[-1]) == "Waiting for the answer (not finished)"
    assert TELLER.trouble(goes_on) == "Right now: Waiting for the answer"
    assert TELLER.trouble(stopped) == "It was stopped in this step: Waiting for the answer"
    assert TELLER.trouble(WHOLE) == ""


def test_the_speed_is_told_in_tokens_where_the_service_counted_them() -> None:
    assert rate(WHOLE, Usage(9, 120)) == Rate(60.0, are_tokens=True)
    assert rate(WHOLE, Usage(9, 0)) == rate(WHOLE, None) == Rate(1.0, are_tokens=False)
    assert TELLER.times(WHOLE, Usage(9, 120)) == (
        ("First byte after", "400 ms"),
        ("First word after", "500 ms"),
        ("In all", "2.50 s"),
        ("Speed", "60.0 tokens per second"),
    )


def test_what_came_at_once_has_no_speed() -> None:
    at_once = Exchange(0, Sent("POST", ""), first_word=2.49, ended=2.5, arrivals=(Arrival(2.49, 9),))
    assert rate(at_once, Usage(9, 120)) is None
    assert rate(sent("/", {}), None) is None


def test_the_way_of_a_request_is_told() -> None:
    assert TELLER.way(WHOLE) == "reached 192.0.2.1 · TLSv1.3 · a new connection"
    proxied = Exchange(0, Sent("GET", ""), Line("http://proxy.example:3128", address="192.0.2.9"))
    assert TELLER.way(proxied) == (
        "through http://proxy.example:3128 · reached 192.0.2.9 · a connection that was open already"
    )
    assert TELLER.way(sent("/", {})) == ""


def test_a_failure_is_told_as_in_the_conversation() -> None:
    failed = Exchange(0, Sent("POST", ""), failure=Failed(FailureKind.KEY_REFUSED), ended=1.0)
    assert "Azure" in TELLER.trouble(failed, "Azure", "gpt")
    cut = replace(failed, failure=Failed(FailureKind.FILTERED), first_word=0.5)
    assert TELLER.trouble(cut) == told(ENGLISH, Failed(FailureKind.FILTERED), cut=True).title
    assert TELLER.trouble(replace(cut, first_word=None)) != TELLER.trouble(cut)


@pytest.mark.parametrize(("seconds", "shown"), [(0.0004, "<1 ms"), (0.012, "12 ms"), (0.9, "900 ms"), (1.25, "1.25 s")])
def test_times_are_told_as_exactly_as_they_matter(seconds: float, shown: str) -> None:
    assert TELLER.seconds(seconds) == shown


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_of_what_is_not_remembered_the_rest_is_told(language: str) -> None:
    message = Message(
        "a", Role.ASSISTANT, author="Our GPT", choice=ModelChoice("c", "gpt-4"), usage=Usage(1200, 34), seconds=2.5
    )
    said = Teller(Words(resource("locales"), language)).nothing(message)
    assert len(said.splitlines()) == 2
    assert all(part in said for part in (str(MOST), "Our GPT", "gpt-4", "1,200", "34", "2.50"))
    assert len(Teller(ENGLISH).nothing(Message("a", Role.ASSISTANT)).splitlines()) == 1
