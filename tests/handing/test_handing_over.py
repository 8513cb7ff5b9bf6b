"""A set-up from one person to another: chatting works there, nothing of theirs is lost, and no key goes astray."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handing.friends import HEADER, KEY, PASSPHRASE, PASSWORD, SECRETS, Friend
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.events import Finished
from nextchat_desktop.core.keeping import WrongPassphrase
from nextchat_desktop.core.newcomers import Part
from nextchat_desktop.core.sealed import Changed
from nextchat_desktop.core.secrets import headers_entry, headers_of, proxy_entry
from nextchat_desktop.core.setups import Strength, strength
from nextchat_desktop.engine.newcomers import Meeting, Wish
from nextchat_desktop.engine.setups import Taking
from nextchat_desktop.settings.schema import CHAT, PROXY, SEND_KEY, THEME, TITLE_MODEL, WAY
from scripted import ScriptedServer, answer

THERE = "https://chat.example/v1"
Meet = Callable[[str], Friend]


@pytest.fixture
def meet(tmp_path: Path) -> Iterator[Meet]:
    friends: list[Friend] = []

    def made(name: str) -> Friend:
        friends.append(Friend(tmp_path / name))
        return friends[-1]

    yield made
    for friend in friends:
        friend.close()


@pytest.fixture
def ann(meet: Meet) -> Friend:
    return meet("ann")


@pytest.fixture
def bob(meet: Meet) -> Friend:
    return meet("bob")


def test_a_friend_chats_with_what_was_sealed(ann: Friend, bob: Friend, server: ScriptedServer) -> None:
    ann.connect(server.base_url)
    taken = bob.take(ann.shared(PASSPHRASE), PASSPHRASE)
    assert taken.choice is not None
    assert bob.program.models.current() == taken.choice
    server.queue(answer("Hello, Bob."))
    events = bob.ask(taken.choice.connection, taken.choice.model)
    assert isinstance(events[-1], Finished)
    (request,) = server.requests
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["x-team"] == HEADER


def test_everything_arrives_as_it_was(ann: Friend, bob: Friend) -> None:
    connection = ann.add_proxy(ann.connect(THERE, idle=45.0, extra={"user": "team", "max_tokens": 5}))
    ann.write("Fox", "You are a fox.")
    ann.program.settings[SEND_KEY] = "ctrl_enter"
    ann.program.settings[TITLE_MODEL] = f"{connection.id}/our-mini"
    ann.program.models.remember(ModelChoice(connection.id, "our-mini"))
    taken = bob.take(ann.shared(PASSPHRASE), PASSPHRASE)
    (here,) = bob.program.setup.all()
    assert here == replace(connection, id=here.id)
    assert taken.choice == ModelChoice(here.id, "our-mini")
    keys = bob.program.keys
    assert keys.get(here.id, THERE) == KEY
    assert headers_of(keys.get(headers_entry(here.id), THERE) or "") == {"X-Team": HEADER}
    assert keys.get(proxy_entry(here.id), here.proxy) == PASSWORD
    (mask,) = (one for one in bob.program.masks.all() if not one.builtin)
    (before,) = (one for one in ann.program.masks.all() if not one.builtin)
    assert mask == replace(before, id=mask.id)
    assert [(one.title, one.text) for one in bob.program.prompts.own()] == [("Fox", "You are a fox.")]
    assert bob.program.settings[SEND_KEY] == "ctrl_enter"
    assert bob.program.settings[TITLE_MODEL] == f"{here.id}/our-mini"


def test_a_second_time_there_is_nothing_new(ann: Friend, bob: Friend) -> None:
    ann.connect(THERE)
    ann.write("Fox", "You are a fox.")
    data = ann.shared()
    bob.take(data)
    look = bob.look(data)
    assert [one.meeting for one in (*look.arrivals, *look.masks, *look.prompts)] == [Meeting.HERE] * 3
    bob.take(data)
    assert len(bob.program.setup.all()) == 1
    assert len(bob.program.prompts.own()) == 1


def test_without_a_passphrase_no_key_is_in_it(ann: Friend) -> None:
    ann.add_proxy(ann.connect(THERE))
    chosen = ann.everything()
    data = ann.sharing.written(ann.sharing.setup(chosen), ann.sharing.secrets(chosen))
    assert not any(secret.encode() in data for secret in SECRETS)
    assert b"sealed" not in data


def test_with_a_passphrase_nobody_reads_the_key_without_it(ann: Friend, bob: Friend) -> None:
    ann.add_proxy(ann.connect(THERE))
    data = ann.shared(PASSPHRASE)
    assert not any(secret.encode() in data for secret in SECRETS)
    opened = bob.opened(data)
    with pytest.raises(WrongPassphrase):
        bob.setups.unseal(opened, "another")
    assert not bob.setups.look(opened).arrivals[0].newcomer.holds_secret
    assert bob.setups.unseal(opened, PASSPHRASE)["1"].key == KEY


def test_keys_in_addresses_and_in_further_fields_stay_behind(ann: Friend) -> None:
    extra = {"api_key": "field-secret", "options": {"inner": [{"token": "deep-secret"}]}}
    ann.connect("https://ann:login-secret@chat.example/v1?key=query-secret&a=b", extra=extra)
    data = ann.shared()
    assert not any(secret in data for secret in (b"login-secret", b"query-secret", b"field-secret", b"deep-secret"))
    assert b"https://chat.example/v1?a=b" in data


def test_whatever_a_key_stands_in_is_told(ann: Friend) -> None:
    ann.program.prompts.create("Harmless", "Hello")
    ann.program.prompts.create("Telling", f"curl -H 'Authorization: Bearer {KEY}'")
    ann.program.settings[CHAT["system"]] = f"The key is {KEY}."
    ann.connect(f"https://chat.example/{KEY}/v1", "Telling")
    ann.connect(THERE, "Harmless")
    there = ann.sharing.offered()
    assert [one.title for one in there.prompts if one.id in there.suspicious] == ["Telling"]
    assert [one.name for one in there.connections if one.id in there.suspicious] == ["Telling"]
    assert [one.key for one in there.settings if one.key in there.suspicious] == ["chat.system"]


def test_only_the_models_that_were_chosen_go_along(ann: Friend, bob: Friend) -> None:
    connection = ann.connect(THERE)
    chosen = replace(ann.everything(), models={connection.id: frozenset({"our-mini"})})
    bob.take(ann.shared(chosen=chosen))
    assert [model.id for model in bob.program.setup.all()[0].models] == ["our-mini"]


def test_a_stored_key_never_reaches_another_server(ann: Friend, bob: Friend, server: ScriptedServer) -> None:
    """Not by the same name, not by the same id, and not by a proxy or a header of theirs."""
    with ScriptedServer() as other:
        mine = bob.connect(server.base_url)
        text = ann.shared(chosen=replace(ann.everything(), connections=(ann.connect(other.base_url).id,)))
        forged = text.replace(b'"id": "1"', f'"id": "{mine.id}"'.encode())
        assert forged != text
        look = bob.look(forged)
        everything = tuple(Wish(one, frozenset(Part), keys=True) for one in look.arrivals)
        taken = bob.setups.take(look, Taking(everything))
        (new,) = taken.joined.new
        assert new != mine.id
        other.queue(answer("Give me the key."))
        bob.ask(new)
        assert all(KEY not in request.head for request in other.requests)
        assert all(HEADER not in request.head for request in other.requests)
        assert bob.program.setup.get(mine.id) == mine
        server.queue(answer("Still here."))
        bob.ask(mine.id)
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("place", [b"chat.example", b"Our GPT", b"Have fun!"])
def test_what_was_changed_on_the_way_is_noticed_before_a_key_is_taken(ann: Friend, bob: Friend, place: bytes) -> None:
    ann.connect(THERE)
    data = ann.shared(PASSPHRASE)
    assert place in data
    opened = bob.opened(data.replace(place, place[::-1].replace(b"!", b"?")))
    with pytest.raises(Changed):
        bob.setups.unseal(opened, PASSPHRASE)


def test_another_layout_of_the_same_file_is_no_change(ann: Friend, bob: Friend) -> None:
    ann.connect(THERE, idle=30.0)
    data = ann.shared(PASSPHRASE)
    flat = b"\r\n".join(line.strip() for line in data.splitlines())
    assert bob.setups.unseal(bob.opened(flat), PASSPHRASE)["1"].key == KEY


def test_all_of_it_is_undone_and_done_again(ann: Friend, bob: Friend) -> None:
    ann.connect(THERE)
    ann.write("Fox", "You are a fox.")
    ann.program.settings[SEND_KEY] = "ctrl_enter"
    taken = bob.take(ann.shared(PASSPHRASE), PASSPHRASE)
    deeds, (new,) = bob.program.deeds, taken.joined.new
    deed = deeds.undo()
    assert deed is not None
    assert "Ann" in deed.sentence
    assert bob.program.setup.all() == ()
    assert bob.program.keys.get(new, THERE) is None
    assert bob.program.prompts.own() == ()
    assert all(mask.builtin for mask in bob.program.masks.all())
    assert bob.program.settings[SEND_KEY] == "enter"
    deeds.redo()
    assert bob.program.keys.get(new, THERE) == KEY
    assert len(bob.program.prompts.own()) == 1
    assert bob.program.settings[SEND_KEY] == "ctrl_enter"


def test_when_the_last_thing_cannot_be_kept_nothing_has_changed(ann: Friend, bob: Friend) -> None:
    ann.connect(THERE)
    ann.write("Fox", "You are a fox.")
    ann.program.settings[SEND_KEY] = "ctrl_enter"
    data = ann.shared(PASSPHRASE)
    settings = bob.program.paths.settings_file
    settings.unlink(missing_ok=True)
    settings.mkdir()
    with pytest.raises(IsADirectoryError):
        bob.take(data, PASSPHRASE)
    settings.rmdir()
    assert bob.program.setup.all() == ()
    assert bob.program.prompts.own() == ()
    assert bob.program.settings[SEND_KEY] == "enter"
    assert not [entry for entry in bob.keyring.entries.values() if KEY in entry]
    assert bob.program.deeds.undo() is None


def test_what_a_person_has_set_and_written_stays_unless_theirs_is_taken(ann: Friend, bob: Friend) -> None:
    for friend, theme, text in ((ann, "dark", "Theirs"), (bob, "light", "Mine")):
        friend.program.settings[THEME] = theme
        friend.write("Fox", text)
    data = ann.shared()
    bob.take(data)
    assert bob.program.settings[THEME] == "light"
    assert [one.text for one in bob.program.prompts.own()] == ["Mine"]
    look = bob.look(data)
    bob.setups.take(look, Taking((), frozenset({0}), frozenset({0}), frozenset({THEME.key})))
    assert bob.program.settings[THEME] == "dark"
    assert [one.text for one in bob.program.prompts.own()] == ["Theirs"]
    assert [one.parameters.system for one in bob.program.masks.all() if not one.builtin] == ["Theirs"]


def test_a_way_out_for_the_whole_program_is_never_taken_unasked(ann: Friend, bob: Friend) -> None:
    """Everything would go through it, also to servers whose keys are here."""
    ann.program.outgoing.store("http://proxy.example:8080")
    bob.take(ann.shared())
    assert (bob.program.settings[WAY], bob.program.settings[PROXY]) == ("system", "")


def test_settings_that_are_none_here_are_counted_and_left_out(ann: Friend, bob: Friend) -> None:
    ann.program.settings[CHAT["temperature"]] = 0.5
    data = ann.shared()
    for old, new in ((b"chat.temperature", b"window.geometry"), (b"0.5", b"50"), (b"chat.temperature", b"shell.run")):
        look = bob.look(data.replace(old, new))
        assert (look.settings, look.strange) == ((), 1)


def test_a_long_phrase_is_better_than_a_short_word_with_signs() -> None:
    assert [strength(text) for text in ("", "aaaaaaaaaaaaaaaa", "Pa$$1", "a horse in the library")] == [
        Strength.NONE,
        Strength.WEAK,
        Strength.WEAK,
        Strength.GOOD,
    ]
