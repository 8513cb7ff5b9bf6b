"""Set-ups that were spoiled or made to do harm: they are read or refused, never stumbled over, and can be undone."""

import json
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from handing.friends import KEY, PASSPHRASE, SECRETS, Friend
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.newcomers import Newcomer, Part
from nextchat_desktop.core.origins import origin
from nextchat_desktop.core.setups import MOST_BYTES, Opened, Unfit
from nextchat_desktop.engine.newcomers import Wish
from nextchat_desktop.engine.setups import Taking
from nextchat_desktop.engine.sharing_setups import Chosen
from nextchat_desktop.engine.telling_setups import TellingSetUps, taking_of, usual_ticks
from nextchat_desktop.interchange.setup_links import of_link
from nextchat_desktop.settings.schema import THEME

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e308,
    10**30,
    "",
    "\u202e",
    "\x00",
    "../../etc/passwd",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://evil.example/v1",
    [],
    {},
    {"__proto__": {"x": 1}},
    [[[[]]]],
    "x" * 5_000,
)


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Friend]:
    friend = Friend(tmp_path / "ann")
    friend.add_proxy(friend.connect("https://chat.example/v1", idle=30.0, extra={"user": "team"}))
    friend.write("Fox", "You are a fox.")
    friend.program.settings[THEME] = "dark"
    yield friend
    friend.close()


@pytest.fixture
def bob(tmp_path: Path) -> Iterator[Friend]:
    friend = Friend(tmp_path / "bob")
    friend.connect("https://chat.example/v1", "Mine", "sk-bobs-own-key-0123456789")
    yield friend
    friend.close()


def spoiled(found: Any, random: Random) -> Any:
    """With something else in one place, whichever that is."""
    if isinstance(found, dict) and found and random.random() < 0.9:
        name = random.choice(sorted(found))
        return {**found, name: spoiled(found[name], random)}
    if isinstance(found, list) and found and random.random() < 0.9:
        place = random.randrange(len(found))
        return [spoiled(one, random) if at == place else one for at, one in enumerate(found)]
    return random.choice(ODD)


@pytest.mark.parametrize("seed", range(5))
def test_a_spoiled_set_up_is_taken_or_left_and_can_always_be_undone(ann: Friend, bob: Friend, seed: int) -> None:
    random, whole = Random(seed), json.loads(ann.shared())
    before, keys = bob.program.setup.all(), dict(bob.keyring.entries)
    telling = TellingSetUps(bob.program.words, bob.program.setup)
    for _time in range(25):
        opened = bob.setups.read(json.dumps(spoiled(whole, random)).encode())
        if isinstance(opened, Unfit):
            continue
        look = bob.setups.look(opened)
        chapters = telling.chapters(look)
        every = frozenset(line.id for chapter in chapters for line in chapter.lines if line.open)
        for ticks in (usual_ticks(chapters), every):
            bob.setups.take(bob.setups.look(opened), taking_of(look, ticks))
            assert all(origin(one.base_url).startswith("http") for one in bob.program.setup.all())
            while bob.program.deeds.undo() is not None:
                pass
            assert bob.program.setup.all() == before
            assert bob.keyring.entries == keys


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_chosen_no_secret_goes_along_in_clear(ann: Friend, seed: int) -> None:
    random, every = Random(seed), ann.everything()
    for passphrase in (PASSPHRASE, *[""] * 15):
        chosen = Chosen(
            random.choice(["", "Ann"]),
            random.choice(["", "Have fun!"]),
            tuple(one for one in every.connections if random.random() < 0.8),
            {},
            tuple(one for one in every.masks if random.random() < 0.5),
            tuple(one for one in every.prompts if random.random() < 0.5),
            tuple(one for one in every.settings if random.random() < 0.5),
            random.choice([None, every.first]),
        )
        data = ann.sharing.written(ann.sharing.setup(chosen), ann.sharing.secrets(chosen), passphrase)
        assert of_link(ann.sharing.link(data)) == data
        assert not any(secret.encode() in data for secret in SECRETS)


def test_a_forged_origin_of_a_sealed_key_is_of_no_use(ann: Friend, bob: Friend) -> None:
    """Even to somebody who knows the passphrase: the key is kept for the server it belongs to, or not at all."""
    setup = ann.sharing.setup(ann.everything())
    secrets = ann.sharing.secrets(ann.everything())
    text = json.loads(ann.sharing.written(setup, secrets, PASSPHRASE))
    text["connections"][0]["base_url"] = "https://evil.example/v1"
    opened = bob.opened(json.dumps(text).encode())
    assert isinstance(opened, Opened)
    look = bob.setups.look(opened, secrets)
    taken = bob.setups.take(look, Taking(tuple(Wish(one, frozenset(Part), keys=True) for one in look.arrivals)))
    (new,) = taken.joined.new
    assert bob.program.keys.get(new, "https://evil.example/v1") is None
    assert not [entry for (_service, name), entry in bob.keyring.entries.items() if new in name and KEY in entry]


def test_a_link_is_not_let_in_as_a_file_where_links_are_forbidden(ann: Friend, tmp_path: Path) -> None:
    link = ann.sharing.link(ann.shared()).encode()
    forbidding = Friend(tmp_path / "eve", {"DISABLE_FAST_LINK": "1"})
    for data in (link, b"\xef\xbb\xbf" + link, b"\xef\xbb\xbf{" + link, b" {" + link):
        assert isinstance(forbidding.setups.read(data), Unfit)
    assert isinstance(forbidding.setups.read(b"\xef\xbb\xbf" + ann.shared()), Opened)
    forbidding.close()


def test_a_link_as_long_as_can_be_takes_no_more_room_than_its_letters() -> None:
    tracemalloc.start()
    assert of_link("nextchat://setup#" + "A" * (MOST_BYTES // 2)) is Unfit.CUT
    assert tracemalloc.get_traced_memory()[1] < 10 * MOST_BYTES
    tracemalloc.stop()


def test_a_header_that_leads_elsewhere_behind_the_same_address_is_left_out(bob: Friend) -> None:
    (mine,) = bob.program.setup.all()
    headers = {"Host": "evil.example", "content-length": "1", "Proxy-Authorization": "x", "X-Fine": "y"}
    found = Newcomer(replace(mine, headers=("Transfer-Encoding",)), headers=headers)
    (arrival,) = bob.program.newcomers.look([found])
    assert arrival.newcomer.headers == {"X-Fine": "y"}
    assert arrival.newcomer.connection.headers == ("X-Fine",)


def test_what_models_begin_with_is_what_a_form_would_have_let_through(bob: Friend) -> None:
    """Nothing else would stop their conversations from being sent."""
    options = {"max_tokens": [1], "stop": 5, "temperature": "x", "seed": 7, "messages": []}
    model = Model("m", context=-5, options=options)
    found = Connection("x", "Theirs", "compatible", "https://theirs.example/v1", models=(model,))
    (arrival,) = bob.program.newcomers.look([Newcomer(found)])
    assert arrival.newcomer.connection.models == (Model("m", options={"seed": 7}),)
