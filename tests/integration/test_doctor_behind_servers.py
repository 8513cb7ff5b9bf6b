"""What the doctor finds behind proxies and web servers of other people's making: which step fails, and why."""

import pytest

from integration.conftest import or_skipped
from integration.debian import Debian
from integration.desk import Desk
from integration.proxies import Proxy, running
from integration.through_proxies import ASKING, WITH_LOGIN, connect, cut_off
from integration.typist import SILENT, Typist
from integration.web_server import Nginx
from nextchat_desktop.core.checkup import Outcome, Remark, Report, Step
from nextchat_desktop.core.connections import Trust
from nextchat_desktop.core.events import FailureKind
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied

BEHIND = [
    ("page", Step.FIRST_WORD, FailureKind.WEB_PAGE),
    ("sign_in", Step.FIRST_WORD, FailureKind.PORTAL),
    ("moved", Step.FIRST_WORD, FailureKind.REDIRECTED),
    ("locked", Step.AUTHENTICATE, FailureKind.LOGIN_WANTED),
    ("forbidden", Step.AUTHENTICATE, FailureKind.FORBIDDEN),
    ("proxy_wanted", Step.PROXY, FailureKind.PROXY_LOGIN),
    ("unpaid", Step.FIRST_WORD, FailureKind.QUOTA),
    ("dead", Step.FIRST_WORD, FailureKind.OVERLOADED),
    ("closed", Step.FIRST_WORD, FailureKind.OVERLOADED),
    ("hung_up", Step.FIRST_WORD, FailureKind.NETWORK),
    ("nobody", Step.CONNECT, FailureKind.NOTHING_THERE),
    ("own_authority", Step.TLS, FailureKind.TLS),
    ("self_signed", Step.TLS, FailureKind.TLS),
]

TRUSTED = [
    ("expired", FailureKind.CERTIFICATE_EXPIRED),
    ("not_yet", FailureKind.CLOCK),
    ("other_name", FailureKind.CERTIFICATE_NAME),
    ("self_signed", FailureKind.TLS),
]
"""What is wrong with a certificate although the company's authority is trusted."""


@pytest.mark.parametrize(("face", "step", "kind"), BEHIND)
def test_it_names_the_step_and_the_reason(
    desk: Desk, web: Nginx, typist: Typist, face: str, step: Step, kind: FailureKind
) -> None:
    desk.connect("compatible", web.url(face))
    report = desk.test()
    assert why(report) == (step, kind)
    assert report.remedies
    assert not typist.requests


def test_it_names_a_server_that_loses_patience(desk: Desk, web: Nginx) -> None:
    desk.connect("compatible", web.url("impatient"))
    assert why(desk.test(SILENT)) == (Step.FIRST_WORD, FailureKind.OVERLOADED)


@pytest.mark.parametrize("face", ["open", "zipped"])
def test_it_finds_nothing_where_nothing_is_held_back(desk: Desk, web: Nginx, face: str) -> None:
    desk.connect("compatible", web.url(face))
    report = desk.test()
    assert report.is_ready
    assert remark(report) is None


@pytest.mark.parametrize(
    ("face", "said"),
    [("held", Remark.IN_ONE_LUMP), ("zipped_and_held", Remark.IN_ONE_LUMP), ("in_lumps", Remark.IN_LUMPS)],
)
def test_it_notices_that_words_are_held_back(desk: Desk, web: Nginx, face: str, said: Remark) -> None:
    desk.connect("compatible", web.url(face))
    report = desk.test()
    assert report.is_ready
    assert remark(report) is said


@pytest.mark.parametrize(("face", "kind"), TRUSTED)
def test_it_shows_the_certificate_that_is_wrong(desk: Desk, web: Nginx, face: str, kind: FailureKind) -> None:
    desk.connect("compatible", web.url(face), trust=Trust(web.company.pem))
    report = desk.test()
    assert why(report) == (Step.TLS, kind)
    assert report.certificate
    assert report.certificate.pem.split() == web.certificate(face).split()


