"""What services say of the money behind a key: where they are asked, what their answers mean, why there is none."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Account, Answered, Credentials, Endpoint
from nextchat_desktop.providers.accounts import (
    AI302,
    DEEPSEEK,
    MOONSHOT,
    MOONSHOT_INTL,
    OPENAI_BILLING,
    OPENROUTER,
    RESELLER_BILLING,
    SILICONFLOW,
    STABILITY,
)

NOVEMBER_22 = 1_795_305_600_000
"""2026-11-22, noon, in UTC milliseconds."""

LEFT, GRANTED, PAID, USED = AmountKind.LEFT, AmountKind.GRANTED, AmountKind.PAID, AmountKind.USED
MONTH, LIMIT = AmountKind.USED_THIS_MONTH, AmountKind.LIMIT
EVERY = [
    AI302, DEEPSEEK, MOONSHOT, MOONSHOT_INTL, OPENAI_BILLING, OPENROUTER, RESELLER_BILLING, SILICONFLOW, STABILITY
]  # fmt: skip


def answered(reply: object, status: int = 200) -> Answered:
    return Answered(status, "application/json", json.dumps(reply))


def told(account: Account, *replies: object) -> set[Amount]:
    balance = account.read(tuple(answered(reply) for reply in replies))
    assert isinstance(balance, Balance)
    return set(balance.amounts)


@pytest.mark.parametrize(
    ("account", "base_url", "urls"),
    [
        (
            OPENAI_BILLING,
            "https://api.openai.com/v1",
            [
                "https://api.openai.com/dashboard/billing/subscription",
                "https://api.openai.com/dashboard/billing/usage?start_date=2026-11-01&end_date=2026-11-23",
            ],
        ),
        (DEEPSEEK, "https://api.deepseek.com/v1/", ["https://api.deepseek.com/user/balance"]),
        (DEEPSEEK, "https://api.deepseek.com", ["https://api.deepseek.com/user/balance"]),
        (MOONSHOT, "https://api.moonshot.cn/v1", ["https://api.moonshot.cn/v1/users/me/balance"]),
        (SILICONFLOW, "https://api.siliconflow.cn/v1", ["https://api.siliconflow.cn/v1/user/info"]),
        (
            OPENROUTER,
            "https://openrouter.ai/api/v1",
            ["https://openrouter.ai/api/v1/credits", "https://openrouter.ai/api/v1/key"],
        ),
        (STABILITY, "https://api.stability.ai", ["https://api.stability.ai/v1/user/balance"]),
        (AI302, "https://api.302.ai/v1", ["https://api.302.ai/dashboard/balance"]),
    ],
)
def test_each_is_asked_where_it_answers(account: Account, base_url: str, urls: list[str]) -> None:
    asked = [
        account.request(place, Endpoint(base_url), Credentials("k"), NOVEMBER_22) for place in range(account.number)
    ]
    assert [request.url for request in asked] == urls
    assert all((request.method, request.body) == ("GET", None) for request in asked)
    assert all(request.headers["Authorization"] == "Bearer k" for request in asked)


def test_deepseek_tells_each_purse() -> None:
    reply = {
        "is_available": True,
        "balance_infos": [
            {"currency": "CNY", "total_balance": "110.00", "granted_balance": "10.00", "topped_up_balance": "100.00"},
            {"currency": "USD", "total_balance": "0.50"},
        ],
    }
    assert told(DEEPSEEK, reply) == {
        Amount(LEFT, 110.0, "CNY"),
        Amount(GRANTED, 10.0, "CNY"),
        Amount(PAID, 100.0, "CNY"),
        Amount(LEFT, 0.5, "USD"),
    }


def test_moonshot_counts_yuan_in_china_and_dollars_elsewhere() -> None:
    reply = {"code": 0, "data": {"available_balance": 49.5, "voucher_balance": 46.5, "cash_balance": 3}, "status": True}
    assert told(MOONSHOT, reply) == {Amount(LEFT, 49.5, "CNY"), Amount(GRANTED, 46.5, "CNY"), Amount(PAID, 3.0, "CNY")}
    assert Amount(LEFT, 49.5, "USD") in told(MOONSHOT_INTL, reply)


def test_siliconflow_tells_what_was_given_and_what_was_paid() -> None:
    reply = {
        "code": 20000,
        "data": {"name": "me", "balance": "0.88", "chargeBalance": "88.00", "totalBalance": "88.88"},
    }
    assert told(SILICONFLOW, reply) == {
        Amount(LEFT, 88.88, "CNY"),
        Amount(GRANTED, 0.88, "CNY"),
        Amount(PAID, 88.0, "CNY"),
    }


def test_openrouter_tells_the_purse_or_at_least_the_key() -> None:
    purse = {"data": {"total_credits": 100.5, "total_usage": 25.5}}
    key = {"data": {"limit": 5, "limit_remaining": 4, "usage": 1, "usage_monthly": 0.25, "is_free_tier": False}}
    assert told(OPENROUTER, purse, key) == {
        Amount(LEFT, 75.0, "USD"),
        Amount(USED, 25.5, "USD"),
        Amount(MONTH, 0.25, "USD"),
        Amount(LIMIT, 5.0, "USD"),
    }
    balance = OPENROUTER.read((answered({"error": {"code": 403, "message": "Not for this key"}}, 403), answered(key)))
    assert isinstance(balance, Balance)
    assert Amount(LEFT, 4.0, "USD") in balance.amounts


def test_a_key_without_a_limit_still_tells_what_it_used() -> None:
    key = {"data": {"limit": None, "limit_remaining": None, "usage": 1}}
    assert told(OPENROUTER, {}, key) == {Amount(USED, 1.0, "USD")}


def test_stability_and_302_count_credits_of_their_own() -> None:
    assert told(STABILITY, {"credits": 12.5}) == {Amount(LEFT, 12.5, "credits")}
    assert told(AI302, {"data": {"balance": "37.85"}}) == {Amount(LEFT, 37.85, "credits")}


SUBSCRIPTION, USAGE = {"hard_limit_usd": 20, "has_payment_method": True}, {"object": "list", "total_usage": 550}


def test_openai_tells_the_month_and_a_reseller_all_days() -> None:
    assert told(OPENAI_BILLING, SUBSCRIPTION, USAGE) == {Amount(MONTH, 5.5, "USD"), Amount(LIMIT, 20.0, "USD")}
    assert told(RESELLER_BILLING, SUBSCRIPTION, USAGE) == {
        Amount(LEFT, 14.5, "USD"),
        Amount(USED, 5.5, "USD"),
        Amount(LIMIT, 20.0, "USD"),
    }


def test_a_limit_beyond_all_money_is_none() -> None:
    assert told(RESELLER_BILLING, {"hard_limit_usd": 100000000}, USAGE) == {Amount(USED, 5.5, "USD")}


SESSION = "Your request to GET /dashboard/billing/subscription must be made with a session key."


@pytest.mark.parametrize(
    ("account", "status", "body", "kind"),
    [
        (DEEPSEEK, 401, {"error": {"message": "Authentication Fails", "code": "invalid_request_error"}}, "KEY_REFUSED"),
        (SILICONFLOW, 401, "Invalid token", "KEY_REFUSED"),
        (MOONSHOT, 500, {"error": {"message": "oops"}}, "SERVER"),
        (STABILITY, 429, {"name": "rate_limit_exceeded", "errors": ["Slow down."]}, "RATE_LIMIT"),
        (DEEPSEEK, 200, {"is_available": True, "balance_infos": []}, "SERVER"),
    ],
)
def test_a_failure_says_what_can_be_done(account: Account, status: int, body: object, kind: str) -> None:
    failed = account.read(tuple(answered(body, status) for _ in range(account.number)))
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind[kind]


@pytest.mark.parametrize(
    "answer",
    [
        answered({"error": {"message": SESSION}}, 401),
        answered({"error": {"message": "Invalid URL (GET /dashboard/billing/usage)"}}, 404),
        Answered(404, "text/html", "<html><title>Not found</title></html>"),
        Answered(200, "text/html", "<html><title>Our gateway</title></html>"),
        answered({"error": {"message": "You may not see this."}}, 403),
        Answered(405, "text/plain", "Method Not Allowed"),
    ],
)
def test_a_server_that_tells_nothing_of_money_is_not_called_a_wrong_address(answer: Answered) -> None:
    failed = RESELLER_BILLING.read((answer, answer))
    assert isinstance(failed, Failed)
    assert failed.kind is FailureKind.NOT_TOLD


NAMES = ["data", "balance", "balance_infos", "total_balance", "credits", "hard_limit_usd", "total_usage", "currency"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("nan"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
)


@given(st.lists(ANYTHING, min_size=2, max_size=2), st.sampled_from([200, 404]))
def test_no_answer_makes_a_reader_raise(replies: list[Any], status: int) -> None:
    for account in EVERY:
        answers = tuple(answered(reply, status) for reply in replies)[: account.number]
        assert isinstance(account.read(answers), Balance | Failed)
