"""What a service offers: asked once at a time, and laid beside what a person has already chosen."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.capabilities import Capabilities, Known, capabilities
from nextchat_desktop.core.connections import Connection, Model, ModelKind
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Listed, Run
from nextchat_desktop.engine.offers import Offer, Offers, checked, chosen, offered, searched

ONE = Connection("c", "Ours", "compatible", "https://chat.example/v1")
LISTED = Listed((Model("big"), Model("small")))
BALANCE = Balance((Amount(AmountKind.LEFT, 3.5, "USD"),))
TABLE = (Known("big", vision=True, context=1000), Known("embed*", kind=ModelKind.OTHER))


def capable(model: Model) -> Capabilities:
    return capabilities(model, TABLE)


class Asked:
    """A question to a service; `say` answers it."""

    def __init__(self, deliver: Callable[[Any], None]) -> None:
        self.cancelled = False
        self._deliver = deliver

    def cancel(self) -> None:
        self.cancelled = True

    def say(self, outcome: object) -> None:
        if not self.cancelled:
            self._deliver(outcome)


class Service:
    def __init__(self) -> None:
        self.lists: list[Asked] = []
        self.balances: list[Asked] = []
        self.offers = Offers(self._models, self._balance)
        self.heard: list[Any] = []
        self.changed: list[str] = []
        self.offers.changed.listen(self.changed.append)

    def _models(self, connection: Connection, deliver: Callable[[Listed | Failed], None]) -> Run:
        self.lists.append(Asked(deliver))
        return self.lists[-1]

    def _balance(self, connection: Connection, deliver: Callable[[Balance | Failed], None]) -> Run:
        self.balances.append(Asked(deliver))
        return self.balances[-1]


@pytest.fixture
def service() -> Service:
    return Service()


def test_models_are_asked_for_and_told_once(service: Service) -> None:
    service.offers.models(ONE, service.heard.append)
    assert (service.offers.asks_models("c"), service.offers.asks_balance("c"), service.heard) == (True, False, [])
    service.lists[0].say(LISTED)
    assert (service.offers.asks_models("c"), service.heard) == (False, [LISTED])
    assert service.changed == ["c", "c"]


def test_who_hears_the_answer_may_ask_again_at_once(service: Service) -> None:
    def again(outcome: Listed | Failed) -> None:
        service.heard.append(outcome)
        service.offers.models(ONE, service.heard.append)

    service.offers.models(ONE, again)
    service.lists[0].say(Failed(FailureKind.NETWORK))
    assert service.offers.asks_models("c")
    service.lists[1].say(LISTED)
    assert service.heard == [Failed(FailureKind.NETWORK), LISTED]


def test_a_new_question_takes_the_place_of_the_one_before(service: Service) -> None:
    service.offers.models(ONE, service.heard.append)
    service.offers.models(replace(ONE, base_url="https://other.example"), service.heard.append)
    assert [asked.cancelled for asked in service.lists] == [True, False]
    service.lists[0].say(Listed(()))
    service.lists[1].say(LISTED)
    assert service.heard == [LISTED]


def test_models_and_money_are_asked_for_side_by_side(service: Service) -> None:
    service.offers.models(ONE, service.heard.append)
    service.offers.balance(ONE, service.heard.append)
    service.balances[0].say(BALANCE)
    assert (service.offers.asks_models("c"), service.offers.asks_balance("c")) == (True, False)
    assert service.heard == [BALANCE]


def test_after_cancel_nothing_is_told(service: Service) -> None:
    service.offers.models(ONE, service.heard.append)
    service.offers.balance(ONE, service.heard.append)
    service.offers.cancel("c")
    service.lists[0].say(LISTED)
    service.balances[0].say(BALANCE)
    assert (service.heard, service.offers.asks_models("c"), service.offers.asks_balance("c")) == ([], False, False)


def test_without_a_question_cancel_changes_nothing(service: Service) -> None:
    service.offers.cancel("c")
    assert service.changed == []


def test_one_connection_does_not_wait_for_another(service: Service) -> None:
    service.offers.models(ONE, service.heard.append)
    service.offers.models(replace(ONE, id="d"), service.heard.append)
    service.offers.cancel("c")
    assert (service.offers.asks_models("c"), service.offers.asks_models("d")) == (False, True)


def ids(offers: tuple[Offer, ...]) -> list[tuple[str, bool]]:
    return [(row.model.id, row.checked) for row in offers]


def test_what_is_chosen_comes_first_and_is_checked() -> None:
    rows = offered(LISTED, (Model("small", "Tiny", favourite=True),), capable)
    assert ids(rows) == [("small", True), ("big", False)]
    assert (rows[0].name, rows[0].favourite) == ("Tiny", True)


def test_what_the_service_no_longer_lists_is_shown_as_such() -> None:
    rows = offered(LISTED, (Model("old"), Model("big")), capable)
    assert [(row.model.id, row.listed) for row in rows] == [("old", False), ("big", True), ("small", True)]


def test_a_hidden_model_is_not_checked() -> None:
    assert ids(offered(LISTED, (Model("big", shown=False),), capable)) == [("big", False), ("small", False)]


def test_the_person_counts_more_than_the_service_and_that_more_than_the_table() -> None:
    listed = Listed((Model("big", "Big", vision=False, context=50), Model("mine", context=50)))
    rows = offered(listed, (Model("big"), Model("mine", vision=True, context=7)), capable)
    assert [(row.can.vision, row.can.context) for row in rows] == [(False, 50), (True, 7)]
    assert rows[0].name == "Big"
    assert offered(Listed((Model("big"),)), (), capable)[0].can == Capabilities(vision=True, context=1000)


def test_what_is_nothing_to_chat_with_is_hidden_until_it_is_asked_for() -> None:
    listed = Listed((Model("embed-1"), Model("speech", kind=ModelKind.OTHER), Model("small")))
    assert ids(offered(listed, (), capable)) == [("small", False)]
    assert len(offered(listed, (), capable, others=True)) == 3
    assert ids(offered(listed, (Model("embed-1"),), capable)) == [("embed-1", True), ("small", False)]


def test_the_services_own_choice_is_marked() -> None:
    rows = offered(replace(LISTED, default="small"), (), capable)
    assert [row.default for row in rows] == [False, True]


def test_checking_adds_at_the_end_and_leaves_the_rest_in_its_order() -> None:
    before = (Model("small", "Tiny"),)
    rows = checked(offered(LISTED, before, capable), "big", True)
    assert chosen(rows, before) == (Model("small", "Tiny"), Model("big"))


def test_unchecking_hides_and_forgets_nothing() -> None:
    before = (Model("small", "Tiny", favourite=True, options={"top_p": 1}),)
    rows = checked(offered(LISTED, before, capable), "small", False)
    after = chosen(rows, before)
    assert after == (replace(before[0], shown=False),)
    assert chosen(checked(offered(LISTED, after, capable), "small", True), after) == before


def test_rows_that_are_not_shown_stay_as_they_are() -> None:
    before = (Model("embed-1", shown=False), Model("small"))
    rows = offered(Listed((Model("embed-1"), Model("small"))), before, capable)
    assert ids(rows) == [("small", True)]
    assert chosen(rows, before) == before


@pytest.mark.parametrize(
    ("text", "found"), [("", ["a/Big-1", "small"]), ("BIG a/", ["a/Big-1"]), ("fast", ["small"]), ("big small", [])]
)
def test_a_list_is_searched_by_name_and_id(text: str, found: list[str]) -> None:
    rows = offered(Listed((Model("a/Big-1"), Model("small", "Fast one"))), (), capable)
    assert [row.model.id for row in searched(rows, text)] == found
