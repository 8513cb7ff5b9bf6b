"""What is asked for a backup of NextChat's on the net, by what people enter, and what is made of the answers."""

import json
from base64 import b64decode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.clouds import Cloud, Shelter
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.fetching import Absent, Gained, Order, Stretch
from nextchat_desktop.interchange.nextchat_cloud import cloud_in, order_of

FILE = "chatgpt-next-web/backup.json"
SYNC = {
    "provider": "upstash",
    "useProxy": False,
    "proxyUrl": "https://next.example",
    "webdav": {"endpoint": "https://dav.example/dav", "username": "ann", "password": "dav-secret"},
    "upstash": {"endpoint": "https://eu1.upstash.io", "username": "ours", "apiKey": "up-secret"},
    "lastSyncTime": 0,
}


def webdav(address: str, user: str = "ann", secret: str = "geheim", server: str = "") -> Order:
    order = order_of(Cloud(Shelter.WEBDAV, address, user, secret, server))
    assert isinstance(order, Order)
    return order


def upstash(address: str = "https://eu1.upstash.io", user: str = "", secret: str = "token", server: str = "") -> Order:
    order = order_of(Cloud(Shelter.UPSTASH, address, user, secret, server))
    assert isinstance(order, Order)
    return order


def login(order: Order) -> str:
    return b64decode(order.first.request.headers["Authorization"].removeprefix("Basic ")).decode()


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://dav.example/dav", f"https://dav.example/dav/{FILE}"),
        ("https://dav.example/dav/", f"https://dav.example/dav/{FILE}"),
        (" dav.example/dav ", f"https://dav.example/dav/{FILE}"),
        ("http://nas.local:5005", f"http://nas.local:5005/{FILE}"),
        ("https://dav.example/chatgpt-next-web/", f"https://dav.example/{FILE}"),
        (f"https://dav.example/{FILE}", f"https://dav.example/{FILE}"),
        ("https://dav.example/my files?x=1#y", f"https://dav.example/my%20files/{FILE}"),
        ("https://bob:pw@dav.example/dav", f"https://dav.example/dav/{FILE}"),
    ],
)
def test_the_backup_lies_in_a_folder_below_the_address(address: str, url: str) -> None:
    request = webdav(address).first.request
    assert (request.method, request.url, request.body) == ("GET", url, None)


def test_user_and_password_may_have_any_letters() -> None:
    assert login(webdav("https://dav.example", "änn", "пароль:1")) == "änn:пароль:1"


def test_a_login_in_the_address_counts_where_none_was_entered() -> None:
    assert login(webdav("https://bob:p%40w@dav.example", "", "")) == "bob:p@w"
    assert login(webdav("https://bob:p%40w@dav.example", "ann", "mine")) == "ann:mine"


def test_a_server_of_nextchat_is_told_where_to_fetch_it() -> None:
    order = webdav("https://dav.example/dav", server="next.example/#/settings")
    assert (
        order.first.request.url == f"https://next.example/api/webdav/{FILE}?endpoint=https%3A%2F%2Fdav.example%2Fdav%2F"
    )
    asked = upstash(server="https://next.example/api/upstash/").first.request.url
    end = "/?endpoint=https%3A%2F%2Feu1.upstash.io"
    assert asked == f"https://next.example/api/upstash/get/chatgpt-next-web-chunk-count{end}"


@pytest.mark.parametrize(
    "address", ["", "ftp://dav.example", "https://", "https://a b", "https://a@b@c", "https://[::1"]
)
@pytest.mark.parametrize("shelter", Shelter)
def test_an_address_that_names_no_server_is_not_asked(address: str, shelter: Shelter) -> None:
    assert order_of(Cloud(shelter, address)) == Failed(FailureKind.BAD_ENDPOINT)
    assert order_of(Cloud(shelter, "https://dav.example", server="ftp://x")) == Failed(FailureKind.BAD_ENDPOINT)


@pytest.mark.parametrize("token", ["to ken", "tökén", "to\nken"])
def test_a_token_that_is_none_is_sent_nowhere(token: str) -> None:
    assert order_of(Cloud(Shelter.UPSTASH, "https://x", "", token)) == Failed(FailureKind.BAD_KEY)


def following(stretch: Stretch, result: Any) -> Gained | Absent | Failed:
    assert stretch.read is not None
    return stretch.read(json.dumps({"result": result}).encode())


