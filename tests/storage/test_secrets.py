"""The keys of connections: who keeps them, for which server, and that they are never in clear."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from nextchat_desktop.core.keeping import (
    KeeperKind,
    KeeperUnavailable,
    KeptKey,
    KeysLocked,
    NoKeeper,
    Reason,
    WrongPassphrase,
)
from nextchat_desktop.core.origins import origin
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.paths import Paths, paths
from nextchat_desktop.storage.secrets import Keys, installation_id

CANARY = "sk-canary-4711-äöü-密钥"
SERVER = "https://api.example.com"
OTHER = "https://evil.example.com"


class MemoryKeyring(KeyringBackend):
    """Holds as much in one entry as the Windows Credential Manager does."""

    priority = -2

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}
        self.is_locked = False
        self.calls = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._answer()
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._answer()
        assert len(password.encode("utf-16-le")) <= 2560
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._answer()
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")

    def _answer(self) -> None:
        self.calls += 1
        if self.is_locked:
            raise KeyringLocked("Failed to unlock the collection!")


class PlainKeyring(MemoryKeyring):
    __module__ = "keyrings.alt.file"


class PlainRelative(PlainKeyring):
    __module__ = "somewhere.file"


class RaisingKeyring(MemoryKeyring):
    def _answer(self) -> None:
        raise OSError(CANARY)


def keys_of(home: Paths, backend: KeyringBackend) -> Keys:
    keyring = KeyringKeeper(installation_id(home.installation_file), backend)
    return Keys(keyring, SessionKeeper(), FileKeeper(home.key_file))


@pytest.fixture
def home(tmp_path: Path) -> Paths:
    return paths({}, tmp_path)


@pytest.fixture
def backend() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def keys(home: Paths, backend: MemoryKeyring) -> Keys:
    return keys_of(home, backend)


@pytest.fixture
def without(home: Paths) -> Keys:
    """Keys on a system whose only keyring writes plain text."""
    return keys_of(home, PlainKeyring())


def everything_in(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


# With a keyring


def test_a_key_comes_back_after_a_restart(home: Paths, backend: MemoryKeyring) -> None:
    assert keys_of(home, backend).store("a", SERVER, CANARY) is KeeperKind.KEYRING_OTHER
    assert keys_of(home, backend).get("a", SERVER) == CANARY


def test_there_is_no_key_before_one_is_stored(keys: Keys) -> None:
    assert keys.get("a", SERVER) is None
    assert keys.where("a") is None
    assert keys.forget("a") is None


def test_the_keyring_says_that_it_takes_the_next_key(keys: Keys) -> None:
    state = keys.state()
    assert (state.keeper, state.trouble) == (KeeperKind.KEYRING_OTHER, None)
    assert not state.file_exists


def test_a_key_is_not_handed_out_for_another_server(keys: Keys) -> None:
    keys.store("a", SERVER, CANARY)
    assert keys.get("a", OTHER) is None


def test_any_address_on_the_server_will_do(keys: Keys) -> None:
    keys.store("a", "HTTPS://API.example.com:443/v1/chat/completions?x=y", CANARY)
    assert keys.get("a", SERVER) == CANARY


@pytest.mark.parametrize("address", ["", "api.example.com", "http://api.example.com", "https://api.example.com:8443"])
def test_a_near_miss_is_another_server(keys: Keys, address: str) -> None:
    keys.store("a", SERVER, CANARY)
    assert keys.get("a", address) is None


def test_a_key_for_no_server_is_not_kept(keys: Keys) -> None:
    with pytest.raises(ValueError, match="address"):
        keys.store("a", "nonsense", CANARY)


def test_what_is_forgotten_can_be_stored_again_for_its_own_server_only(keys: Keys) -> None:
    keys.store("a", SERVER, CANARY)
    assert keys.forget("a") == KeptKey(SERVER, CANARY)
    assert keys.get("a", SERVER) is None


@pytest.mark.parametrize("length", [1, 1100, 1200, 1201, 5000, 20_000])
def test_a_key_of_any_length_comes_back_and_leaves_nothing_behind(
    keys: Keys, backend: MemoryKeyring, length: int
) -> None:
    keys.store("a", SERVER, "密" * length)
    assert keys.get("a", SERVER) == "密" * length
    keys.forget("a")
    assert backend.entries == {}


def test_a_shorter_key_leaves_no_pieces_of_the_longer_one(keys: Keys, backend: MemoryKeyring) -> None:
    for length in (9000, 3000, 10):
        keys.store("a", SERVER, "k" * length)
        assert keys.get("a", SERVER) == "k" * length
    assert len(backend.entries) == 1


def test_a_key_with_a_missing_piece_is_no_key(keys: Keys, backend: MemoryKeyring) -> None:
    keys.store("a", SERVER, "k" * 5000)
    del backend.entries[next(entry for entry in backend.entries if entry[1].endswith("/2"))]
    assert keys.get("a", SERVER) is None
    keys.forget("a")
    assert backend.entries == {}


def test_a_value_that_looks_like_a_split_one_comes_back(backend: MemoryKeyring) -> None:
    keeper = KeyringKeeper("i", backend)
    keeper.write("a", "pieces:00:3")
    assert keeper.read("a") == "pieces:00:3"


def test_an_entry_somebody_else_changed_is_no_key(keys: Keys, backend: MemoryKeyring) -> None:
    keys.store("a", SERVER, CANARY)
    backend.entries = dict.fromkeys(backend.entries, '{"origin": 3}')
    assert keys.get("a", SERVER) is None


def test_two_homes_on_one_keyring_do_not_mix(tmp_path: Path, backend: MemoryKeyring) -> None:
    one, two = (keys_of(paths({}, tmp_path / name), backend) for name in ("one", "two"))
    one.store("a", SERVER, "first")
    two.store("a", SERVER, "second")
    two.forget("a")
    assert one.get("a", SERVER) == "first"


def test_a_keyring_that_answered_once_is_not_probed_again(keys: Keys, backend: MemoryKeyring) -> None:
    keys.state()
    before = backend.calls
    keys.state()
    assert backend.calls == before


def test_a_locked_keyring_is_no_missing_key(keys: Keys, backend: MemoryKeyring) -> None:
    keys.store("a", SERVER, CANARY)
    backend.is_locked = True
    with pytest.raises(KeeperUnavailable) as trouble:
        keys.get("a", SERVER)
    assert trouble.value.reason is Reason.LOCKED


def test_a_key_that_could_not_be_erased_is_reported(keys: Keys, backend: MemoryKeyring) -> None:
    keys.store("a", SERVER, CANARY)
    backend.is_locked = True
    with pytest.raises(KeeperUnavailable):
        keys.forget("a")


def test_what_a_back_end_blurts_out_is_not_repeated(home: Paths) -> None:
    trouble = keys_of(home, RaisingKeyring()).state().trouble
    assert trouble is not None
    assert (trouble.reason, trouble.detail) == (Reason.FAILED, "OSError")


class Chain(ChainerBackend):
    backends = (PlainKeyring(), MemoryKeyring())


def test_of_a_chain_only_a_safe_link_is_used(home: Paths) -> None:
    chain = Chain()  # type: ignore[no-untyped-call]
    keys_of(home, chain).store("a", SERVER, CANARY)
    assert [len(link.entries) for link in chain.backends] == [0, 1]


# Without one


@pytest.mark.parametrize("backend", [PlainKeyring(), PlainRelative()], ids=["plain", "derived from plain"])
def test_plain_text_is_no_keyring(home: Paths, backend: MemoryKeyring) -> None:
    keys = keys_of(home, backend)
    with pytest.raises(NoKeeper):
        keys.store("a", SERVER, CANARY)
    assert keys.state().keeper is None
    assert backend.calls == 0


@pytest.mark.parametrize("module", [fail, null], ids=["fail", "null"])
def test_a_back_end_that_keeps_nothing_is_no_keyring(home: Paths, module: ModuleType) -> None:
    keys = keys_of(home, module.Keyring())
    trouble = keys.state().trouble
    assert trouble is not None
    assert trouble.reason is Reason.ABSENT
    assert keys.get("a", SERVER) is None


def test_a_chosen_session_keeps_a_key_until_the_end(home: Paths, without: Keys) -> None:
    without.choose_session()
    assert without.store("a", SERVER, CANARY) is KeeperKind.SESSION
    assert without.get("a", SERVER) == CANARY
    assert without.where("a") is KeeperKind.SESSION
    assert keys_of(home, PlainKeyring()).get("a", SERVER) is None


def test_an_unlocked_file_keeps_a_key_for_good(home: Paths, without: Keys) -> None:
    without.file.create("open sesame")
    assert without.store("a", SERVER, CANARY) is KeeperKind.FILE
    later = keys_of(home, PlainKeyring())
    later.file.unlock("open sesame")
    assert later.get("a", SERVER) == CANARY
    assert later.where("a") is KeeperKind.FILE


def test_a_file_is_preferred_to_the_session(without: Keys) -> None:
    without.choose_session()
    without.store("a", SERVER, "old")
    without.file.create("open sesame")
    without.store("a", SERVER, "new")
    assert without.get("a", SERVER) == "new"


def test_a_keyring_that_came_later_takes_the_key_over(home: Paths, without: Keys, backend: MemoryKeyring) -> None:
    without.file.create("open sesame")
    without.store("a", SERVER, "old")
    keys = keys_of(home, backend)
    keys.store("a", SERVER, "new")
    assert keys.get("a", SERVER) == "new"
    assert not keys.file.holds("a")


def test_a_key_stored_while_the_keyring_was_locked_is_the_newer_one(
    keys: Keys, backend: MemoryKeyring, home: Paths
) -> None:
    keys.store("a", SERVER, "old")
    backend.is_locked = True
    without = keys_of(home, backend)
    without.file.create("open sesame")
    without.store("a", SERVER, "new")
    backend.is_locked = False
    assert without.get("a", SERVER) == "new"
    assert without.where("a") is KeeperKind.FILE
    with pytest.raises(KeysLocked):
        keys_of(home, backend).get("a", SERVER)


def test_a_locked_keyring_is_asked_once_for_one_look(home: Paths, backend: MemoryKeyring) -> None:
    backend.is_locked = True
    keys = keys_of(home, backend)
    keys.state()
    assert backend.calls == 1


def test_a_locked_file_asks_for_its_passphrase_only_for_what_it_holds(without: Keys) -> None:
    without.file.create("open sesame")
    without.store("a", SERVER, CANARY)
    without.file.lock()
    assert without.where("a") is KeeperKind.FILE
    assert without.get("b", SERVER) is None
    with pytest.raises(KeysLocked):
        without.get("a", SERVER)


def test_a_locked_file_takes_no_key(without: Keys) -> None:
    without.file.create("open sesame")
    without.file.lock()
    with pytest.raises(NoKeeper):
        without.store("a", SERVER, CANARY)


def test_a_key_is_erased_from_a_locked_file(without: Keys) -> None:
    without.file.create("open sesame")
    without.store("a", SERVER, CANARY)
    without.file.lock()
    assert without.forget("a") is None
    assert without.where("a") is None


def test_a_wrong_passphrase_says_so_and_harms_nothing(home: Paths, without: Keys) -> None:
    without.file.create("open sesame")
    without.store("a", SERVER, CANARY)
    without.file.lock()
    before = home.key_file.read_bytes()
    with pytest.raises(WrongPassphrase):
        without.file.unlock("open barley")
    assert without.file.locked
    assert home.key_file.read_bytes() == before
    without.file.unlock("open sesame")
    assert without.get("a", SERVER) == CANARY


def test_a_passphrase_may_be_typed_in_either_form_of_unicode(home: Paths) -> None:
    FileKeeper(home.key_file).create("Scho\u0308n")
    keeper = FileKeeper(home.key_file)
    keeper.unlock("Sch\u00f6n")
    assert not keeper.locked


def test_an_empty_passphrase_is_none(home: Paths) -> None:
    with pytest.raises(ValueError, match="empty"):
        FileKeeper(home.key_file).create("")


def test_a_file_is_not_made_over_another(home: Paths) -> None:
    FileKeeper(home.key_file).create("one")
    with pytest.raises(FileExistsError):
        FileKeeper(home.key_file).create("two")


def test_two_windows_keep_each_others_keys(home: Paths) -> None:
    one, two = FileKeeper(home.key_file), FileKeeper(home.key_file)
    one.create("open sesame")
    two.unlock("open sesame")
    one.write("a", "1")
    two.write("b", "2")
    assert (one.read("b"), two.read("a")) == ("2", "1")


def test_entries_cannot_be_exchanged(home: Paths) -> None:
    keeper = FileKeeper(home.key_file)
    keeper.create("open sesame")
    keeper.write("mine", "1")
    home.key_file.write_bytes(home.key_file.read_bytes().replace(b"mine", b"your"))
    with pytest.raises(KeeperUnavailable):
        keeper.read("your")


@pytest.mark.parametrize("content", [b"", b"nonsense", b'{"version": 2, "salt": "", "check": "", "entries": {}}'])
def test_a_file_that_cannot_be_read_is_left_alone(home: Paths, without: Keys, content: bytes) -> None:
    home.data.mkdir(exist_ok=True)
    home.key_file.write_bytes(content)
    with pytest.raises(KeeperUnavailable) as trouble:
        without.file.unlock("open sesame")
    assert trouble.value.reason is Reason.FAILED
    with pytest.raises(KeeperUnavailable):
        without.get("a", SERVER)
    assert home.key_file.read_bytes() == content


# Never in clear


def test_no_key_is_ever_in_clear_on_disk(tmp_path: Path, home: Paths, backend: MemoryKeyring, without: Keys) -> None:
    without.choose_session()
    without.store("a", SERVER, CANARY)
    without.file.create("open sesame")
    without.store("a", SERVER, CANARY)
    keys_of(home, backend).store("b", SERVER, CANARY)
    without.forget("a")
    content = everything_in(tmp_path)
    assert b"canary" not in content
    assert b"sesame" not in content


def test_no_key_is_shown_by_accident(keys: Keys) -> None:
    keys.choose_session()
    keys.store("a", SERVER, CANARY)
    assert "canary" not in repr([keys, keys.__dict__, keys.state(), keys.forget("a")])


# Origins


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://API.OpenAI.com/v1", "https://api.openai.com"),
        (" https://a.b:443/ ", "https://a.b"),
        ("http://a.b:80", "http://a.b"),
        ("http://a.b:443", "http://a.b:443"),
        ("http://localhost:11434/api", "http://localhost:11434"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("https://user:pass@a.b/x", "https://a.b"),
        ("https://good.com@evil.com/", "https://evil.com"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, expected: str) -> None:
    assert origin(url) == expected
    assert origin(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.b",
        "//a.b",
        "https://",
        "https://a.b:99999",
        "https://a.b:x",
        "https://[a",
        "https://a\\@b",
        "https://a@b@c",
    ],
)
def test_an_address_of_no_server_has_no_origin(url: str) -> None:
    assert origin(url) == ""


# A real keyring

REAL = """
import sys
from pathlib import Path
from nextchat_desktop.core.keeping import KeeperKind
from nextchat_desktop.storage.keepers import KeyringKeeper, SessionKeeper
from nextchat_desktop.storage.key_file import FileKeeper
from nextchat_desktop.storage.secrets import Keys
home = Path(sys.argv[1])
def keys():
    return Keys(KeyringKeeper("test"), SessionKeeper(), FileKeeper(home / "keys.enc"))
