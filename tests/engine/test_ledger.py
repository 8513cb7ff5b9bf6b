"""Every request is written down, whoever asks and however it ends, and a word is said when it is too much."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import GUIDE, Connection, Limit
from nextchat_desktop.core.events import (
    Failed,
    FailureKind,
    Finished,
    PictureAdded,
    ReasoningDelta,
    StreamEvent,
    TextDelta,
    ToolCallDelta,
    Usage,
)
from nextchat_desktop.core.ledger import By, Entry, Money, Outcome, Span
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.core.prices import Price
from nextchat_desktop.core.tokens import estimate
from nextchat_desktop.core.wire import ChatRequest, Deliver, Dialect, PictureData, PictureLink, Purpose, Run
from nextchat_desktop.engine.ledger import Ledger
from nextchat_desktop.engine.pricing import Prices
from nextchat_desktop.engine.spending import Spending
from nextchat_desktop.engine.telling_usage import UsageTeller
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.baidu import Wenxin
from nextchat_desktop.providers.dashscope import DashScope
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.ollama import Ollama
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from nextchat_desktop.providers.tencent import Hunyuan
from nextchat_desktop.resources import resource
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.ledger import LedgerStore
from nextchat_desktop.storage.price_files import OwnPrices
from nextchat_desktop.words.catalogue import Words
from providers.streams import names_of, parsed, recorded

MILLION = 1_000_000
WORDS = Words(resource("locales"), "en")
TINY = Price("tiny*", ("lab",), input=1.0, cached=0.5, output=4.0)
LAB = Connection("c", "Lab", "lab", monthly_limit=Limit(10.0))
ASKED = Message("q", Role.USER, (Text("How tall is the tower of Pisa?"),))
ANSWER = "It is about fifty-six metres tall."


class Books:
    """A ledger over replies that say what they are told to, on days that pass when they are told to."""

    def __init__(self, folder: Path) -> None:
        self._database = open_database(SqliteDriver(), folder / "conversations.db")
        self.store = LedgerStore(self._database)
        self.connections = {"c": LAB}
        self.prices = Prices(OwnPrices(folder / "prices.json"), lambda: (TINY,), self.connections.get)
        self.day, self._ids = "2026-07-28", 0
        self.ledger = Ledger(self._reply, self.store, self.prices, lambda: 1000, lambda _at: self.day, self._new_id)
        self.spending = Spending(
            self.ledger, self.connections.get, {"talk": "Towers"}.get, Words(resource("locales"), "en")
        )  # type: ignore[arg-type]
        self.warned: list[str] = []
        self.spending.warned.listen(self.warned.append)
        self.heard: list[StreamEvent] = []
        self.cancelled = 0
        self._say: Deliver | None = None

    @property
    def entries(self) -> list[Entry]:
        return list(self.store.entries())

    @property
    def entry(self) -> Entry:
        (entry,) = self.entries
        return entry

    def ask(
        self,
        *events: StreamEvent,
        model: str = "tiny",
        connection: str = "c",
        deliver: Deliver | None = None,
        **others: object,
    ) -> Run:
        chat = ChatRequest(ModelChoice(connection, model), (ASKED,), question=ASKED, subject="a", conversation="talk")
        run = self.ledger.start(replace(chat, **others), deliver or self.heard.append)  # type: ignore[arg-type]
        for event in events:
            assert self._say is not None
            self._say(event)
        return run

    def use(self, prompt: int, reply: int = 0, **others: object) -> None:
        """One answer with these tokens."""
        self.ask(TextDelta("Yes."), Usage(prompt, reply or 1), Finished(), **others)  # type: ignore[arg-type]

    def cancel(self) -> None:
        self.cancelled += 1

    def fill_disk(self) -> None:
        self._database.execute("PRAGMA max_page_count = 1")
        self._database.execute("PRAGMA query_only = 1")

    def free_disk(self) -> None:
        self._database.execute("PRAGMA query_only = 0")
        self._database.execute("PRAGMA max_page_count = 1000000")

    def close(self) -> None:
        self._database.close()

    def _reply(self, _chat: ChatRequest, deliver: Deliver) -> Run:
        self._say = deliver
        return self

    def _new_id(self) -> str:
        self._ids += 1
        return f"e{self._ids}"


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with closing(Books(tmp_path)) as made:
        yield made


def test_an_answer_is_written_down_with_what_the_service_counted_and_what_that_costs(books: Books) -> None:
    books.ask(TextDelta("Yes."), Usage(1, 1), Usage(MILLION, 1000, 10, 1000), Finished())
    cost = (MILLION - 1000 + 1000 * 0.5 + 1000 * 4) / MILLION
    choice = ModelChoice("c", "tiny")
    assert books.entry == Entry(
        "e1", 1000, "2026-07-28", Purpose.CHAT, Outcome.FINISHED, "talk", "a", choice,
        Usage(MILLION, 1000, 10, 1000), 0, False, pytest.approx(cost), "USD",
    )  # fmt: skip
    assert books.heard == [TextDelta("Yes."), Usage(1, 1), Usage(MILLION, 1000, 10, 1000), Finished()]


def test_whoever_hears_the_end_of_an_answer_finds_it_in_the_ledger(books: Books) -> None:
    found: list[bool] = []

    def deliver(event: StreamEvent) -> None:
        found.append(books.ledger.of_message("talk", "a") is not None)

    books.ask(Usage(5, 2), Finished(), deliver=deliver)
    assert found == [False, True]


def test_titles_and_memories_are_seen_like_any_request(books: Books) -> None:
    for purpose in Purpose:
        books.use(100, 20, purpose=purpose, subject=f"made-{purpose}")
    assert {key: found.tokens for key, found in books.ledger.sums(By.PURPOSE).items()} == {
        "chat": 120,
        "memory": 120,
        "title": 120,
    }
    assert books.ledger.of_conversation("talk").requests == 3


def test_an_answer_that_is_stopped_is_estimated_by_what_came(books: Books) -> None:
    run = books.ask(ReasoningDelta("Let me see."), TextDelta(ANSWER))
    run.cancel()
    run.cancel()
    assert books.cancelled == 2
    entry = books.entry
    assert (entry.outcome, entry.estimated) == (Outcome.STOPPED, True)
    assert entry.usage == Usage(estimate(ASKED.text), estimate("Let me see." + ANSWER))
    assert entry.cost == TINY.cost(entry.usage)


def test_what_was_counted_at_the_beginning_is_no_count_of_the_answer_that_was_stopped(books: Books) -> None:
    books.ask(Usage(500, 1, 0, 400), TextDelta(ANSWER)).cancel()
    assert books.entry.usage == Usage(500, estimate(ANSWER), 0, 400)
    assert books.entry.estimated


def test_what_was_counted_all_along_holds_when_the_answer_is_stopped(books: Books) -> None:
    books.ask(Usage(500, 1), TextDelta(ANSWER), Usage(500, estimate(ANSWER) - 1)).cancel()
    assert books.entry.usage == Usage(500, estimate(ANSWER) - 1)
    assert not books.entry.estimated


def test_a_service_that_counts_nothing_is_estimated(books: Books) -> None:
    books.ask(TextDelta(ANSWER), Finished())
    assert books.entry.usage == Usage(estimate(ASKED.text), estimate(ANSWER))
    assert books.entry.estimated


@pytest.mark.parametrize("kind", [FailureKind.KEY_REFUSED, FailureKind.NETWORK, FailureKind.QUOTA])
def test_what_nobody_has_read_has_used_nothing(books: Books, kind: FailureKind) -> None:
    books.ask(Failed(kind))
    assert (books.entry.outcome, books.entry.usage, books.entry.estimated) == (Outcome.FAILED, Usage(), False)


def test_an_answer_that_broke_off_has_been_read_and_written(books: Books) -> None:
    books.ask(TextDelta(ANSWER), Failed(FailureKind.NETWORK))
    assert (books.entry.outcome, books.entry.estimated) == (Outcome.FAILED, True)
    assert books.entry.usage == Usage(estimate(ASKED.text), estimate(ANSWER))


def test_pictures_are_counted(books: Books) -> None:
    books.prices.put(Price("brush", connection="c", picture=0.04))
    before = Message("p", Role.ASSISTANT, (Text("long ago " * 1000),))
    books.ask(PictureAdded(Picture("b", "image/png")), Finished(), model="brush", messages=(before, ASKED))
    assert (books.entry.pictures, books.entry.cost) == (1, pytest.approx(0.04))
    assert books.entry.usage.prompt == estimate(ASKED.text), "whoever paints is not told what was said before"


def test_the_guide_uses_nothing(books: Books) -> None:
    books.ask(TextDelta("See here."), Finished(), connection=GUIDE)
    assert books.entries == []


def test_what_is_on_its_way_when_the_program_closes_is_written_down(books: Books) -> None:
    books.ask(TextDelta(ANSWER))
    books.ledger.close()
    assert books.entry.outcome is Outcome.STOPPED


def test_what_the_disk_does_not_take_is_offered_to_it_again(books: Books) -> None:
    books.fill_disk()
    books.use(100, 20)
    assert books.heard[-1] == Finished(), "the answer is not lost over it"
    books.free_disk()
    books.use(200, 40)
    assert [entry.usage.prompt for entry in books.entries] == [100, 200]


def test_nothing_is_made_up_for_a_model_whose_price_nobody_knows(books: Books) -> None:
    books.use(100, 20, model="mystery")
    assert (books.entry.cost, books.entry.currency) == (None, "")
    assert UsageTeller(WORDS).caption(books.ledger.of_conversation("talk"), None) == ("20 tokens",)


def test_a_price_that_is_entered_later_counts_for_what_had_none_and_for_nothing_else(books: Books) -> None:
    books.use(MILLION, model="mystery")
    books.use(MILLION, model="tiny")
    books.prices.put(Price("*", connection="c", currency="CNY", input=7.0))
    assert books.ledger.price_the_rest() == 1
    assert books.ledger.sum().costs == (Money(7.0, "CNY"), Money(pytest.approx(1.000004), "USD"))
    assert books.ledger.price_the_rest() == 0


def test_a_price_can_be_changed_and_put_back(books: Books) -> None:
    dearer = replace(TINY, input=9.0)
    books.prices.put(dearer)
    assert books.prices.rows == (dearer,)
    assert books.prices.is_own(dearer)
    books.prices.put_back(dearer)
    assert books.prices.rows == (TINY,)
    books.prices.put(dearer)
    books.prices.put(TINY)
    assert not books.prices.is_own(TINY), "what is as it was is nobody's own"


def test_the_money_of_that_time_stays_when_the_price_changes(books: Books) -> None:
    books.use(MILLION)
    before = books.ledger.sum().costs
    books.prices.put(replace(TINY, input=900.0))
    books.ledger.price_the_rest()
    assert books.ledger.sum().costs == before


def test_a_limit_is_told_when_it_comes_near_and_when_it_is_reached_and_once_each(books: Books) -> None:
    for _ in range(12):
        books.use(MILLION)
    near, reached = books.warned
    assert "Lab" in near
    assert "$8.00 of the $10.00" in near
    assert "$10.00" in reached
    assert "only warns" in reached
    assert books.heard.count(Finished()) == 12, "nothing is held back"


def test_a_new_month_begins_at_nothing(books: Books) -> None:
    for _ in range(7):
        books.use(MILLION)
    books.day = "2026-08-01"
    for _ in range(7):
        books.use(MILLION)
    assert books.warned == []
    assert "$7.00 of $10.00 (70%)" in books.spending.of_limit("c", LAB.monthly_limit)


def test_what_a_limit_does_not_see_is_said(books: Books) -> None:
    books.use(MILLION, model="mystery")
    books.prices.put(Price("yuan", connection="c", currency="CNY", input=3.0))
    books.use(MILLION, model="yuan")
    said = books.spending.of_limit("c", LAB.monthly_limit)
    assert "¥3.00 is not counted" in said
    assert "1 request is not counted" in said


def past(books: Books, days: int, tokens: int = 20_000) -> None:
    """So many days on which so much was used."""
    for day in range(1, days + 1):
        books.day = f"2026-07-{day:02}"
        books.use(tokens, model="mystery")
    books.day = "2026-07-28"


def test_a_day_unlike_the_others_is_told_once_with_what_can_be_done(books: Books) -> None:
    past(books, 5)
    for _ in range(8):
        books.use(20_000, model="mystery")
    (sentence,) = books.warned
    assert "5 times" in sentence
    assert "“Towers”" in sentence
    assert "key" in sentence


def test_a_day_is_not_unusual_while_nobody_knows_what_is_usual(books: Books) -> None:
    past(books, 4)
    books.use(10 * MILLION, model="mystery")
    assert books.warned == []


def test_a_few_questions_more_than_on_quiet_days_are_nothing(books: Books) -> None:
    past(books, 9, tokens=500)
    books.use(40_000, model="mystery")
    assert books.warned == []


def test_a_dearer_model_makes_a_day_unusual_too(books: Books) -> None:
    books.connections["c"] = replace(LAB, monthly_limit=None)
    for day in range(1, 8):
        books.day = f"2026-07-{day:02}"
        books.use(60_000)
    books.prices.put(Price("gold", connection="c", input=50.0))
    books.day = "2026-07-28"
    books.use(60_000, model="gold")
    (sentence,) = books.warned
    assert "60,001 tokens, $3.00" in sentence


def test_what_costs_nothing_is_never_too_much(books: Books) -> None:
    past(books, 6)
    books.prices.put(Price("own", connection="c"))
    books.use(100 * MILLION, model="own")
    assert books.warned == []
    assert books.entries[-1].cost == 0


DIALECTS: dict[str, Dialect] = {
    "openai": ChatCompletions(OpenAIRoute()),
    "anthropic": Messages(),
    "google": Gemini(),
    "responses": Responses(OpenAIRoute()),
    "dashscope": DashScope(),
    "tencent": Hunyuan(),
    "baidu": Wenxin(),
    "ollama": Ollama(),
}


@pytest.mark.parametrize("folder", DIALECTS)
def test_the_sum_of_the_ledger_is_the_sum_of_what_the_services_counted(books: Books, folder: str) -> None:
    told = Usage()
    for name in sorted(names_of(folder)):
        events = [
            event
            for event in parsed(DIALECTS[folder], [recorded(folder, name)])
            if not isinstance(event, PictureData | PictureLink)
        ]
        counts = [event for event in events if isinstance(event, Usage)]
        if isinstance(events[-1], Finished) and counts and counts[-1].prompt and counts[-1].reply:
            told += counts[-1]
            books.ask(*events)
    assert told.prompt > 0
    found = books.ledger.sum(Span("2026-07-28", "2026-07-28"))
    assert (found.usage, found.estimated) == (told, 0)


def test_a_price_of_nothing_that_is_entered_later_counts_too(books: Books) -> None:
    books.use(MILLION, model="mystery")
    books.prices.put(Price("*", connection="c"))
    assert books.ledger.price_the_rest() == 1
    assert books.ledger.unpriced() == ()


def test_a_long_request_has_the_price_of_long_ones(books: Books) -> None:
    books.prices.put(Price("tiny*", ("lab",), input=2.0, beyond=200_000))
    books.use(MILLION)
    (cost,) = books.ledger.sum().costs
    assert cost.value == pytest.approx(2.0)


def test_what_a_model_wants_done_is_counted_as_written(books: Books) -> None:
    books.ask(ToolCallDelta(0, "1", "look_up", "towers " * 20)).cancel()
    assert books.entry.usage.reply > 20