@pytest.mark.parametrize("face", ["own_authority", "self_signed"])
def test_one_can_chat_once_the_certificate_that_it_showed_is_trusted(desk: Desk, web: Nginx, face: str) -> None:
    connection = desk.connect("compatible", web.url(face))
    desk.connections.save(applied(connection, remedy(desk.test(), RemedyKind.TRUST)))
    assert desk.test().is_ready


def test_one_can_chat_once_the_address_is_as_it_says(desk: Desk, web: Nginx) -> None:
    for wrong in (web.url("open").removesuffix("/v1"), web.url("open").replace("http:", "https:")):
        connection = desk.connect("compatible", wrong)
        desk.connections.save(applied(connection, remedy(desk.test(), RemedyKind.USE_ADDRESS)))
        assert desk.test().is_ready


def test_it_asks_nobody_that_a_server_redirects_to(desk: Desk, web: Nginx, stranger: Typist) -> None:
    desk.connect("compatible", web.url("moved"))
    desk.test()
    assert not stranger.requests


@pytest.mark.parametrize("scheme", ASKING)
def test_it_passes_a_proxy_that_lets_one_through(
    desk: Desk, proxy: Proxy, web: Nginx, typist: Typist, scheme: str
) -> None:
    connect(desk, scheme, web, typist)
    desk.go_through(proxy.address, proxy.password)
    report = desk.test()
    assert report.is_ready
    passed = next(checked for checked in report.steps if checked.step is Step.PROXY)
    assert (passed.outcome, dict(passed.values)["proxy"]) == (Outcome.PASSED, proxy.without_login)
    assert proxy.password not in repr(report) or not proxy.password


@pytest.mark.parametrize("scheme", ASKING)
@pytest.mark.parametrize("password", ["wrong", ""])
@pytest.mark.parametrize("proxy", WITH_LOGIN, indirect=True)
def test_it_stops_at_a_proxy_that_asks_for_another_login(
    desk: Desk, proxy: Proxy, web: Nginx, typist: Typist, scheme: str, password: str
) -> None:
    connect(desk, scheme, web, typist)
    desk.go_through(proxy.address if password else proxy.without_login, password)
    report = desk.test()
    assert report.failed_at is Step.PROXY
    assert report.failure
    assert report.failure.kind is FailureKind.PROXY_LOGIN or cut_off(report.failure, proxy)
    assert remedy(report, RemedyKind.ENTER_PROXY)


@pytest.mark.parametrize("kind", ["squid", "microsocks"])
def test_it_stops_before_a_proxy_that_is_gone_and_offers_to_do_without(
    desk: Desk, debian: Debian, web: Nginx, typist: Typist, kind: str
) -> None:
    desk.connect("compatible", typist.base_url)
    with or_skipped(running(kind, debian)) as proxy:
        desk.go_through(proxy.address, proxy.password)
    report = desk.test()
    assert why(report) == (Step.CONNECT, FailureKind.PROXY_DEAD)
    desk.connections.save(applied(desk.connections["c"], remedy(report, RemedyKind.USE_NO_PROXY)))
    assert desk.test().is_ready


def test_it_stops_where_the_proxy_lets_nobody_go(desk: Desk, squid: Proxy) -> None:
    desk.connect("compatible", "https://forbidden.test/v1")
    desk.go_through(squid.address, squid.password)
    assert why(desk.test()) == (Step.PROXY, FailureKind.PROXY)


def why(report: Report) -> tuple[Step | None, FailureKind | None]:
    return report.failed_at, report.failure.kind if report.failure else None


def remark(report: Report) -> Remark | None:
    """What is said of the words of the answer."""
    return next(checked.remark for checked in report.steps if checked.step is Step.FIRST_WORD)


def remedy(report: Report, kind: RemedyKind) -> Remedy:
    return next(remedy for remedy in report.remedies if remedy.kind is kind)
