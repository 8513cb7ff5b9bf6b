"""Which models can be chosen, and that no conversation is handed to another one unasked."""

from pathlib import Path

import pytest

from conftest import MemoryKeyring
from engine.world import Desk
from nextchat_desktop.core.capabilities import Capabilities, Known, capabilities
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Model, ModelKind, Service
from nextchat_desktop.core.events import Finished, TextDelta
from nextchat_desktop.engine.library import Library
from nextchat_desktop.engine.models import GUIDE_CHOICE, Answerer, Models
from nextchat_desktop.engine.session import Session
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.resources import resource
from nextchat_desktop.settings.store import Settings
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.secrets import Keys
from nextchat_desktop.storage.settings_file import SettingsFile
from nextchat_desktop.words.catalogue import Words

SERVICES = (Service("compatible", "OpenAI-compatible"), Service("blind", "Blind", takes_pictures=False))
TABLE = (Known("big", vision=True, context=1000), Known("dall-e*", kind=ModelKind.PICTURES))
BIG, SMALL, OTHER = ModelChoice("a", "big"), ModelChoice("a", "small"), ModelChoice("b", "other")
LAB = Connection("a", "Lab", "compatible", models=(Model("big", "Big one"), Model("small")))
HOME = Connection("b", "Home", "blind", models=(Model("other"),))


def capable(model: Model) -> Capabilities:
    return capabilities(model, TABLE)


class House:
    def __init__(self, folder: Path, keyring: MemoryKeyring) -> None:
        keys = Keys(KeyringKeeper("here", keyring), SessionKeeper(), FileKeeper(folder / "keys"))
        store = ConnectionStore(folder / "connections.json")
        self.setup = Setup(store, keys, SERVICES, lambda one, model: "", lambda: "new")
        settings = Settings(SettingsFile(folder / "settings.toml"))
        self.models = Models(self.setup, settings, Words(resource("locales"), "en"), capable)
        for connection in (LAB, HOME):
            self.setup.save(connection)


@pytest.fixture
def house(tmp_path: Path, memory_keyring: MemoryKeyring) -> House:
    return House(tmp_path, memory_keyring)


def begun(desk: Desk, library: Library, choice: ModelChoice, author: str) -> Session:
    session = library.new()
    session.send("Hello?", choice, author)
    desk.say(TextDelta("Hi."), Finished())
    return session


def names(house: House, text: str = "") -> list[tuple[str, list[str]]]:
    groups = house.models.search(text) if text else house.models.groups()
    return [(group.name, [pick.label for pick in group.picks]) for group in groups]


def test_models_are_grouped_by_connection_and_the_guide_comes_last(house: House) -> None:
    assert names(house)[:2] == [("Lab", ["Big one", "small"]), ("Home", ["other"])]
    assert house.models.groups()[-1].picks[0].choice == GUIDE_CHOICE


def test_favourites_come_first_and_hidden_models_not_at_all(house: House) -> None:
    models = (Model("big"), Model("gone", shown=False), Model("small", favourite=True))
    house.setup.save(Connection("a", "Lab", "compatible", models=models))
    house.setup.save(Connection("b", "Home", "blind", models=(Model("other", shown=False),)))
    assert [name for name, _ in names(house)] == ["Lab", names(house)[-1][0]]
    assert names(house)[0] == ("Lab", ["small", "big"])
    assert [pick.favourite for pick in house.models.groups()[0].picks] == [True, False]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one", [("Lab", ["Big one"])]),
        ("BIG", [("Lab", ["Big one"])]),
        ("lab", [("Lab", ["Big one", "small"])]),
        ("small lab", [("Lab", ["small"])]),
        ("small home", []),
        ("o", [("Lab", ["Big one"]), ("Home", ["other"])]),
    ],
)
def test_models_are_found_by_name_by_id_and_by_connection(
    house: House, text: str, found: list[tuple[str, list[str]]]
) -> None:
    guide = house.models.groups()[-1].name
    assert [group for group in names(house, text) if group[0] != guide] == found


def test_what_a_model_can_do_is_known_by_its_name_unless_its_service_takes_no_pictures(house: House) -> None:
    house.setup.save(Connection("b", "Home", "blind", models=(Model("big"),)))
    assert house.models.capabilities(BIG) == Capabilities(vision=True, context=1000)
    assert house.models.capabilities(ModelChoice("b", "big")) == Capabilities(vision=False, context=1000)
    assert house.models.capabilities(SMALL).vision is None
    assert house.models.capabilities(ModelChoice("a", "dall-e-3")).kind is ModelKind.PICTURES
    assert house.models.capabilities(GUIDE_CHOICE).vision is False


def test_a_new_conversation_begins_with_the_last_choice_or_the_first(house: House, library: Library) -> None:
    assert house.models.answerer(library.new()) == Answerer(BIG, "Big one")
    house.models.remember(OTHER)
    assert house.models.answerer(library.new()) == Answerer(OTHER, "other")
    house.setup.remove("b")
    assert house.models.answerer(library.new()) == Answerer(BIG, "Big one")


def test_before_anything_is_set_up_nobody_answers(house: House, library: Library) -> None:
    house.setup.remove("a")
    house.setup.remove("b")
    assert house.models.answerer(library.new()) == Answerer(None)
    assert house.models.current() is None


def test_a_conversation_keeps_its_model_whatever_was_chosen_last(house: House, desk: Desk, library: Library) -> None:
    session = begun(desk, library, SMALL, "small")
    house.models.remember(OTHER)
    assert house.models.answerer(session) == Answerer(SMALL, "small")


def test_a_conversation_whose_connection_is_gone_waits_for_a_choice(house: House, desk: Desk, library: Library) -> None:
    session = begun(desk, library, BIG, "Big one")
    house.setup.remove("a")
    now = house.models.answerer(session)
    assert (now.choice, now.label) == (None, "Big one")
    assert "Big one" in now.warning
    session.choose(OTHER)
    assert house.models.answerer(session) == Answerer(OTHER, "other")


def test_it_goes_on_when_the_connection_comes_back(house: House, desk: Desk, library: Library) -> None:
    session = begun(desk, library, BIG, "Big one")
    removed = house.setup.remove("a")
    assert removed is not None
    house.setup.restore(removed)
    assert house.models.answerer(session).choice == BIG


def test_a_hidden_model_is_not_asked_unseen(house: House, desk: Desk, library: Library) -> None:
    session = begun(desk, library, BIG, "Big one")
    house.setup.save(Connection("a", "Lab", "compatible", models=(Model("big", shown=False), Model("small"))))
    now = house.models.answerer(session)
    assert now.choice is None
    assert now.warning != ""


def test_a_model_that_its_connection_does_not_list_answers_all_the_same(
    house: House, desk: Desk, library: Library
) -> None:
    session = begun(desk, library, ModelChoice("a", "typed-by-hand"), "typed-by-hand")
    assert house.models.answerer(session) == Answerer(ModelChoice("a", "typed-by-hand"), "typed-by-hand")


def test_what_was_chosen_before_the_first_question_may_change(house: House, library: Library) -> None:
    session = library.new()
    session.choose(OTHER)
    house.setup.remove("b")
    assert house.models.answerer(session) == Answerer(BIG, "Big one")


def test_a_gone_wish_is_not_granted_by_another(house: House) -> None:
    assert house.models.current(OTHER) == OTHER
    house.setup.remove("b")
    assert house.models.current(OTHER) is None
