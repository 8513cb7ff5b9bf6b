"""A connection after something was done about it."""

from dataclasses import replace

import pytest

from nextchat_desktop.core.connections import Connection, Model, Trust
from nextchat_desktop.core.remedies import Remedy, RemedyKind, applied

K = RemedyKind
OURS = Connection("c", "Ours", "compatible", "https://chat.example/v1", models=(Model("gpt", "Mine"), Model("more")))
HOT = Model("gpt", options={"temperature": 1.8, "top_p": 0.5})


@pytest.mark.parametrize(
    ("connection", "remedy", "expected"),
    [
        (
            replace(OURS, refused=frozenset({"temperature"})),
            Remedy(K.USE_ADDRESS, "https://new.example/v1"),
            replace(OURS, base_url="https://new.example/v1"),
        ),
        (
            replace(OURS, service="azure", base_url="https://x.openai.azure.com", api_version="2024-02-01"),
            Remedy(K.USE_ADDRESS, "https://x.openai.azure.com/openai/v1"),
            replace(OURS, service="azure", base_url="https://x.openai.azure.com/openai/v1"),
        ),
        (OURS, Remedy(K.USE_MODEL, "new"), replace(OURS, models=(Model("new", "Mine"), Model("more")))),
        (OURS, Remedy(K.USE_API_VERSION, "2024-10-21"), replace(OURS, api_version="2024-10-21")),
        (OURS, Remedy(K.USE_API, "responses"), replace(OURS, api="responses")),
        (
            replace(OURS, api="responses"),
            Remedy(K.USE_SERVICE, "nextchat"),
            replace(OURS, service="nextchat", base_url="https://chat.example"),
        ),
        (
            replace(OURS, base_url="https://chat.example/v1/messages"),
            Remedy(K.USE_SERVICE, "anthropic"),
            replace(OURS, service="anthropic", base_url="https://chat.example"),
        ),
        (OURS, Remedy(K.USE_PROXY, "http://127.0.0.1:7890"), replace(OURS, proxy="http://127.0.0.1:7890")),
        (replace(OURS, proxy="http://dead"), Remedy(K.USE_NO_PROXY), replace(OURS, proxy="direct")),
        (OURS, Remedy(K.TRUST, "PEM"), replace(OURS, trust=Trust(pinned="PEM", pinned_for="https://chat.example"))),
        (
            replace(OURS, trust=Trust("CA", "PEM", "https://chat.example")),
            Remedy(K.FORGET_TRUST),
            replace(OURS, trust=Trust("CA")),
        ),
        (
            replace(OURS, models=(HOT, replace(HOT, id="other"))),
            Remedy(K.CALM_DOWN, "gpt"),
            replace(OURS, models=(replace(HOT, options={"temperature": 1, "top_p": 0.5}), replace(HOT, id="other"))),
        ),
        (
            replace(OURS, extra={"temperature": 2}),
            Remedy(K.CALM_DOWN, "gpt"),
            replace(OURS, extra={"temperature": 1}),
        ),
    ],
)
def test_what_is_done_changes_what_it_says_and_nothing_else(
    connection: Connection, remedy: Remedy, expected: Connection
) -> None:
    assert applied(connection, remedy) == expected


@pytest.mark.parametrize(
    "kind", [kind for kind in RemedyKind if kind.startswith(("enter_", "open_", "check_", "test_"))]
)
def test_what_a_person_does_themselves_changes_nothing(kind: RemedyKind) -> None:
    assert applied(OURS, Remedy(kind, "something")) == OURS
