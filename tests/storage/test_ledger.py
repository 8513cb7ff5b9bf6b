"""The ledger on the disk: nothing is lost, sums are right, and large ones do not keep anybody waiting."""

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.conversation import Conversation
from nextchat_desktop.core.events import Usage
from nextchat_desktop.core.keeping import NotWritten
from nextchat_desktop.core.ledger import By, Entry, Money, Outcome, Span, Sum
from nextchat_desktop.core.prices import Price
from nextchat_desktop.core.wire import Purpose
from nextchat_desktop.storage.bin import BinStore
from nextchat_desktop.storage.conversations import ConversationStore
from nextchat_desktop.storage.database import SqliteDriver, open_database
from nextchat_desktop.storage.files import NewerFile
from nextchat_desktop.storage.ledger import LedgerStore
from nextchat_desktop.storage.price_files import OwnPrices

IDS = count(1)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[LedgerStore]:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        yield LedgerStore(database)


def entry(day: str = "2026-07-28", prompt: int = 100, reply: int = 20, **others: object) -> Entry:
    """A request of the model tiny in the conversation talk."""
    number = next(IDS)
    choice = ModelChoice(str(others.pop("connection", "lab")), str(others.pop("model", "tiny")))
    made = Entry(f"e{number}", number, day, Purpose.CHAT, Outcome.FINISHED, "talk", "m1", choice, Usage(prompt, reply))
    return replace(made, **others)  # type: ignore[arg-type]


def test_an_entry_comes_back_as_it_was(ledger: LedgerStore) -> None:
    whole = entry(
        purpose=Purpose.TITLE,
        outcome=Outcome.STOPPED,
        usage=Usage(1, 2, 3, 4),
        pictures=5,
        estimated=True,
        cost=0.25,
        currency="CNY",
    )
    bare = entry(cost=None)
    ledger.keep(whole, bare)
    assert list(ledger.entries()) == [whole, bare]


def test_sums_are_made_of_what_belongs_together(ledger: LedgerStore) -> None:
    ledger.keep(
        entry("2026-06-30", model="large", message="m1"),
        entry("2026-07-01", connection="home", message="m2", purpose=Purpose.TITLE),
        entry("2026-07-01", conversation="other", message="m3"),
    )
    tokens = {by: {key: found.tokens for key, found in ledger.sums(by).items()} for by in By}
    assert tokens == {
        By.DAY: {"2026-06-30": 120, "2026-07-01": 240},
        By.MONTH: {"2026-06": 120, "2026-07": 240},
        By.MODEL: {"large": 120, "tiny": 240},
        By.CONNECTION: {"home": 120, "lab": 240},
        By.PURPOSE: {"chat": 240, "title": 120},
        By.CONVERSATION: {"other": 120, "talk": 240},
        By.MESSAGE: {"m1": 120, "m2": 120, "m3": 120},
    }


def test_a_span_leaves_out_what_is_not_in_it(ledger: LedgerStore) -> None:
    ledger.keep(
        entry("2026-06-30"),
        entry("2026-07-01", connection="home"),
        entry("2026-07-31", cost=0.0),
        entry("2026-08-01", conversation="other"),
    )
    july = Span("2026-07-01", "2026-07-31")
    requests = [ledger.sum(span).requests for span in (Span(), july, replace(july, paid=True), Span(connection="home"))]
    assert requests == [4, 2, 1, 1]
    assert ledger.sum(Span(conversation="other")).requests == 1


def test_a_sum_says_how_much_of_it_is_sure(ledger: LedgerStore) -> None:
    ledger.keep(
        entry(usage=Usage(10, 5, 3, 2), cost=0.5, currency="USD"),
        entry(usage=Usage(10, 5), cost=0.25, currency="USD", estimated=True, pictures=1),
        entry(usage=Usage(10, 5), cost=2.0, currency="CNY"),
        entry(usage=Usage(10, 5)),
        entry(usage=Usage(10, 5), cost=0.0, currency="USD"),
    )
    found = Sum(5, Usage(50, 25, 3, 2), 1, 1, 1, (Money(2.0, "CNY"), Money(0.75, "USD")))
    assert ledger.sum(Span()) == ledger.sums(By.MODEL)["tiny"] == found
    assert ledger.sum(Span(conversation="nowhere")) == Sum()


