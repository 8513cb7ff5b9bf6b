"""What nobody else needs to read is taken out in whichever way it is written, and nothing else is."""

import json
from base64 import b64encode, urlsafe_b64encode
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nextchat_desktop.core.abridging import abridged, limited
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.exchange import Exchange, Gap, Head, Sent, shown
from nextchat_desktop.core.masking import MASK, Mask, masked_text

KEY = "sk-proj-1234567890/+abc"

SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=8, max_size=40)
BODIES = st.binary(max_size=200)


@pytest.mark.parametrize(
    "written",
    [
        KEY,
        quote(KEY, safe=""),
        quote(KEY),
        quote_plus(KEY).replace("%2F", "%2f").replace("%2B", "%2b"),
        json.dumps(KEY)[1:-1],
        KEY.replace("/", "\\/"),
        b64encode(f"ann:{KEY}".encode()).decode(),
        urlsafe_b64encode(f"x{KEY}".encode()).decode(),
        b64encode(f"ab{KEY}".encode()).decode(),
        b64encode(f"{KEY}:".encode()).decode(),
    ],
)
def test_a_key_is_known_in_every_way_it_is_written(written: str) -> None:
    shown_text = masked_text(f"before {written} after", (KEY,))
    assert MASK in shown_text
    assert shown_text.startswith("before ")
    assert shown_text.endswith(" after")
    assert not any(part in shown_text for part in (written, KEY, written[4:-4]))


@pytest.mark.parametrize(
    ("name", "value", "seen"),
    [
        ("Authorization", f"Bearer {KEY}", f"Bearer {MASK}"),
        ("authorization", "Basic YW5uOnB3", f"Basic {MASK}"),
        ("Authorization", "TC3-HMAC-SHA256 Credential=id/x, Signature=ab", f"TC3-HMAC-SHA256 {MASK}"),
        ("Authorization", "open sesame", MASK),
        ("Proxy-Authorization", "Basic YW5uOnB3", f"Basic {MASK}"),
        ("api-key", KEY, MASK),
        ("X-Goog-Api-Key", "unknown", MASK),
        ("cf-aig-authorization", "Bearer unknown", f"Bearer {MASK}"),
        ("Set-Cookie", "session=1", MASK),
        ("X-Auth-Token", "unknown", MASK),
        ("X-Team", f"ours {KEY}", f"ours {MASK}"),
        ("X-Code", "abc", MASK),
        ("x-ratelimit-remaining-tokens", "149984", "149984"),
        ("Proxy-Authenticate", 'Basic realm="ours"', 'Basic realm="ours"'),
        ("Content-Type", "application/json", "application/json"),
    ],
)
def test_a_header_is_shown_without_what_is_secret_in_it(name: str, value: str, seen: str) -> None:
    assert Mask((KEY, "abc")).header(name, value) == seen


@pytest.mark.parametrize(
    ("url", "seen"),
    [
        (f"https://a.example/v1?key={KEY}&alt=sse", f"https://a.example/v1?key={MASK}&alt=sse"),
        ("/rpc?access_token=24.abc", f"/rpc?access_token={MASK}"),
        ("/oauth?client_id=ours-8&client_secret=s", f"/oauth?client_id={MASK}&client_secret={MASK}"),
        ("https://ann:pw@a.example/v1", "https://a.example/v1"),
        ("/v1/models?pageToken=next&pageSize=9", "/v1/models?pageToken=next&pageSize=9"),
        ("/openai/x?api-version=2024-10-21", "/openai/x?api-version=2024-10-21"),
        ("/a//ann@b", "/a//ann@b"),
    ],
)
def test_an_address_is_shown_without_what_is_secret_in_it(url: str, seen: str) -> None:
    assert Mask((KEY, "ours-8")).url(url) == seen


def test_what_a_service_gives_for_a_key_is_masked_before_anybody_knows_it() -> None:
    given_out = b'{"access_token": "24.a", "refresh_token":"25.b", "expires_in": 3, "session_key": "9m'
    assert Mask(()).answer(given_out) == (
        f'{{"access_token": "{MASK}", "refresh_token":"{MASK}", "expires_in": 3, "session_key": "{MASK}'.encode()
    )


def test_words_that_are_as_short_as_an_access_code_stay_in_a_body() -> None:
    assert Mask(("hello",)).body(b'{"content":"hello"}') == b'{"content":"hello"}'


