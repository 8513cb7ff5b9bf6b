"""What a connection trusts beside the system, and where a certificate counts that was trusted for one server."""

from nextchat_desktop.core.connections import NO_MORE_TRUST, Connection, Trust
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied

LAB = Connection("c", "Lab", "compatible", "https://lab.example:8443/v1", trust=Trust(authorities="ours"))
TRUSTED = applied(LAB, Remedy(RemedyKind.TRUST, "theirs"))


def test_a_certificate_is_trusted_for_the_server_that_showed_it() -> None:
    assert TRUSTED.trust == Trust("ours", "theirs", "https://lab.example:8443")
    assert TRUSTED.trust.towards("https://LAB.example:8443/v1/chat/completions") == TRUSTED.trust


def test_elsewhere_the_authorities_count_and_the_certificate_does_not() -> None:
    for url in (
        "https://lab.example/v1",
        "https://other.example:8443/v1",
        "http://lab.example:8443/v1",
        "https://lab.example:8443@other.example/v1",
        "https://lab.example:8443\\@other.example/v1",
        "",
    ):
        assert TRUSTED.trust.towards(url) == Trust("ours")


def test_a_certificate_that_is_bound_to_no_server_counts_for_none() -> None:
    assert Trust(pinned="theirs").towards("") == NO_MORE_TRUST
    assert Trust(pinned="theirs").towards("https://lab.example") == NO_MORE_TRUST
    assert applied(Connection("c", "", "compatible"), Remedy(RemedyKind.TRUST, "theirs")).trust.towards("") == Trust()


def test_a_remedy_that_leads_elsewhere_does_not_take_the_certificate_along() -> None:
    moved = applied(TRUSTED, Remedy(RemedyKind.USE_ADDRESS, "https://elsewhere.example/v1"))
    assert moved.trust.towards(moved.base_url) == Trust("ours")
    back = applied(moved, Remedy(RemedyKind.USE_ADDRESS, LAB.base_url))
    assert back.trust.towards(back.base_url) == TRUSTED.trust


def test_to_trust_no_longer_leaves_the_authorities() -> None:
    assert applied(TRUSTED, Remedy(RemedyKind.FORGET_TRUST)) == LAB