def test_pieces_are_joined_without_anything_between() -> None:
    stretch: Stretch | None = upstash(user="ours").first
    answers = {
        "ours-chunk-count": "3",
        "ours-chunk-0": '{"a":"你',
        "ours-chunk-1": "好 \U0001f44b",
        "ours-chunk-2": '"}',
    }
    whole, shares = b"", []
    while stretch is not None:
        gained = following(stretch, answers[stretch.request.url.rpartition("/")[2]])
        assert isinstance(gained, Gained)
        whole, stretch = whole + gained.data, gained.next
        shares.append(round(gained.share, 2))
    assert whole.decode() == '{"a":"你好 \U0001f44b"}'
    assert shares == [0, 0.33, 0.67, 1]


def test_every_piece_is_asked_for_with_the_token() -> None:
    order = upstash(secret=" token ")
    counted = following(order.first, 1)
    assert isinstance(counted, Gained)
    assert counted.next is not None
    for stretch in (order.first, counted.next):
        assert stretch.request.headers["Authorization"] == "Bearer token"


@pytest.mark.parametrize("count", [None, 0, "0", "", "-1", "many", "9" * 40, [], {}, "1e3", "٣", True, "20001"])
def test_a_number_of_pieces_that_is_none_means_that_nothing_is_there(count: Any) -> None:
    assert following(upstash().first, count) == Absent()


def test_a_missing_piece_ends_the_file() -> None:
    counted = following(upstash().first, 2)
    assert isinstance(counted, Gained)
    assert counted.next is not None
    assert following(counted.next, None) == Gained(b"", None, 1.0)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"[]", b"null", b'{"error":"ERR wrong"}', b"[" * 100_000])
def test_an_answer_that_is_none_is_a_failure(body: bytes) -> None:
    read = upstash().first.read
    assert read is not None
    outcome = read(body)
    assert isinstance(outcome, Failed)
    assert outcome.kind is FailureKind.BAD_ENDPOINT


@given(st.binary(max_size=200))
def test_any_bytes_may_come(body: bytes) -> None:
    first = upstash().first
    counted = following(first, 1)
    assert isinstance(counted, Gained)
    assert counted.next is not None
    for stretch in (first, counted.next):
        assert stretch.read is not None
        assert isinstance(stretch.read(body), Gained | Absent | Failed)


def test_settings_of_a_sync_are_recognised_however_they_are_wrapped() -> None:
    wanted = Cloud(Shelter.UPSTASH, "https://eu1.upstash.io", "ours", "up-secret")
    state = json.dumps({"state": SYNC, "version": 1.2})
    for text in (json.dumps(SYNC), state, json.dumps({"sync": SYNC}), json.dumps({"sync": state}), f"sync  {state} \n"):
        assert cloud_in(text) == wanted


def test_the_provider_that_is_named_goes_first_and_the_server_counts_where_it_is_used() -> None:
    cloud = cloud_in(json.dumps({**SYNC, "provider": "webdav", "useProxy": True}))
    assert cloud == Cloud(Shelter.WEBDAV, "https://dav.example/dav", "ann", "dav-secret", "https://next.example")
    only = cloud_in(json.dumps({"provider": "upstash", "webdav": SYNC["webdav"]}))
    assert only is not None
    assert only.shelter is Shelter.WEBDAV


@pytest.mark.parametrize(
    "text", ["", "{}", "}{", "https://dav.example", '{"webdav":3}', '{"webdav":{"endpoint":[]}}', '{"a":' * 50_000]
)
def test_what_is_no_such_block_is_not_taken_for_one(text: str) -> None:
    assert cloud_in(text) is None


@given(st.recursive(st.none() | st.booleans() | st.text(), lambda one: st.dictionaries(
    st.sampled_from(["sync", "state", "webdav", "upstash", "endpoint", "provider", "useProxy", "proxyUrl"]), one
)))  # fmt: skip
def test_any_block_may_be_pasted(block: Any) -> None:
    found = cloud_in(json.dumps(block))
    assert found is None or isinstance(order_of(found), Order | Failed)


def test_half_a_letter_in_a_name_does_no_harm() -> None:
    assert upstash(user="a\ud800").first.request.url.endswith("/get/a%3F-chunk-count")
    assert login(webdav("https://dav.example", "a\ud800")) == "a?:geheim"


def test_nothing_secret_is_seen_by_chance() -> None:
    cloud = cloud_in(json.dumps(SYNC))
    assert cloud is not None
    order = order_of(cloud)
    assert "up-secret" not in repr(cloud) + repr(order)
