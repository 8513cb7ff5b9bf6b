"""What a connection becomes when something is pasted into it, or typed as its address."""

from itertools import count
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.endpoints import recognise
from nextchat_desktop.core.first_model import first_of
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.providers.services import SERVICES
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.secrets import Keys
from nextchat_desktop.ui.settings.draft import Typed, connection_of

OPENAI = "https://api.openai.com/v1"
RESPONSES = f"{OPENAI}/responses"
SK = "sk-fake-not-a-real-key"


@pytest.fixture
def setup(tmp_path: Path, memory_keyring: MemoryKeyring) -> Setup:
    keys = Keys(KeyringKeeper("here", memory_keyring), SessionKeeper(), FileKeeper(tmp_path / "keys"))
    ids = (str(number) for number in count())
    services = tuple(row.service for row in SERVICES)
    store = ConnectionStore(tmp_path / "connections.json")
    return Setup(store, keys, services, lambda one, model: "", lambda: next(ids))


def begun(setup: Setup, text: str) -> Connection:
    found = recognise(text)
    assert found is not None
    return setup.begin(found)


def typed(setup: Setup, old: Connection, service: str, endpoint: str) -> Connection:
    first = first_of(old.models) or Model("")
    return connection_of(setup, old, Typed(service, endpoint, old.api_version, old.name, first.id, first.label))


@pytest.mark.parametrize(
    ("text", "service", "base", "name"),
    [
        ("sk-ant-api03-fakefakefake", "anthropic", "https://api.anthropic.com", "Anthropic Claude"),
        ("http://nas.local:11434/v1", "ollama", "http://nas.local:11434", "Ollama"),
        ("https://chat.example.com/#/?code=abc", "nextchat", "https://chat.example.com", "chat.example.com"),
        ("https://relay.example/v1", "compatible", "https://relay.example/v1", "relay.example"),
    ],
)
def test_what_is_pasted_sets_up_its_service(setup: Setup, text: str, service: str, base: str, name: str) -> None:
    one = begun(setup, text)
    assert (one.service, one.base_url, one.name) == (service, base, name)


def test_a_model_that_is_named_comes_along(setup: Setup) -> None:
    one = begun(setup, "https://generativelanguage.googleapis.com/v1beta/models/gemini-9:generateContent")
    assert (one.service, one.models) == ("google", (Model("gemini-9"),))


def test_the_api_is_the_one_that_the_address_names(setup: Setup) -> None:
    assert begun(setup, RESPONSES).api == "responses"
    assert begun(setup, OPENAI).api == ""
    assert begun(setup, "BAIDU_API_KEY=fake1\nBAIDU_SECRET_KEY=fake2").api == "wenxin"


def test_an_api_that_the_service_does_not_have_is_not_kept(setup: Setup) -> None:
    assert begun(setup, "https://api.mistral.ai/v1/responses").api == ""


def test_the_api_stays_with_its_service_and_goes_with_it(setup: Setup) -> None:
    one = begun(setup, RESPONSES)
    again, other = recognise(f"{OPENAI} {SK}"), recognise("https://api.deepseek.com")
    assert again is not None
    assert other is not None
    assert setup.filled(one, again).api == "responses"
    assert setup.filled(one, other).api == ""


def test_the_api_follows_what_is_typed_and_chosen(setup: Setup) -> None:
    one = typed(setup, begun(setup, OPENAI), "openai", RESPONSES)
    assert (one.base_url, one.api) == (OPENAI, "responses")
    assert typed(setup, one, "openai", one.base_url).api == "responses"
    assert typed(setup, one, "deepseek", one.base_url).api == ""
    assert typed(setup, one, "openai", "https://api.deepseek.com").api == ""


def test_a_chosen_service_brings_its_address_and_a_typed_one_stays_with_it(setup: Setup) -> None:
    one = typed(setup, begun(setup, OPENAI), "nextchat", OPENAI)
    assert (one.service, one.base_url) == ("nextchat", "")
    one = typed(setup, one, "nextchat", "https://chat.example.com/#/chat")
    assert (one.service, one.base_url) == ("nextchat", "https://chat.example.com")
    one = typed(setup, one, "google", one.base_url)
    assert (one.service, one.base_url) == ("google", "https://generativelanguage.googleapis.com")


def test_a_model_in_a_typed_address_is_taken_out_of_it(setup: Setup) -> None:
    one = typed(
        setup, begun(setup, "sk-ant-fakefakefake"), "google", "relay.example/v1beta/models/gemini-9:generateContent"
    )
    assert (one.service, one.base_url, one.models) == ("google", "https://relay.example", (Model("gemini-9"),))
