"""What a request costs: the right row of the table, and nothing made up where there is none."""

import re

import pytest

from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.prices import CURRENCIES, Price, in_order, price_of
from nextchat_desktop.providers.services import SERVICES
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.price_files import read_prices

SHIPPED = read_prices(resource("prices.json"))
SMALL = Price("gpt-4o-mini*", ("openai",), input=1.0, cached=0.5, output=4.0)
LARGE = Price("gpt-4o*", ("openai",), input=10.0, output=40.0)
MILLION = 1_000_000


def shipped(model: str, service: str, prompt: int = 0) -> Price | None:
    return price_of(SHIPPED, model, service, "c", prompt)


def test_what_is_read_and_what_is_written_have_their_own_price() -> None:
    assert SMALL.cost(Usage(prompt=2 * MILLION, reply=MILLION)) == pytest.approx(6.0)


def test_what_the_service_had_read_before_costs_less_and_what_was_thought_as_much_as_what_was_said() -> None:
    usage = Usage(prompt=2 * MILLION, reply=MILLION, reasoning=MILLION // 2, cached=MILLION)
    assert SMALL.cost(usage) == pytest.approx(1.0 + 0.5 + 4.0)
    assert LARGE.cost(usage) == pytest.approx(20.0 + 40.0), "no lower price is known"


def test_a_server_that_counts_more_of_the_past_than_was_read_does_not_make_money() -> None:
    assert SMALL.cost(Usage(prompt=10, cached=MILLION)) == pytest.approx(10 * 0.5 / MILLION)


def test_pictures_have_a_price_each() -> None:
    assert Price("draw", picture=0.04).cost(Usage(prompt=9), pictures=3) == pytest.approx(0.12)


def test_the_first_row_that_fits_counts_whoever_passes_the_model_on() -> None:
    rows = (SMALL, LARGE)
    assert price_of(rows, "GPT-4o-mini-2024-07-18", "openai", "c") is SMALL
    assert price_of(rows, "openai/gpt-4o", "openai", "c") is LARGE
    assert price_of(rows, "gpt-4o", "oneapi", "c") is None, "a reseller has prices of its own"
    assert price_of(rows, "claude-3-opus", "openai", "c") is None


def test_a_long_request_may_have_another_price() -> None:
    rows = (Price("long", input=2.0, beyond=200_000), Price("long", input=1.0))
    prices = [price_of(rows, "long", "s", "c", prompt) for prompt in (0, 199_999, 200_000)]
    assert [price.input for price in prices if price] == [1.0, 1.0, 2.0]


def test_the_price_of_one_connection_goes_before_that_of_its_service_and_both_before_any() -> None:
    anywhere, service = Price("gpt-4o*", input=3.0), Price("gpt-4o*", ("openai",), input=2.0)
    mine = Price("gpt-4o*", connection="c", input=1.0)
    rows = in_order((anywhere, service, mine), ())
    found = [price_of(rows, "gpt-4o", service, id) for service, id in (("openai", "c"), ("openai", "d"), ("own", "d"))]
    assert found == [mine, service, anywhere]


def test_of_ones_own_prices_the_closer_pattern_counts() -> None:
    rows = in_order((Price("*", connection="c", input=9.0), Price("tiny*", connection="c", input=1.0)), ())
    found = price_of(rows, "tiny-2", "s", "c")
    assert found is not None
    assert found.input == 1.0


def test_ones_own_price_takes_the_place_of_the_one_it_is_put_for_and_no_more() -> None:
    dearer = Price("gpt-4o-mini*", ("openai",), input=7.0)
    assert in_order((dearer,), (SMALL, LARGE)) == (dearer, LARGE)


def test_a_server_of_ones_own_costs_nothing_whatever_the_model() -> None:
    for service in ("ollama", "lmstudio", "llamacpp", "vllm"):
        found = shipped("gpt-4o", service)
        assert found is not None
        assert found.is_free, service


def test_the_cost_is_what_the_service_itself_says() -> None:
    """A reply of grok-3-mini said that it cost 1,330,500 ticks, of which a dollar has ten thousand million."""
    price = shipped("grok-3-mini", "xai")
    assert price is not None
    assert price.cost(Usage(prompt=291, reply=26 + 196, reasoning=196, cached=290)) == pytest.approx(0.000133050)


@pytest.mark.parametrize(
    ("model", "service", "currency", "prices"),
    [
        ("gpt-4o-mini", "openai", "USD", (0.15, 0.60)),
        ("gpt-4o-2024-05-13", "openai", "USD", (5, 15)),
        ("gpt-4-turbo", "azure", "USD", (10, 30)),
        ("claude-sonnet-4-5", "anthropic", "USD", (3, 15)),
        ("gemini-2.5-flash-lite", "google", "USD", (0.10, 0.40)),
        ("deepseek-chat", "deepseek", "CNY", (2, 3)),
        ("moonshot-v1-8k", "moonshot", "CNY", (2, 10)),
        ("moonshot-v1-8k", "moonshot-intl", "USD", (0.20, 2)),
    ],
)
def test_known_models_have_their_list_price(
    model: str, service: str, currency: str, prices: tuple[float, float]
) -> None:
    found = shipped(model, service)
    assert found is not None
    assert (found.currency, found.input, found.output) == (currency, *prices)


@pytest.mark.parametrize("model", ["gpt-9", "my-deployment", "kimi-k9", "claude-opus-9"])
def test_nobody_makes_up_a_price(model: str) -> None:
    own = ("ollama", "lmstudio", "llamacpp", "vllm")
    assert {shipped(model, row.service.id) for row in SERVICES if row.service.id not in own} == {None}


def test_every_row_of_the_table_can_be_reached_and_says_when_somebody_looked() -> None:
    keys = [price.key for price in SHIPPED]
    assert len(set(keys)) == len(keys)
    known = {row.service.id for row in SERVICES}
    for price in SHIPPED:
        assert price.services, price
        assert set(price.services) <= known, price
        assert price.currency in CURRENCIES, price
        assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", price.noted), price
        assert price.cached is None or price.cached <= price.input, price
        example = price.models.split("|")[-1].replace("*", "")
        for service in price.services:
            found = price_of(SHIPPED, example, service, "c", price.beyond)
            assert found is price or example == "", f"{price.models} is hidden by {found}"
