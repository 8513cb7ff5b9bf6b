"""The certificates that nginx shows, which are a company's own, nobody's, too old, too new or somebody else's."""

from dataclasses import replace

import pytest

from integration.desk import Desk, failure_of, text_of
from integration.typist import WORDS, Typist, came_one_by_one
from integration.web_server import Nginx
from nextchat_desktop.core.connections import NO_MORE_TRUST, Trust
from nextchat_desktop.core.events import FailureKind

TYPED = "".join(WORDS)


@pytest.mark.parametrize("face", ["own_authority", "http2"])
def test_a_company_is_trusted_where_its_authority_is(desk: Desk, web: Nginx, typist: Typist, face: str) -> None:
    desk.connect("compatible", web.url(face), trust=Trust(web.company.pem))
    assert text_of(desk.ask()) == TYPED
    assert came_one_by_one(desk.moments)
    assert desk.exchanges[-1].line.secured.startswith("TLS")


def test_it_is_trusted_by_every_name_that_it_has(desk: Desk, web: Nginx, typist: Typist) -> None:
    desk.connect("compatible", web.url("own_authority", "localhost"), trust=Trust(web.company.pem))
    assert text_of(desk.ask()) == TYPED


@pytest.mark.parametrize("face", ["own_authority", "self_signed"])
def test_nobody_is_trusted_without_being_told_to(desk: Desk, web: Nginx, typist: Typist, face: str) -> None:
    desk.connect("compatible", web.url(face))
    assert failure_of(desk.ask()).kind is FailureKind.TLS
    assert not typist.requests


@pytest.mark.parametrize(
    ("face", "kind"),
    [
        ("expired", FailureKind.CERTIFICATE_EXPIRED),
        ("not_yet", FailureKind.CLOCK),
        ("other_name", FailureKind.CERTIFICATE_NAME),
        ("self_signed", FailureKind.TLS),
    ],
)
def test_a_company_is_not_trusted_in_everything(
    desk: Desk, web: Nginx, typist: Typist, face: str, kind: FailureKind
) -> None:
    desk.connect("compatible", web.url(face), trust=Trust(web.company.pem))
    assert failure_of(desk.ask()).kind is kind
    assert not typist.requests


@pytest.mark.parametrize("face", ["self_signed", "other_name"])
def test_a_certificate_that_was_looked_at_is_enough(desk: Desk, web: Nginx, typist: Typist, face: str) -> None:
    url = web.url(face)
    desk.connect("compatible", url, trust=NO_MORE_TRUST.pinning(web.certificate(face), url))
    assert text_of(desk.ask()) == TYPED


def test_it_must_not_have_run_out_all_the_same(desk: Desk, web: Nginx, typist: Typist) -> None:
    url = web.url("expired")
    desk.connect("compatible", url, trust=NO_MORE_TRUST.pinning(web.certificate("expired"), url))
    assert failure_of(desk.ask()).kind is FailureKind.CERTIFICATE_EXPIRED
    assert not typist.requests


def test_another_certificate_than_the_one_that_was_looked_at_is_refused(desk: Desk, web: Nginx, typist: Typist) -> None:
    url = web.url("own_authority")
    desk.connect("compatible", url, trust=NO_MORE_TRUST.pinning(web.certificate("self_signed"), url))
    assert failure_of(desk.ask()).kind is FailureKind.CERTIFICATE_CHANGED
    assert not typist.requests


def test_trust_that_is_taken_back_counts_from_the_next_question_on(desk: Desk, web: Nginx, typist: Typist) -> None:
    trusting = desk.connect("compatible", web.url("own_authority"), trust=Trust(web.company.pem))
    assert text_of(desk.ask()) == TYPED
    desk.connections.save(replace(trusting, trust=NO_MORE_TRUST))
    assert failure_of(desk.ask()).kind is FailureKind.TLS, "though the line is still open"