def test_the_beginning_of_a_secret_at_the_cut_of_a_body_is_masked() -> None:
    mask = Mask((KEY,))
    assert mask.body(f"a {KEY[:9]}".encode(), is_cut=True) == f"a {MASK}".encode()
    assert mask.body(f"a {KEY[:9]}".encode()) == f"a {KEY[:9]}".encode()
    assert mask.body(f"a {KEY[:9]} b".encode(), is_cut=True) == f"a {KEY[:9]} b".encode()


@given(st.lists(SECRETS, min_size=1, max_size=3), BODIES, BODIES)
@example(["abcdefgh", "efghabcd"], b"abcdefghabcd", b"")
def test_no_secret_is_shown_wherever_it_stood(secrets: list[str], before: bytes, after: bytes) -> None:
    secret = secrets[0]
    forms = (secret, quote(secret, safe=""), json.dumps(secret)[1:-1])
    bodies = [before + form.encode() + after for form in forms]
    for form, body in zip(forms, bodies, strict=True):
        sent = Sent("POST", f"https://a.example/{form}", form, (("X-Any", f"a{form}"),), body, len(body))
        seen = shown(Exchange(0, sent, head=Head(200, form, (("x-echo", form),)), received=body), Mask(secrets))
        texts = (seen.sent.url, seen.sent.target, repr(seen.sent.headers), repr(seen.head))
        assert not any(other in text for text in texts for other in secrets)
        assert not any(other.encode() in data for data in (seen.sent.body, seen.received) for other in secrets)
        assert seen.sent.hides


@given(SECRETS, BODIES)
def test_a_body_without_a_secret_is_shown_byte_for_byte(secret: str, body: bytes) -> None:
    seen = shown(Exchange(0, Sent("POST", "", body=body), received=body), Mask((f"§{secret}§",)))
    assert (seen.sent.body, seen.received, seen.sent.hides) == (body, body, False)


def test_of_two_secrets_the_one_that_begins_like_the_other_is_masked_whole() -> None:
    assert masked_text("sk-1234 and sk-1234-team", ("sk-1234", "sk-1234-team")) == f"{MASK} and {MASK}"


def test_what_a_server_quotes_is_masked_in_every_word_of_the_failure_and_every_name_of_a_header() -> None:
    head = Head(401, f"No {KEY}", ((f"x-{KEY}", "1"),))
    failure = Failed(FailureKind.KEY_REFUSED, f"Bad key {KEY}", 401, f"bad_{KEY}")
    seen = shown(Exchange(0, Sent("POST", "https://a.example"), head=head, failure=failure), Mask((KEY,)))
    assert seen.failure == Failed(FailureKind.KEY_REFUSED, f"Bad key {MASK}", 401, f"bad_{MASK}")
    assert seen.head == Head(401, f"No {MASK}", ((f"x-{MASK}", "1"),))


def test_gaps_are_told_where_they_are_once_a_secret_is_gone() -> None:
    sent = Sent("POST", "", body=f"{KEY} picture and {KEY[:8]}".encode(), length=99, gaps=(Gap(31, 40), Gap(44, 20)))
    seen = shown(Exchange(0, sent), Mask((KEY,))).sent
    assert seen.body.decode() == f"{MASK} picture and {MASK}"
    assert [seen.body[: gap.at].decode() for gap in seen.gaps] == [f"{MASK} picture", f"{MASK} picture and {MASK}"]


def test_of_a_picture_its_beginning_is_left() -> None:
    picture = b64encode(bytes(range(256)) * 40)
    body = b'{"url":"data:image/png;base64,' + picture + b'","text":"What is this?"}'
    left, (gap,) = abridged(body)
    assert left == b'{"url":"data:image/png;base64,' + picture[:48] + b'","text":"What is this?"}'
    assert body[: gap.at] == left[: gap.at]
    assert gap.size == len(body) - len(left)
    assert abridged(b"no picture " * 500) == (b"no picture " * 500, ())


def test_what_is_long_is_abridged_before_it_is_cut() -> None:
    picture = b"A" * 3000
    assert limited(picture + b" and words", 3010) == (picture + b" and words", ())
    assert limited(picture + b" and words", 3009) == (b"A" * 48 + b" and words", (Gap(48, 2952),))
    assert limited(b"words " * 10, 12) == (b"words words ", (Gap(12, 48),))
    kept, gaps = limited(picture + b" and words", 50)
    assert (len(kept), sum(gap.size for gap in gaps)) == (50, 2960)


@given(st.binary(max_size=60), st.integers(0, 40))
def test_what_is_left_and_what_was_left_out_make_the_whole(data: bytes, most: int) -> None:
    kept, gaps = limited(data, most)
    assert len(kept) + sum(gap.size for gap in gaps) == len(data)