def test_the_latest_days_are_those_before_today_that_may_have_cost_something(ledger: LedgerStore) -> None:
    ledger.keep(*(entry(f"2026-07-0{day}", prompt=day, reply=0) for day in range(1, 6)), entry("2026-07-03", cost=0.0))
    assert [day.tokens for day in ledger.latest_days("2026-07-05", 3)] == [2, 3, 4]
    assert ledger.latest_days("2026-07-01", 3) == ()


def test_an_entry_that_is_given_its_price_takes_the_place_of_the_one_without(ledger: LedgerStore) -> None:
    free, dear = entry(cost=0.0, currency="USD"), entry()
    ledger.keep(free, dear)
    assert ledger.unpriced() == (dear,)
    priced = replace(dear, cost=0.5, currency="USD")
    ledger.keep(priced)
    assert ledger.unpriced() == ()
    assert list(ledger.entries()) == [free, priced]


def test_what_a_deleted_conversation_has_cost_stays(tmp_path: Path) -> None:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        store, ledger = ConversationStore(database), LedgerStore(database)
        store.save(Conversation("talk", "Talk", created=1, updated=1))
        ledger.keep(entry())
        store.delete("talk", 1)
        BinStore(database, lambda _blob: None).empty(2**60)
        assert store.get("talk") is None
        assert ledger.sum(Span(conversation="talk")).requests == 1


def test_no_count_of_a_server_makes_it_impossible_to_sum(ledger: LedgerStore) -> None:
    ledger.keep(*(entry(prompt=2**63 - 1, reply=-(2**70)) for _ in range(20)))
    assert ledger.sum(Span()).usage.prompt > 2**40
    assert ledger.sum(Span()).usage.reply == 0


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        database.execute("PRAGMA max_page_count = 1")
        with pytest.raises(NotWritten):
            LedgerStore(database).keep(*(entry(message="m" * 5000) for _ in range(50)))


def test_the_month_of_somebody_with_half_a_million_requests_is_summed_at_once(tmp_path: Path) -> None:
    with closing(open_database(SqliteDriver(), tmp_path / "conversations.db")) as database:
        fill = """INSERT INTO ledger
            WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n < 499999)
            SELECT 'e' || n, n, date('2024-01-01', '+' || (n / 500) || ' days'), 'chat', 'finished',
                'c' || (n % 5000), 'm' || n, 'lab', 'tiny', 100, 20, 0, 0, 0, 0, 0.001, 'USD' FROM number"""
        database.execute(fill)
        ledger = LedgerStore(database)
        started = time.perf_counter()
        month = ledger.sums(By.DAY, Span("2026-01-01", "2026-01-31"))
        talk = ledger.sums(By.MESSAGE, Span(conversation="c7"))
        usual = ledger.latest_days("2026-01-31", 30)
        spent = time.perf_counter() - started
    assert (len(month), len(talk), len(usual)) == (31, 100, 30)
    assert spent < 0.5


OWN = (Price("tiny*", connection="lab", currency="CNY", input=1.0, cached=0.1, output=2.0), Price("large", input=3.0))


def test_ones_own_prices_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "config" / "prices.json"
    prices = OwnPrices(path)
    assert prices.read() == ()
    prices.write(OWN)
    assert prices.read() == OwnPrices(path).read() == OWN
    prices.write(OWN[:1])
    assert OwnPrices(path).read() == OWN[:1]


@pytest.mark.parametrize(
    "row", ["7", '{"models": 3}', '{"models": "x", "input": -1}', '{"models": "x", "input": 1e99}']
)
def test_a_row_that_makes_no_sense_is_passed_over(tmp_path: Path, row: str) -> None:
    path = tmp_path / "prices.json"
    path.write_text(f'{{"version": 1, "prices": [{row}, {{"models": "tiny", "input": 2, "colour": "red"}}]}}')
    assert OwnPrices(path).read() == (Price("tiny", input=2.0),)


def test_a_file_that_is_none_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "prices.json"
    path.write_text("dear")
    prices = OwnPrices(path)
    assert prices.read() == ()
    assert prices.aside is not None
    assert prices.aside.read_text() == "dear"


def test_the_file_of_a_later_version_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "prices.json"
    path.write_text('{"version": 2, "prices": "otherwise"}')
    with pytest.raises(NewerFile):
        OwnPrices(path)
    assert path.read_text() == '{"version": 2, "prices": "otherwise"}'
