"""The last replies are remembered, the requests of each together; what is too much goes, the oldest first."""

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.exchange import Exchange, Sent
from nextchat_desktop.core.wire import ChatRequest, Purpose
from nextchat_desktop.engine.inspector import MOST, Inspector
from nextchat_desktop.resources import resource
from tongues import WRITTEN


class Errand:
    """One request, which weighs so much."""

    def __init__(self, name: str, weight: int = 10) -> None:
        self._name = name
        self.weight = weight

    def exchanges(self) -> tuple[Exchange, ...]:
        return (Exchange(0, Sent("POST", self._name, body=b"x" * (self.weight - 1))),)

    def forget_bodies(self) -> None:
        self.weight = 1


def chat(subject: str, purpose: Purpose = Purpose.CHAT) -> ChatRequest:
    return ChatRequest(ModelChoice("c", "m"), (), subject=subject, purpose=purpose)


def urls(inspector: Inspector, subject: str) -> list[str]:
    return [exchange.sent.url for exchange in inspector.exchanges(subject)]


def test_all_requests_of_a_reply_are_shown_in_their_order() -> None:
    inspector = Inspector()
    for subject, name in (("a", "first"), ("b", "other"), ("a", "again")):
        inspector.watch(chat(subject), Errand(name))
    assert urls(inspector, "a") == ["first", "again"]


def test_it_is_known_what_each_request_was_for() -> None:
    inspector = Inspector()
    inspector.watch(chat("a"), Errand("answer"))
    inspector.watch(chat("a", Purpose.TITLE), Errand("title"))
    assert [one.purpose for one in inspector.exchanges("a")] == [Purpose.CHAT, Purpose.TITLE]


def test_what_makes_no_message_is_not_remembered() -> None:
    inspector = Inspector()
    inspector.watch(chat(""), Errand("title"))
    assert urls(inspector, "") == []


def test_the_reply_that_was_asked_for_longest_ago_is_forgotten() -> None:
    inspector = Inspector()
    for number in range(MOST):
        inspector.watch(chat(str(number)), Errand(str(number)))
    inspector.watch(chat("0"), Errand("0 again"))
    inspector.watch(chat("new"), Errand("new"))
    assert urls(inspector, "0") == ["0", "0 again"]
    assert (urls(inspector, "1"), urls(inspector, "new")) == ([], ["new"])


def test_the_oldest_bodies_go_when_it_is_too_much() -> None:
    inspector, errands = Inspector(most_bytes=35), {name: Errand(name) for name in "abcde"}
    for name in "abc":
        inspector.watch(chat(name), errands[name])
    assert [errands[name].weight for name in "abc"] == [10, 10, 10]
    inspector.watch(chat("d"), errands["d"])
    assert [errands[name].weight for name in "abcd"] == [1, 10, 10, 10]
    inspector.watch(chat("e"), errands["e"])
    assert [errands[name].weight for name in "abcde"] == [1, 1, 10, 10, 10]
    assert urls(inspector, "a") == ["a"]


def test_the_newest_is_remembered_however_much_it_is() -> None:
    inspector, large = Inspector(most_bytes=35), Errand("large", 90)
    inspector.watch(chat("small"), Errand("small"))
    inspector.watch(chat("large"), large)
    assert large.weight == 90


@pytest.mark.parametrize("language", WRITTEN)
def test_the_guide_says_how_many_replies_are_remembered(language: str) -> None:
    page = (resource("guide") / language / "what-was-sent.md").read_text("utf-8")
    assert f" {MOST} " in page
