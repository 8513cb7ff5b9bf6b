"""Masks in NextChat's files: what it wrote is understood, what is written it takes, and nothing falls over."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.masks import Mask, TakenMasks
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parameters import ALL_TURNS, Parameters
from nextchat_desktop.core.parts import Picture, Text
from nextchat_desktop.interchange.masks import read_masks, write_masks

PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (3).to_bytes(4) + (2).to_bytes(4) + b"\x08\x06\0\0\0"
KEPT = Picture("a" * 64, "image/png", 3, 2)

NURSE: dict[str, Any] = {
    "id": 100003,
    "createdAt": 1688899480510,
    "avatar": "1f469-200d-1f4bc",
    "name": "Career adviser",
    "hideContext": True,
    "context": [
        {"id": "c1", "role": "system", "content": "You advise.", "date": ""},
        {"id": "c2", "role": "assistant", "content": "Hello!", "date": "", "isError": False},
        {"id": "c3", "role": "user", "content": ""},
        {"id": "c4", "role": "tool", "content": "42"},
    ],
    "syncGlobalConfig": False,
    "lang": "cn",
    "builtin": True,
    "plugin": ["weather"],
    "enableArtifacts": True,
    "enableCodeFold": False,
    "modelConfig": {
        "model": "gpt-3.5-turbo",
        "providerName": "OpenAI",
        "temperature": 1,
        "max_tokens": 2000,
        "presence_penalty": 0,
        "sendMemory": True,
        "historyMessageCount": 5,
        "compressMessageLengthThreshold": 1500,
        "template": "Q: {{input}}",
    },
}


def keep(data: bytes) -> Picture | None:
    return KEPT if data == PNG else None


def take(value: object) -> TakenMasks:
    return read_masks(json.dumps(value).encode(), keep)


def write(*masks: Mask) -> Any:
    return json.loads(write_masks(masks, lambda picture: PNG if picture == KEPT else None))


def again(mask: Mask) -> Mask:
    """The mask after a way there and back, without what is its own there."""
    (back,) = read_masks(write_masks([mask], lambda picture: PNG if picture == KEPT else None), keep).masks
    return replace(back, foreign="")


def test_a_mask_of_nextchat_is_understood() -> None:
    taken = take(NURSE)
    (mask,) = taken.masks
    assert (mask.id, mask.name, mask.avatar, mask.language) == ("", "Career adviser", "👩‍💼", "zh_CN")
    assert [(one.role, one.text) for one in mask.context] == [
        (Role.SYSTEM, "You advise."),
        (Role.ASSISTANT, "Hello!"),
    ]
    assert (mask.hides_context, mask.fold_code, mask.builtin) == (True, False, False)
    assert (mask.model, mask.created) == ("gpt-3.5-turbo", 1688899480510)
    assert mask.parameters == Parameters(
        temperature=1.0,
        presence_penalty=0.0,
        template="Q: {{input}}",
        turns=3,
        memory=True,
        memory_threshold=1500,
    )
    assert (taken.nameless, taken.messages) == (0, 1)


@pytest.mark.parametrize(("there", "here"), [(2000, None), (4000, None), (8000, 8000)])
def test_a_limit_nobody_has_touched_there_cuts_no_answer_here(there: int, here: int | None) -> None:
    (mask,) = take({**NURSE, "modelConfig": {**NURSE["modelConfig"], "max_tokens": there}}).masks
    assert mask.parameters.max_tokens == here
    assert write(mask)["modelConfig"]["max_tokens"] == there


def test_what_this_program_does_not_know_comes_back_as_it_was() -> None:
    (mask,) = take(NURSE).masks
    back = write(replace(mask, id="m"))
    for name in ("plugin", "enableArtifacts", "enableCodeFold", "avatar", "name", "lang", "hideContext", "createdAt"):
        assert back[name] == NURSE[name], name
    assert back["modelConfig"].items() >= NURSE["modelConfig"].items()
    assert (back["id"], back["builtin"], back["syncGlobalConfig"]) == ("m", False, False)


def test_settings_that_counted_everywhere_there_do_not_become_the_masks_own() -> None:
    (mask,) = take({**NURSE, "syncGlobalConfig": True}).masks
    assert (mask.model, mask.parameters) == ("", Parameters())
    back = write(mask)
    assert back["syncGlobalConfig"] is True
    assert back["modelConfig"]["model"] == "gpt-3.5-turbo"


def test_a_parameter_that_is_left_open_here_is_not_what_it_was_there() -> None:
    (mask,) = take(NURSE).masks
    back = write(replace(mask, parameters=replace(mask.parameters, temperature=None, turns=8)))
    assert back["modelConfig"]["temperature"] == 0.5
    assert back["modelConfig"]["historyMessageCount"] == 16


def test_what_no_service_would_take_is_left_open() -> None:
    config = {"temperature": -1, "top_p": 3, "max_tokens": -5, "presence_penalty": 9}
    (mask,) = take({**NURSE, "modelConfig": {**config, "historyMessageCount": 7}}).masks
    assert mask.parameters == Parameters(turns=4)


def test_nextchat_finds_everything_it_asks_for() -> None:
    written = write(Mask("m", "Editor"), Mask("n", "Other"))
    asked = {"id", "name", "avatar", "context", "syncGlobalConfig", "lang", "builtin", "createdAt", "modelConfig"}
    assert [mask.keys() >= asked for mask in written] == [True, True]
    assert written[0]["avatar"] == "gpt-bot"
    assert written[0]["modelConfig"].keys() >= {"model", "providerName", "historyMessageCount", "template", "top_p"}


@pytest.mark.parametrize(
    "file",
    [
        [NURSE, {"avatar": "gpt-bot"}, 7],
        {"cn": [NURSE, {"name": "  "}], "tw": [], "en": [None]},
        {"chat-next-web-store": {}, "mask-store": {"masks": {"1": NURSE, "2": {}, "3": []}}},
    ],
    ids=["a list", "the site's own", "a backup"],
)
def test_masks_are_found_wherever_nextchat_has_them(file: object) -> None:
    taken = take(file)
    assert [mask.name for mask in taken.masks] == ["Career adviser"]
    assert taken.nameless == 2


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"7", b'"masks"', b"{}", b"[" * 100_000, b'{"a": 1}'])
def test_what_is_no_file_of_masks_is_told(data: bytes) -> None:
    assert read_masks(data, keep) == TakenMasks(is_readable=False)


@pytest.mark.parametrize(
    ("avatar", "shown"),
    [
        ("gpt-bot", ""),
        ("270d-fe0f", "✍️"),
        ("😀", "😀"),
        ("nonsense", ""),
        ("ffffffff", ""),
        ("d800", ""),
        (7, ""),
        ("", ""),
        ("0", ""),
    ],
)
def test_an_avatar_is_an_emoji_or_nothing(avatar: object, shown: str) -> None:
    (mask,) = take({"name": "A", "avatar": avatar}).masks
    assert mask.avatar == shown


def test_pictures_go_along_there_and_back() -> None:
    mask = Mask("m", "Look", context=(Message("0", Role.USER, (Text("Like this:"), KEPT)),))
    assert [part["type"] for part in write(mask)["context"][0]["content"]] == ["text", "image_url"]
    assert again(mask).context == mask.context


def test_a_picture_that_is_elsewhere_is_counted_and_the_words_beside_it_stay() -> None:
    url = {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}
    taken = take({"name": "A", "context": [{"role": "user", "content": [{"type": "text", "text": "Hi"}, url]}]})
    assert (taken.pictures, taken.masks[0].context[0].parts) == (1, (Text("Hi"),))


def test_what_was_changed_in_nextchat_meanwhile_counts() -> None:
    written = write(Mask("m", "Editor", about="Short", parameters=Parameters(temperature=0.3, stop=("END",))))
    written["modelConfig"]["top_p"] = 0.5
    written["modelConfig"]["temperature"] = 0.9
    (mask,) = take(written).masks
    assert (mask.about, mask.model) == ("Short", "")
    assert mask.parameters == Parameters(temperature=0.9, top_p=0.5, stop=("END",))


def test_instructions_of_a_mask_go_first_there() -> None:
    mask = Mask("m", "Editor", context=(Message("0", Role.USER, (Text("Hi"),)),), parameters=Parameters(system="Be"))
    assert [(one["role"], one["content"]) for one in write(mask)["context"]] == [("system", "Be"), ("user", "Hi")]


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=8)
SHARE = st.floats(0, 2)
PARAMETERS = st.builds(
    Parameters,
    temperature=st.none() | SHARE,
    top_p=st.none() | st.floats(0, 1),
    max_tokens=st.none() | st.integers(1, 100_000),
    stop=st.none() | st.tuples(WORDS),
    seed=st.none() | st.integers(0, 1 << 40),
    template=st.none() | WORDS,
    turns=st.none() | st.integers(0, 32) | st.just(ALL_TURNS),
    memory=st.none() | st.booleans(),
    memory_threshold=st.none() | st.integers(100, 9999),
    memory_model=st.none() | st.builds(ModelChoice, WORDS, WORDS),
)
MASKS = st.builds(
    Mask,
    st.just(""),
    WORDS,
    st.sampled_from(["", "✍️", "👩‍💼", "🌐"]),
    WORDS,
    st.sampled_from(["en", "zh_CN", "zh_TW", "jp"]),
    st.just("code"),
    st.lists(st.tuples(st.sampled_from(Role), WORDS), max_size=3).map(
        lambda said: tuple(Message(str(place), role, (Text(text),)) for place, (role, text) in enumerate(said))
    ),
    st.booleans(),
    model=st.just("") | WORDS,
    parameters=PARAMETERS,
    fold_code=st.none() | st.booleans(),
    created=st.integers(0, 1 << 50),
)


@given(MASKS)
def test_any_mask_comes_back_the_same(mask: Mask) -> None:
    assert again(mask) == mask


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*NURSE, *NURSE["modelConfig"], "role", "content", "text", "type"]), inner)
    ),
    max_leaves=20,
)


@given(
    JSON | st.dictionaries(st.sampled_from([*NURSE, "nextchat_desktop"]), JSON).map(lambda one: {"name": "A", **one})
)
def test_no_junk_makes_it_fall(junk: object) -> None:
    for mask in take(junk).masks:
        assert mask.name
        write_masks([mask], lambda picture: None)


@given(st.binary())
def test_no_bytes_make_it_fall(data: bytes) -> None:
    read_masks(data, keep)


def test_names_that_trip_up_nextchat_do_not_go_back_to_it() -> None:
    (mask,) = take({**NURSE, "__proto__": {"isAdmin": True}, "plugin": [{"constructor": 1, "id": "weather"}]}).masks
    written = write_masks([mask], lambda picture: None).decode()
    assert "weather" in written
    assert [name for name in ("__proto__", "constructor", "isAdmin") if name in written] == []


def test_somebody_who_is_no_word_said_nothing_that_can_be_told() -> None:
    taken = take({**NURSE, "context": [{"role": ["user"], "content": "hi"}, {"role": {}, "content": "hi"}]})
    assert (taken.masks[0].context, taken.messages) == ((), 2)
