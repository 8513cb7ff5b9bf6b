"""Connections from elsewhere: what is here stays, what is new joins, a key goes nowhere else, all is undone."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.core.connections import Connection, Model, Service, Trust
from nextchat_desktop.core.keeping import NoKeeper
from nextchat_desktop.core.newcomers import Newcomer, Part, Trouble
from nextchat_desktop.core.secrets import headers_entry, headers_of, proxy_entry
from nextchat_desktop.engine.newcomers import Arrival, Meeting, Newcomers, Wish
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.secrets import Keys

HERE, THERE = "https://chat.example/v1", "https://elsewhere.example/v1"
MINE = Connection("mine", "Ours", "compatible", HERE, models=(Model("small", "My small one"),))
KEY, THEIR_KEY = "sk-kept-here", "sk-came-along"


class House:
    def __init__(self, folder: Path, keyring: MemoryKeyring) -> None:
        self.keys = Keys(KeyringKeeper("here", keyring), SessionKeeper(), FileKeeper(folder / "keys"))
        self.store = ConnectionStore(folder / "connections.json")
        ids = (f"new-{number}" for number in count())
        services = (
            Service("compatible", "OpenAI-compatible"),
            Service("openai", "OpenAI", "https://api.openai.com/v1"),
        )
        self.setup = Setup(self.store, self.keys, services, lambda one, model: "", lambda: next(ids))
        self.newcomers = Newcomers(self.setup)

    def with_mine(self) -> "House":
        self.setup.save(MINE)
        self.setup.store_key(MINE, KEY)
        return self

    def met(self, connection: Connection, **more: str) -> Arrival:
        (arrival,) = self.newcomers.look([Newcomer(connection, **more)])
        return arrival


@pytest.fixture
def house(tmp_path: Path, memory_keyring: MemoryKeyring) -> House:
    return House(tmp_path, memory_keyring)


def all_of(arrivals: Iterable[Arrival], keys: bool = False) -> tuple[Wish, ...]:
    return tuple(Wish(one, keys=keys) for one in arrivals)


def test_a_connection_that_is_here_already_brings_the_models_it_has_more(house: House) -> None:
    house.with_mine()
    arrival = house.met(replace(MINE, id="x", base_url=HERE + "/", models=(Model("small"), Model("large"))))
    assert arrival.meeting is Meeting.MORE
    joined = house.newcomers.join(all_of([arrival]))
    assert joined.changed == ("mine",)
    assert joined.ids == {"x": "mine"}
    assert house.setup.all() == (replace(MINE, models=(Model("small", "My small one"), Model("large"))),)


def test_the_same_again_is_here_already_and_changes_nothing(house: House) -> None:
    house.with_mine()
    arrival = house.met(MINE)
    assert arrival.meeting is Meeting.HERE
    assert house.newcomers.join([], known=[arrival]).ids == {"mine": "mine"}


def test_what_is_other_here_is_told_and_stays_until_theirs_is_taken(house: House) -> None:
    house.with_mine()
    there = replace(MINE, name="Theirs", idle=30.0, models=(Model("small", "Their small one"),))
    arrival = house.met(there)
    assert arrival.meeting is Meeting.OTHER
    assert arrival.differs == {Part.NAME, Part.IDLE, Part.MODELS}
    house.newcomers.join([Wish(arrival)])
    assert house.setup.all() == (MINE,)
    house.newcomers.join([Wish(arrival, theirs=frozenset({Part.IDLE, Part.MODELS}))])
    assert house.setup.all() == (replace(MINE, idle=30.0, models=there.models),)


@pytest.mark.parametrize(
    "other",
    [
        replace(MINE, base_url=THERE),
        replace(MINE, base_url="http://chat.example/v1"),
        replace(MINE, base_url="https://chat.example:8443/v1"),
        replace(MINE, base_url="https://chat.example/v2"),
        replace(MINE, service="openai"),
    ],
)
def test_what_leads_elsewhere_is_another_connection_under_a_free_name(house: House, other: Connection) -> None:
    house.with_mine()
    arrival = house.met(other)
    assert (arrival.meeting, arrival.name) == (Meeting.NEW, "Ours 2")
    joined = house.newcomers.join(all_of([arrival]))
    assert joined.new == joined.keyless == ("new-0",)
    assert house.setup.get("mine") == MINE


def test_an_id_from_elsewhere_is_never_used_here(house: House) -> None:
    """Or else what is kept under it would be found for the newcomer."""
    house.with_mine()
    house.newcomers.join(all_of([house.met(replace(MINE, base_url=HERE + "/deeper"))]))
    assert [one.id for one in house.setup.all()] == ["mine", "new-0"]
    assert house.keys.get("new-0", HERE) is None


def test_a_key_that_came_along_is_kept_only_when_that_is_wished(house: House) -> None:
    arrival = house.met(replace(MINE, base_url=THERE), key=THEIR_KEY)
    unasked = house.newcomers.join(all_of([arrival]))
    assert unasked.keyless == unasked.new
    assert house.keys.get(unasked.new[0], THERE) is None
    unasked.undo()
    asked = house.newcomers.join(all_of([house.met(replace(MINE, base_url=THERE), key=THEIR_KEY)], keys=True))
    assert asked.keyless == ()
    assert house.keys.get(asked.new[0], THERE) == THEIR_KEY
    assert house.keys.get(asked.new[0], HERE) is None


def test_a_key_that_came_with_another_server_is_dropped(house: House) -> None:
    arrival = house.met(replace(MINE, base_url=THERE), key=THEIR_KEY, meant_for="https://chat.example")
    assert not arrival.newcomer.holds_secret
    joined = house.newcomers.join([Wish(arrival, keys=True)])
    assert joined.keyless == joined.new
    assert house.keys.get(joined.new[0], THERE) is None


def test_a_key_that_is_here_stays_unless_the_other_is_wished_for(house: House) -> None:
    house.with_mine()
    arrival = house.met(MINE, key=THEIR_KEY)
    assert arrival.has_key
    assert not arrival.brings_first
    joined = house.newcomers.join([Wish(arrival, keys=True)])
    assert house.keys.get("mine", HERE) == THEIR_KEY
    again = joined.undo()
    assert house.keys.get("mine", HERE) == KEY
    assert again is not None
    again()
    assert house.keys.get("mine", HERE) == THEIR_KEY


def test_values_of_headers_and_a_proxys_password_come_along_and_go_with_undo(house: House) -> None:
    there = replace(MINE, base_url=THERE, proxy="http://ann:pass%40word@proxy.example:8080")
    (arrival,) = house.newcomers.look([Newcomer(there, headers={"X-Team": "secret-team"})])
    joined = house.newcomers.join([Wish(arrival, keys=True)])
    new = house.setup.get(joined.new[0])
    assert new is not None
    assert (new.headers, new.proxy) == (("X-Team",), "http://ann@proxy.example:8080")
    assert headers_of(house.keys.get(headers_entry(new.id), THERE) or "") == {"X-Team": "secret-team"}
    assert house.keys.get(proxy_entry(new.id), new.proxy) == "pass@word"
    joined.undo()
    assert house.setup.all() == ()
    assert house.keys.get(headers_entry(new.id), THERE) is None
    assert house.keys.get(proxy_entry(new.id), new.proxy) is None


def test_undo_leaves_what_was_changed_since(house: House) -> None:
    house.with_mine()
    arrival = house.met(replace(MINE, idle=30.0, models=(Model("small"), Model("large"), Model("huge"))))
    joined = house.newcomers.join([Wish(arrival, theirs=frozenset({Part.IDLE}))])
    now = house.setup.all()[0]
    starred = tuple(replace(one, favourite=one.id == "huge") for one in now.models)
    house.setup.save(replace(now, name="Renamed", models=starred))
    again = joined.undo()
    assert house.setup.all()[0] == replace(MINE, name="Renamed", models=(*MINE.models, Model("huge", favourite=True)))
    assert again is not None
    again()
    assert {model.id for model in house.setup.all()[0].models} == {"small", "large", "huge"}
    assert house.setup.all()[0].idle == 30.0


def test_redo_brings_a_new_connection_back_with_its_key(house: House) -> None:
    joined = house.newcomers.join(all_of([house.met(replace(MINE, base_url=THERE), key=THEIR_KEY)], keys=True))
    again = joined.undo()
    assert again is not None
    again()
    assert [one.base_url for one in house.setup.all()] == [THERE]
    assert house.keys.get(joined.new[0], THERE) == THEIR_KEY


def test_where_a_key_cannot_be_kept_nothing_has_changed(tmp_path: Path) -> None:
    house = House(tmp_path, MemoryKeyring())
    house.keys = Keys(KeyringKeeper("here", None), SessionKeeper(), FileKeeper(tmp_path / "keys"))
    setup = Setup(house.store, house.keys, house.setup.services, lambda one, model: "", lambda: "new")
    newcomers = Newcomers(setup)
    arrivals = newcomers.look([Newcomer(MINE, THEIR_KEY), Newcomer(replace(MINE, base_url=THERE))])
    with pytest.raises(NoKeeper):
        newcomers.join(all_of(arrivals, keys=True))
    assert setup.all() == ()
    assert len(newcomers.join(all_of(arrivals)).new) == 2


def test_where_the_disk_refuses_no_key_is_left_behind(house: House, tmp_path: Path) -> None:
    class Full(ConnectionStore):
        def save(self, *connections: Connection) -> None:
            raise OSError("full")

    setup = Setup(Full(tmp_path / "c.json"), house.keys, house.setup.services, lambda one, model: "", lambda: "new")
    newcomers = Newcomers(setup)
    with pytest.raises(OSError, match="full"):
        newcomers.join(all_of(newcomers.look([Newcomer(MINE, THEIR_KEY)]), keys=True))
    assert house.keys.get("new", HERE) is None


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://a.example", "https://", "a b", ""])
def test_what_leads_to_no_server_is_never_taken(house: House, url: str) -> None:
    arrival = house.met(replace(MINE, base_url=url))
    assert (arrival.meeting, arrival.trouble) == (Meeting.NEVER, Trouble.ADDRESS)
    assert house.newcomers.join([Wish(arrival)]).new == ()
    assert house.setup.all() == ()


def test_an_address_that_is_missing_is_the_services_own(house: House) -> None:
    arrival = house.met(Connection("", "", "openai"))
    assert (arrival.name, arrival.newcomer.connection.base_url) == ("OpenAI", "https://api.openai.com/v1")
    assert arrival.asks_key


def test_a_login_in_an_address_is_left_out(house: House) -> None:
    arrival = house.met(replace(MINE, base_url="https://ann:secret@chat.example/v1#there"))
    assert arrival.newcomer.connection.base_url == HERE


def test_certificates_are_trusted_only_when_that_is_wished(house: House) -> None:
    there = replace(MINE, trust=Trust("AUTHORITY", "PINNED", "https://chat.example"))
    arrival = house.met(there)
    house.newcomers.join([Wish(arrival)])
    assert house.setup.all()[0].trust == Trust()
    house.newcomers.join([Wish(arrival, frozenset({Part.TRUST}), apart=True)])
    assert house.setup.all()[1].trust == there.trust
    assert house.setup.all()[1].name == "Ours 2"


def test_a_certificate_that_was_pinned_for_another_server_is_left_out(house: House) -> None:
    arrival = house.met(replace(MINE, trust=Trust("", "PINNED", "https://elsewhere.example")))
    assert arrival.newcomer.connection.trust == Trust()


def test_two_at_one_place_find_themselves_again_by_their_names(house: House) -> None:
    both = [Newcomer(replace(MINE, id="a", name="A")), Newcomer(replace(MINE, id="b", name="B"))]
    house.newcomers.join(all_of(house.newcomers.look(both)))
    assert [one.name for one in house.setup.all()] == ["A", "B"]
    again = house.newcomers.look(both[::-1])
    assert [(one.meeting, one.name) for one in again] == [(Meeting.HERE, "B"), (Meeting.HERE, "A")]


def test_two_of_one_name_get_two_names(house: House) -> None:
    arrivals = house.newcomers.look([Newcomer(MINE), Newcomer(replace(MINE, base_url=THERE))])
    assert [one.name for one in arrivals] == ["Ours", "Ours 2"]
