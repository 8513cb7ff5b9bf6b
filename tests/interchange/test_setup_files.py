"""Files and links of set-ups: what is written is read again, and whatever else is read does no harm."""

import base64
import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Connection, Limit, Model, ModelKind, Trust
from nextchat_desktop.core.masks import Mask, Prompt
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.core.parts import Picture
from nextchat_desktop.core.sealed import Cost, Sealed
from nextchat_desktop.core.setups import MOST_BYTES, Opened, Secrets, SetUp, Unfit
from nextchat_desktop.interchange.setup_files import goes_with, read, secrets_of, secrets_text, write
from nextchat_desktop.interchange.setup_links import is_link, link_of, of_link

WHOLE = SetUp(
    "Ann 安",
    "Have fun!\nAnn",
    1_700_000_000_000,
    (
        Connection(
            "1",
            "Ours",
            "azure",
            "https://ours.openai.azure.com",
            "2024-10-21",
            (
                Model("gpt", "Our GPT", ModelKind.CHAT, True, False, 128_000, 4_096, True, True, {"temperature": 0.2}),
                Model("mini", shown=False),
            ),
            api="responses",
            headers=("X-Team",),
            proxy="http://ann@proxy.example:8080",
            idle=45.0,
            extra={"user": "team", "deep": {"er": [1, None]}},
            trust=Trust("PEM", "PEM2", "https://ours.openai.azure.com"),
            monthly_limit=Limit(5, "EUR"),
        ),
        Connection("2", "Plain", "openai"),
    ),
    (
        Mask(
            "",
            "Fox",
            "🦊",
            language="en",
            choice=ModelChoice("1", "gpt"),
            model="gpt",
            parameters=Parameters(system="Be a fox"),
        ),
    ),
    (Prompt("", "Title", "Text\nof it"),),
    {"appearance.theme": "dark", "chat.temperature": 0.5, "chat.stop": ["a"]},
    ModelChoice("1", "mini"),
    frozenset({"1"}),
)
SEAL = Sealed(Cost(2**17), b"salt", b"check", b"data")


def keep(_data: bytes) -> Picture | None:
    return None


def picture(_picture: Picture) -> bytes | None:
    return None


def opened(data: bytes) -> Opened:
    found = read(data, keep)
    assert isinstance(found, Opened), found
    return found


def read_of(**fields: Any) -> Opened:
    return opened(json.dumps({"format": "nextchat-setup", "version": 1, **fields}).encode())


def test_what_is_written_is_read_again() -> None:
    found = opened(write(WHOLE, picture, SEAL))
    (mask,) = found.setup.masks
    assert mask.parameters.system == "Be a fox"
    assert found.setup == SetUp(
        **{name: getattr(WHOLE, name) for name in SetUp.__slots__ if name != "masks"}, masks=(mask,)
    )
    assert (mask.name, mask.avatar, mask.choice) == ("Fox", "🦊", ModelChoice("1", "gpt"))
    assert found.sealed == SEAL


def test_what_goes_with_the_seal_is_all_but_the_seal() -> None:
    plain, sealed = opened(write(WHOLE, picture)), opened(write(WHOLE, picture, SEAL))
    assert (plain.sealed, plain.goes_with) == (None, b"")
    fields = json.loads(write(WHOLE, picture, SEAL))
    assert sealed.goes_with == goes_with(fields) == goes_with({**fields, "sealed": {}})
    assert sealed.goes_with != goes_with({**fields, "from": "Eve"})


def test_secrets_are_read_again() -> None:
    secrets = {"1": Secrets("https://a.example", "sk-1", {"X-A": "b"}, "pw"), "2": Secrets("https://b.example", "sk-2")}
    assert secrets_of(secrets_text(secrets)) == secrets
    assert secrets_of(secrets_text({"1": Secrets("https://a.example")})) == {}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", Unfit.NONE),
        (b"\xff\xfe\x00", Unfit.NONE),
        (b"[]", Unfit.NONE),
        (b'{"format":"other","version":1}', Unfit.NONE),
        (b'{"format":"nextchat-setup"}', Unfit.NONE),
        (b'{"format":"nextchat-setup","version":true}', Unfit.NONE),
        (b'{"format":"nextchat-setup","version":2,"connections":{}}', Unfit.LATER),
        (b'{"format":"nextchat-setup","version":99999999999999999999999}', Unfit.LATER),
        (b'{"format":"nextchat-setup","version":1,"note":"cut o', Unfit.CUT),
        (b'{"format":"nextchat-setup","version":1,"note":' + b"[" * 100_000, Unfit.CUT),
        (b" " * (MOST_BYTES + 1), Unfit.LARGE),
    ],
)
def test_what_is_no_set_up_is_told_by_its_reason(data: bytes, why: Unfit) -> None:
    assert read(data, keep) is why


