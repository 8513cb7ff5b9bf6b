"""nginx between us and the service: what it passes on, holds back, answers itself and shows as its certificate."""

import pytest

from integration.desk import ANSWER, Desk, failure_of, text_of
from integration.servers import LLAMA_KEY
from integration.typist import NUMBERS, SILENT, SLOWLY, WORDS, Typist, came_at_once, came_one_by_one
from integration.web_server import Nginx
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.core.events import FailureKind, Finished
from nextchat_desktop.gateway.checkup import QUESTION

TYPED = "".join(WORDS)

ANSWERS_ITSELF = [
    ("page", FailureKind.WEB_PAGE),
    ("sign_in", FailureKind.PORTAL),
    ("moved", FailureKind.REDIRECTED),
    ("locked", FailureKind.LOGIN_WANTED),
    ("proxy_wanted", FailureKind.PROXY_LOGIN),
    ("unpaid", FailureKind.QUOTA),
    ("forbidden", FailureKind.FORBIDDEN),
    ("dead", FailureKind.OVERLOADED),
    ("closed", FailureKind.OVERLOADED),
    ("hung_up", FailureKind.NETWORK),
]
"""What nginx does to each question, and what a person is told of it."""


@pytest.mark.parametrize("face", ["open", "zipped"])
def test_words_come_one_by_one_where_nothing_holds_them_back(desk: Desk, web: Nginx, typist: Typist, face: str) -> None:
    desk.connect("compatible", web.url(face))
    assert text_of(desk.ask()) == TYPED
    assert came_one_by_one(desk.moments)


@pytest.mark.parametrize("face", ["held", "zipped_and_held"])
def test_words_that_are_held_back_are_all_there_in_the_end(desk: Desk, web: Nginx, typist: Typist, face: str) -> None:
    desk.connect("compatible", web.url(face))
    assert text_of(desk.ask()) == TYPED
    assert came_at_once(desk.moments)


def test_words_come_whole_out_of_lumps(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("in_lumps"))
    assert text_of(desk.ask(text=QUESTION)) == "".join(NUMBERS)
    assert 1 < len({round(moment, 1) for moment in desk.moments}) < len(NUMBERS) / 4


def test_words_come_whole_out_of_drops(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("dripping"))
    assert text_of(desk.ask()) == TYPED
    assert desk.moments[-1] - desk.moments[0] > SLOWLY / 2


@pytest.mark.parametrize("face", ["open", "held", "in_lumps", "zipped", "zipped_and_held", "dripping", "http2"])
def test_a_real_service_says_the_same_behind_it(desk: Desk, llama_behind: Nginx, face: str) -> None:
    desk.connect("llamacpp", llama_behind.url(face), trust=Trust(llama_behind.company.pem))
    assert text_of(desk.ask()) == ANSWER


@pytest.mark.parametrize(("face", "kind"), ANSWERS_ITSELF)
def test_what_it_answers_itself_is_told_apart(
    desk: Desk, web: Nginx, typist: Typist, face: str, kind: FailureKind
) -> None:
    desk.connect("compatible", web.url(face))
    assert failure_of(desk.ask()).kind is kind
    assert not typist.requests


@pytest.mark.parametrize("pages", [3_000, 3_000_000])
def test_a_question_that_is_too_large_for_it_is_named_as_such(
    desk: Desk, web: Nginx, typist: Typist, pages: int
) -> None:
    desk.connect("compatible", web.url("small"))
    assert failure_of(desk.ask(text="x" * pages)).kind is FailureKind.TOO_LARGE
    assert not typist.requests


def test_a_head_that_is_too_large_for_it_is_named_as_such(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("narrow"))
    assert isinstance(desk.ask()[-1], Finished)
    desk.connect("compatible", web.url("narrow"), key="sk-" + "x" * 2000)
    assert failure_of(desk.ask()).kind is FailureKind.TOO_LARGE


def test_it_lets_one_ask_so_often_only(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("busy"))
    assert text_of(desk.ask()) == TYPED
    assert failure_of(desk.ask()).kind is FailureKind.RATE_LIMIT


def test_it_loses_patience_with_a_service_that_thinks_for_long(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("impatient"))
    failed = failure_of(desk.ask(SILENT))
    assert (failed.kind, failed.status) == (FailureKind.OVERLOADED, 504)


def test_the_key_never_goes_where_it_redirects_to(desk: Desk, web: Nginx, stranger: Typist) -> None:
    desk.connect("compatible", web.url("moved"))
    desk.ask()
    assert web.logged("moved")[-1].status == 308
    assert LLAMA_KEY in web.logged("moved")[-1].authorization
    assert not stranger.requests


def test_nobody_goes_to_the_page_of_a_portal_with_the_key(desk: Desk, web: Nginx) -> None:
    desk.connect("compatible", web.url("sent_to_sign_in"))
    before = web.logged("page")
    assert failure_of(desk.ask()).kind in (FailureKind.REDIRECTED, FailureKind.PORTAL, FailureKind.LOGIN_WANTED)
    assert web.logged("page") == before


def test_an_open_line_is_used_again(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("open"))
    assert [text_of(desk.ask()), text_of(desk.ask())] == [TYPED, TYPED]
    first, second = web.logged("open")[-2:]
    assert first.line == second.line
    assert not desk.exchanges[-1].line.is_new


def test_plain_http_to_a_port_of_https_is_named_as_such(desk: Desk, web: Nginx) -> None:
    desk.connect("compatible", web.url("own_authority").replace("https:", "http:"))
    assert failure_of(desk.ask()).kind is FailureKind.TLS_WANTED


def test_https_to_a_port_of_plain_http_is_named_as_such(desk: Desk, web: Nginx) -> None:
    desk.connect("compatible", web.url("open").replace("http:", "https:"))
    assert failure_of(desk.ask()).kind is FailureKind.NO_TLS


def test_nothing_behind_the_port_is_named_as_such(desk: Desk, web: Nginx) -> None:
    desk.connect("compatible", web.url("nobody"))
    assert failure_of(desk.ask()).kind is FailureKind.NOTHING_THERE
