"""What a request counts for, where the service has told everything, something or nothing."""

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Usage
from nextchat_desktop.core.ledger import Entry, Outcome, counted, sum_of
from nextchat_desktop.core.wire import Purpose


@pytest.mark.parametrize("kind", [FailureKind.TIMEOUT, FailureKind.EMPTY, FailureKind.FILTERED])
def test_what_broke_off_without_a_word_may_have_been_read(kind: FailureKind) -> None:
    assert counted(None, Failed(kind), 10, "", 0) == (Usage(10, 0), True)


def test_who_has_painted_something_has_read_the_question_whatever_came_then() -> None:
    assert counted(None, Failed(FailureKind.QUOTA), 10, "", 1) == (Usage(10, 0), True)


def test_what_cost_nothing_adds_no_money_and_is_not_of_unknown_price() -> None:
    free = Entry("e", 1, "d", Purpose.CHAT, Outcome.FINISHED, "c", "m", ModelChoice("a", "b"), cost=0.0, currency="USD")
    added = sum_of(free)
    assert (added.costs, added.unpriced) == ((), 0)
