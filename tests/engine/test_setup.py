"""What is kept for a connection beside its file: it is stored, it goes with the connection, and it comes back."""

from itertools import count
from pathlib import Path

import pytest

from conftest import MemoryKeyring
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import DIRECT, Connection, Model, Service
from nextchat_desktop.core.keeping import KeeperUnavailable, NoKeeper
from nextchat_desktop.core.secrets import headers_entry, headers_of, proxy_entry
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.storage.connections import ConnectionStore
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.secrets import Keys

URL = "https://chat.example/v1"
PROXY = "http://ann:pass%40word@proxy.example:8080"
PLAIN_PROXY = "http://ann@proxy.example:8080"


class House:
    """A set-up over real files and a keyring that the test can look into."""

    def __init__(self, folder: Path, keyring: MemoryKeyring) -> None:
        self.keyring = keyring
        self.file = folder / "connections.json"
        self.keys = Keys(KeyringKeeper("here", keyring), SessionKeeper(), FileKeeper(folder / "keys"))
        ids = (str(number) for number in count())
        services = (Service("compatible", "OpenAI-compatible"),)
        self.setup = Setup(ConnectionStore(self.file), self.keys, services, lambda one, model: "", lambda: next(ids))

    def headers(self, address: str = URL) -> dict[str, str]:
        return headers_of(self.keys.get(headers_entry("c"), address) or "")

    def password(self, proxy: str = PLAIN_PROXY) -> str | None:
        return self.keys.get(proxy_entry("c"), proxy)

    def whole(self) -> Connection:
        """A saved connection that has everything that can be kept."""
        connection = Connection("c", "Ours", "compatible", URL)
        self.setup.store_key(connection, "sk-one\nsk-two")
        connection = self.setup.store_headers(connection, {"X-Team": "secret-team"})
        connection = self.setup.store_proxy(connection, PROXY)
        self.setup.save(connection)
        return connection


@pytest.fixture
def house(tmp_path: Path, memory_keyring: MemoryKeyring) -> House:
    return House(tmp_path, memory_keyring)


BARE = Connection("c", "Ours", "compatible", URL)


def test_names_of_headers_lie_in_the_file_and_values_in_the_keyring(house: House) -> None:
    connection = house.whole()
    assert connection.headers == ("X-Team",)
    assert house.headers() == {"X-Team": "secret-team"}
    written = house.file.read_text()
    assert "X-Team" in written
    assert not any(secret in written for secret in ("secret-team", "pass%40word", "pass@word", "sk-one"))


def test_values_of_headers_stay_with_their_server(house: House) -> None:
    house.whole()
    assert house.headers("https://other.example/v1") == {}


def test_one_value_is_replaced_and_another_stays_unseen(house: House) -> None:
    connection = house.setup.store_headers(BARE, {"X-A": "1", "X-B": "2", "X-C": "3"})
    connection = house.setup.store_headers(connection, {" X-A ": None, "X-B": " new ", "": "nameless", "X-D": None})
    assert connection.headers == ("X-A", "X-B")
    assert house.headers() == {"X-A": "1", "X-B": "new"}


def test_without_headers_nothing_is_kept_of_them(house: House) -> None:
    connection = house.setup.store_headers(BARE, {"X-A": "1"})
    assert house.setup.store_headers(connection, {}).headers == ()
    assert house.keyring.entries == {}


@pytest.mark.parametrize("address", ["", DIRECT, "socks5://127.0.0.1:1080", PLAIN_PROXY])
def test_a_proxy_without_a_password_needs_no_keeper(house: House, address: str) -> None:
    assert house.setup.store_proxy(BARE, f" {address} ").proxy == address
    assert house.keyring.entries == {}


def test_a_proxy_may_be_written_as_host_and_port(house: House) -> None:
    assert house.setup.store_proxy(BARE, "127.0.0.1:7890").proxy == "http://127.0.0.1:7890"


@pytest.mark.parametrize("address", ["http://", "http://[::1", "not an address"])
def test_what_is_no_address_is_no_proxy(house: House, address: str) -> None:
    with pytest.raises(ValueError, match="proxy"):
        house.setup.store_proxy(BARE, address)


def test_the_password_of_a_proxy_is_kept_apart_and_as_it_was_meant(house: House) -> None:
    assert house.whole().proxy == PLAIN_PROXY
    assert house.password() == "pass@word"


def test_the_same_proxy_keeps_its_password_and_another_does_not(house: House) -> None:
    connection = house.whole()
    assert house.setup.store_proxy(connection, PLAIN_PROXY) == connection
    assert house.password() == "pass@word"
    connection = house.setup.store_proxy(connection, "http://bob@proxy.example:8080")
    assert house.password() is None
    assert house.setup.store_proxy(connection, "").proxy == ""


def test_what_cannot_be_kept_changes_nothing(house: House) -> None:
    house.keyring.is_locked = True
    for store in (
        lambda: house.setup.store_headers(BARE, {"X-A": "1"}),
        lambda: house.setup.store_proxy(BARE, PROXY),
        lambda: house.setup.store_key(BARE, "sk-one"),
    ):
        with pytest.raises((NoKeeper, KeeperUnavailable)):
            store()
    assert house.keyring.entries == {}


def test_a_removed_connection_leaves_nothing_behind_and_comes_back_whole(house: House) -> None:
    connection = house.whole()
    removed = house.setup.remove("c")
    assert removed is not None
    assert not removed.key_left
    assert house.keyring.entries == {}
    house.setup.restore(removed)
    assert house.setup.get("c") == connection
    assert house.keys.get("c", URL) == "sk-one\nsk-two"
    assert (house.headers(), house.password()) == ({"X-Team": "secret-team"}, "pass@word")


def test_what_a_locked_keyring_does_not_let_go_of_is_told(house: House) -> None:
    house.whole()
    house.keyring.is_locked = True
    removed = house.setup.remove("c")
    assert removed is not None
    assert removed.key_left
    assert house.setup.all() == ()


def test_no_secret_shows_in_what_was_removed(house: House) -> None:
    house.whole()
    shown = repr(house.setup.remove("c"))
    assert not any(secret in shown for secret in ("secret-team", "pass@word", "sk-one"))


def test_hidden_models_cannot_be_chosen(house: House) -> None:
    house.setup.save(Connection("c", "Ours", "compatible", URL, models=(Model("a"), Model("b", shown=False))))
    assert house.setup.choices() == (ModelChoice("c", "a"),)
