"""How a connection did the last time, as its dot in the settings says it."""

import pytest

from nextchat_desktop.core.checkup import Checked, Outcome, Report, Step
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Failed, FailureKind, Finished, StreamEvent, TextDelta
from nextchat_desktop.core.wire import ChatRequest, Deliver, Run
from nextchat_desktop.engine.standings import Standing, Standings

CHAT = ChatRequest(ModelChoice("c", "tiny"), ())


class Nowhere:
    """Replies that say what they are told to."""

    def __init__(self) -> None:
        self.says: Deliver | None = None

    def start(self, chat: ChatRequest, deliver: Deliver) -> Run:
        self.says = deliver
        return self

    def cancel(self) -> None:
        self.says = None


class Chatting:
    """Standings over such replies, and what was heard of them."""

    def __init__(self) -> None:
        self._nowhere = Nowhere()
        self.standings = Standings(self._nowhere.start)
        self.heard: list[StreamEvent] = []
        self.told: list[str] = []
        self.standings.changed.listen(self.told.append)

    def ask(self) -> None:
        self.standings.start(CHAT, self.heard.append)

    def answer(self, *events: StreamEvent) -> None:
        assert self._nowhere.says is not None
        for event in events:
            self._nowhere.says(event)


@pytest.fixture
def chatting() -> Chatting:
    return Chatting()


def test_nothing_is_known_before_the_first_answer(chatting: Chatting) -> None:
    chatting.ask()
    chatting.answer(TextDelta("Hel"))
    assert chatting.standings.of("c") is None


def test_an_answer_says_that_it_works_and_is_passed_on_whole(chatting: Chatting) -> None:
    chatting.ask()
    chatting.answer(TextDelta("Hello"), Finished())
    assert chatting.standings.of("c") is Standing.WORKS
    assert chatting.standings.of("other") is None
    assert chatting.heard == [TextDelta("Hello"), Finished()]


@pytest.mark.parametrize(
    ("kind", "standing"),
    [
        (FailureKind.KEY_REFUSED, Standing.BROKEN),
        (FailureKind.NAME_NOT_FOUND, Standing.BROKEN),
        (FailureKind.RATE_LIMIT, Standing.SHAKY),
        (FailureKind.INTERRUPTED, Standing.SHAKY),
    ],
)
def test_a_failure_says_how_bad_it_is(chatting: Chatting, kind: FailureKind, standing: Standing) -> None:
    chatting.ask()
    chatting.answer(Failed(kind))
    assert chatting.standings.of("c") is standing


def test_what_the_question_was_refused_for_is_not_held_against_the_connection(chatting: Chatting) -> None:
    for event in (Finished(), Failed(FailureKind.FILTERED)):
        chatting.ask()
        chatting.answer(event)
    assert chatting.standings.of("c") is Standing.WORKS


def test_the_last_word_counts_and_is_told_once(chatting: Chatting) -> None:
    for event in (Failed(FailureKind.NETWORK), Finished(), Finished()):
        chatting.ask()
        chatting.answer(event)
    assert chatting.standings.of("c") is Standing.WORKS
    assert chatting.told == ["c", "c"]


def test_a_connection_that_is_changed_has_not_been_tried(chatting: Chatting) -> None:
    chatting.ask()
    chatting.answer(Failed(FailureKind.KEY_REFUSED))
    chatting.ask()
    chatting.standings.forget("c")
    assert chatting.standings.of("c") is None
    chatting.answer(Finished())
    assert chatting.standings.of("c") is None, "that was the connection as it was before"


def test_a_test_counts_as_a_chat_does(chatting: Chatting) -> None:
    fine = Checked(Step.CONNECT, Outcome.PASSED, 0.1)
    lumps = Checked(Step.FIRST_WORD, Outcome.WARNED, 4.0)
    refused = Failed(FailureKind.CONTEXT_TOO_LONG)
    for report, standing in (
        (Report((fine,)), Standing.WORKS),
        (Report((fine, lumps)), Standing.SHAKY),
        (Report((fine,), failed_at=Step.FIRST_WORD, failure=refused), Standing.BROKEN),
    ):
        chatting.standings.tested("c", report)
        assert chatting.standings.of("c") is standing