for key in ("sk-canary", "canary" * 1000, "short"):
    assert keys().store("a", "https://a.b", key) is KeeperKind.KEYRING_SECRET_SERVICE
    assert keys().get("a", "https://a.b") == key
    assert keys().get("a", "https://c.d") is None
assert keys().forget("a").key == "short"
assert keys().where("a") is None
"""
IN_A_SESSION = 'printf x | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'

if shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon"):

    def test_the_secret_service_keeps_keys(tmp_path: Path) -> None:
        names = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
        surroundings = {**os.environ, **dict.fromkeys(names, str(tmp_path))}
        surroundings.pop("PYTHON_KEYRING_BACKEND", None)
        program = [sys.executable, "-c", REAL, str(tmp_path)]
        result = subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", IN_A_SESSION, "sh", *program],
            env={**surroundings, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert result.returncode == 0, result.stderr
        assert b"canary" not in everything_in(tmp_path)


def test_the_file_costs_a_guesser_dear_and_repeats_nothing(tmp_path: Path) -> None:
    boxes = []
    for name in ("one", "two"):
        keeper = FileKeeper(tmp_path / name)
        keeper.create("open sesame")
        keeper.write("a", "same")
        keeper.write("b", "same")
        boxes.append(json.loads((tmp_path / name).read_bytes()))
    one, two = boxes
    assert one["salt"] != two["salt"]
    nonces = [base64.b64decode(box["entries"][name])[:12] for box in boxes for name in "ab"]
    assert len(set(nonces)) == 4
    salt, check = (base64.b64decode(one[name]) for name in ("salt", "check"))
    key = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(b"open sesame")
    assert AESGCM(key).decrypt(check[:12], check[12:], b"check") == b""