def test_what_is_not_understood_is_left_out_and_counted() -> None:
    models = [{"id": 5}, {"id": "a", "kind": "x"}]
    odd = {"from": ["x"], "note": 3, "made": -1, "__proto__": {"a": 1}, "sealed": {"n": 1}, "settings": []}
    found = read_of(
        connections=[{"id": "1", "service": "openai", "idle": "long", "later": 1, "models": models}, {"id": 1}, 7],
        masks=[{"name": ""}, {"name": "Fox", "context": 5}, "x"],
        prompts=[{"title": "only"}, {"title": "T", "content": "C"}, None],
        begin_with={"connection": 5},
        **odd,
    )
    assert found.setup.connections == (Connection("1", "", "openai", models=(Model("a"),)),)
    assert [mask.name for mask in found.setup.masks] == ["Fox"]
    assert [prompt.title for prompt in found.setup.prompts] == ["T"]
    assert found.setup.left_out == 6
    assert (found.setup.sender, found.setup.note, found.setup.made, found.setup.first) == ("", "", 0, None)
    assert found.sealed is None


def test_letters_that_turn_a_line_round_are_taken_out_of_what_is_shown() -> None:
    found = read_of(**{"from": "\u202eAnn\x1b[31m", "note": "a\u2066b\nc"})
    assert (found.setup.sender, found.setup.note) == ("Ann[31m", "ab\nc")


@pytest.mark.parametrize(
    "seal",
    [
        {"n": 2**40},
        {"n": 2**17, "r": 10**6},
        {"p": 10**9},
        {"n": "131072"},
        {"n": True},
        {"n": -1},
        {"cipher": "rot13"},
        {"derivation": "md5"},
        {"salt": "***"},
        {"data": ""},
        {"data": 5},
    ],
)
def test_a_seal_that_asks_for_too_much_is_none(seal: dict[str, Any]) -> None:
    fields = json.loads(write(WHOLE, picture, SEAL))
    fields["sealed"] |= seal
    assert opened(json.dumps(fields).encode()).sealed is None


def test_a_link_holds_what_the_file_holds() -> None:
    data = write(WHOLE, picture, SEAL)
    link = link_of(data)
    assert link.startswith("nextchat://setup#")
    assert of_link(link) == data


@pytest.mark.parametrize(
    "around", ["Here: {}", "<{}>", "{}.", "{} Have fun!", "{}\nHave fun! abc def", '"{}"', "看这里：{}。", "{}=="]
)
def test_a_link_is_found_among_the_words_around_it(around: str) -> None:
    data = write(WHOLE, picture)
    text = around.format(link_of(data))
    assert is_link(text)
    assert of_link(text) == data


def test_a_link_that_a_mail_program_has_broken_into_lines_is_whole() -> None:
    data = write(WHOLE, picture)
    link = link_of(data)
    folded = "\r\n".join(link[place : place + 60] for place in range(0, len(link), 60))
    assert of_link(folded) == data
    assert of_link(link.replace("#", "%23").replace("nextchat://setup", "NextChat:setup")) == data


def test_a_link_that_was_cut_off_is_told() -> None:
    link = link_of(write(WHOLE, picture))
    assert {of_link(link[:end]) for end in range(len("nextchat://setup#"), len(link) - 12)} == {Unfit.CUT}


def test_a_link_that_would_grow_beyond_all_bounds_is_not_unpacked() -> None:
    bomb = base64.urlsafe_b64encode(zlib.compress(b"0" * (4 * MOST_BYTES), 9)).decode()
    assert of_link(f"nextchat://setup#{bomb}") is Unfit.LARGE


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
NAMES = st.sampled_from(["connections", "masks", "prompts", "settings", "sealed", "begin_with", "from", "note", "made"])


FIELDS = st.sampled_from(
    ["id", "name", "service", "models", "base_url", "extra", "trust", "title", "content", "context", "modelConfig"]
)


@settings(deadline=None)
@given(st.dictionaries(NAMES, VALUES | st.lists(st.dictionaries(FIELDS, VALUES), max_size=3)))
def test_any_values_are_read_without_a_stumble(fields: dict[str, Any]) -> None:
    data = json.dumps({"format": "nextchat-setup", "version": 1, **fields}).encode()
    found = read(data, keep)
    assert isinstance(found, Opened | Unfit)
    if isinstance(found, Opened):
        assert opened(write(found.setup, picture)).setup.connections == found.setup.connections


@settings(deadline=None)
@given(st.data())
def test_files_with_changed_bytes_are_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(write(WHOLE, picture, SEAL))
    for _change in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    assert isinstance(read(bytes(whole), keep), Opened | Unfit)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_link_or_none(text: str) -> None:
    assert isinstance(of_link(text), bytes | Unfit)
    assert isinstance(of_link(f"nextchat://setup#{text}"), bytes | Unfit)
