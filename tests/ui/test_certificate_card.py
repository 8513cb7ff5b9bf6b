"""What a person sees of a certificate before they trust it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from certificates import DAY, Held, authority, self_signed
from nextchat_desktop.net.certificates import certificate_of
from nextchat_desktop.resources import resource
from nextchat_desktop.ui.settings.checkup.certificate_card import MOST_NAMES, CertificateCard
from nextchat_desktop.ui.settings.fields import AddressText
from nextchat_desktop.ui.theme.theme import Theme
from nextchat_desktop.words.catalogue import Words

Show = Callable[[Held], CertificateCard]
ADDRESS = "https://gpu.lab:8443"


@pytest.fixture
def show(qtbot: QtBot, theme: Theme) -> Iterator[Show]:
    cards: list[CertificateCard] = []

    def shown(held: Held) -> CertificateCard:
        card = CertificateCard(Words(resource("locales"), "en"), theme)
        qtbot.addWidget(card)
        certificate = certificate_of(held.der)
        assert certificate is not None
        card.show_certificate(certificate, ADDRESS)
        card.show()
        cards.append(card)
        return card

    yield shown
    for card in cards:
        card.close()


def said(card: CertificateCard, name: str) -> str:
    label = card.findChild(QLabel, name)
    assert label is not None
    return label.text().replace("\u200b", "")


def button(card: CertificateCard, name: str) -> QAbstractButton:
    found = card.findChild(QAbstractButton, name)
    assert found is not None
    return found


def test_it_says_for_whom_by_whom_how_long_and_how_to_know_it_again(show: Show) -> None:
    held = authority("Unknown").issue("gpu", ("gpu.lab", "192.168.1.7"))
    card = show(held)
    assert said(card, "certificate-server") == ADDRESS
    assert said(card, "certificate-subject") == "gpu, Our Lab, DE"
    assert said(card, "certificate-issuer") == "Unknown, Our Lab, DE"
    assert said(card, "certificate-names") == "gpu.lab, 192.168.1.7"
    assert re.fullmatch(r"\w+ \d+, \d{4} to \w+ \d+, \d{4}", said(card, "certificate-valid"))
    assert said(card, "certificateMeaning").startswith("Only this connection will trust it, and only this certificate.")
    fingerprint = card.findChild(AddressText, "certificateFingerprint")
    assert fingerprint is not None
    pairs = fingerprint.text().replace("\n", "").split(":")
    assert (len(pairs), "".join(pairs).lower()) == (32, certificate_of(held.der).fingerprint)  # type: ignore[union-attr]


def test_one_that_nobody_vouches_for_says_so(show: Show) -> None:
    assert said(show(self_signed()), "certificate-issuer") == "itself: nobody else vouches for it"


def test_the_answer_is_told(show: Show, qtbot: QtBot) -> None:
    card = show(self_signed())
    with qtbot.waitSignal(card.trusted):
        button(card, "trustCertificateButton").click()
    with qtbot.waitSignal(card.cancelled):
        button(card, "cancelCertificateButton").click()


@pytest.mark.parametrize(
    ("begins", "ends", "sentence"),
    [(-2 * DAY, -DAY, "It ran out on "), (DAY, 2 * DAY, "It is valid from ")],
    ids=["run out", "not yet"],
)
def test_one_that_would_be_refused_all_the_same_cannot_be_trusted(
    show: Show, begins: timedelta, ends: timedelta, sentence: str
) -> None:
    card = show(self_signed(begins=begins, ends=ends))
    assert said(card, "certificateMeaning").startswith(sentence)
    assert not button(card, "trustCertificateButton").isEnabled()
    assert button(card, "cancelCertificateButton").isEnabled()


def test_of_many_names_the_first_are_said_and_the_rest_is_counted(show: Show) -> None:
    names = [f"{number}.example" for number in range(MOST_NAMES + 3)]
    assert said(show(self_signed("many", names)), "certificate-names").endswith(", 11.example, and 3 more")
    assert said(show(self_signed("none", ())), "certificate-names") == "none"


def test_it_fits_where_the_form_is_narrow_whatever_stands_in_it(show: Show) -> None:
    card = show(self_signed("x" * 64, ("y" * 60 + ".example",)))
    assert card.minimumSizeHint().width() < 420
