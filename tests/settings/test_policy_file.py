"""A policy as an administrator writes it, with the slips that people make."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.environment_names import VARIABLES
from nextchat_desktop.core.policy import Giver, Policy
from nextchat_desktop.settings.policy_file import SWITCHES, TEXTS, policy_of_text, policy_of_values

WHOLE = """
organisation = "Example School"
hide_user_api_key = true
custom_models = "-all,+gpt-4o@azure=my-dep"
default_model = "gpt-4o@azure"

[preset]
"appearance.theme" = "dark"

[locked]
network.way = "direct"
"conversation.auto_title" = false

[[connections]]
name = "Ours"
service = "azure"
address = "https://ours.openai.azure.com/openai"
api_version = "2024-10-21"
models = "+gpt-4o@azure=my-dep"

[[connections]]
address = "https://chat.example.com/#/"
access_code = "sesame"
"""


def read(text: str, giver: Giver = Giver.ORGANISATION) -> Policy:
    return policy_of_text(text, giver, "/etc/policy")


def test_everything_that_can_be_laid_down_is_read() -> None:
    policy = read(WHOLE)
    assert policy.complaints == ()
    assert (policy.organisation, policy.hide_user_api_key, policy.disable_gpt4) == ("Example School", True, False)
    assert policy.preset == {"appearance.theme": "dark"}
    assert policy.locked == {"network.way": "direct", "conversation.auto_title": False}
    ours, chat = policy.given
    assert (ours.id, ours.name, ours.place.base_url) == ("policy-ours", "Ours", "https://ours.openai.azure.com")
    assert (chat.place.service, chat.place.key, ours.place.key) == ("nextchat", "sesame", "")
    assert "sesame" not in repr(policy)


@pytest.mark.parametrize(("text", "line"), [("a = 1\nb = [", 2), ("organisation = x", 1), ("[locked\n", 1)])
def test_what_nobody_can_read_forbids_all_that_it_might_and_names_the_line(text: str, line: int) -> None:
    policy = read(text)
    assert [(one.sentence, one.line) for one in policy.complaints] == [("broken", line)]
    assert policy.hide_user_api_key
    assert policy.disable_own_connections
    assert policy.custom_models == "-all"


def test_mere_advice_that_nobody_can_read_counts_for_nothing_and_is_told() -> None:
    policy = read("b = [", Giver.FILE)
    assert [one.sentence for one in policy.complaints] == ["broken"]
    assert not policy.hide_user_api_key
    assert policy.custom_models == ""


@pytest.mark.parametrize(
    ("text", "sentence", "what", "line"),
    [
        ("\nhide_user_api_keys = true", "unknown", "hide_user_api_keys", 2),
        ('disable_gpt4 = "yes"', "wrong", "disable_gpt4", 1),
        ("custom_models = 3", "wrong", "custom_models", 1),
        ('[locked]\n"appearance.them" = "dark"', "no_setting", "appearance.them", 2),
        ('[locked]\n"appearance.theme" = "blue"', "wrong_setting", "appearance.theme", 2),
        ('[locked]\nappearance.theme = "blue"', "wrong_setting", "appearance.theme", 2),
        ('connections = "https://x.example"', "wrong", "connections", 1),
        ('[[connections]]\nname = "A"\naddress = "nowhere"', "no_address", "A", 2),
        ('[[connections]]\naddress = "https://x.example"\nkey = "sk-canary"', "unknown", "key", 3),
    ],
)
def test_a_slip_is_told_by_its_name_and_line_and_never_by_its_value(
    text: str, sentence: str, what: str, line: int
) -> None:
    policy = read(text)
    assert [(one.sentence, one.what, one.line) for one in policy.complaints] == [(sentence, what, line)]
    assert "canary" not in repr(policy)


def test_of_what_is_written_wrongly_the_strictest_reading_counts() -> None:
    policy = read('disable_gpt4 = "no"\ncustom_models = 3\n[locked]\n"appearance.theme" = "blue"')
    assert policy.disable_gpt4
    assert policy.custom_models == "-all"
    assert policy.locked == {"appearance.theme": "auto"}


def test_a_preset_that_is_written_wrongly_presets_nothing() -> None:
    assert read('[preset]\n"appearance.theme" = "blue"').preset == {}


def test_a_registry_has_numbers_for_switches_and_numbers_its_connections() -> None:
    values = {
        "hide_user_api_key": 1,
        "disable_gpt4": 0,
        "locked": {"conversation.auto_title": 0, "appearance.text_size": 20},
        "connections": {"1": {"address": "https://relay.example/v1", "name": "Relay"}},
    }
    policy = policy_of_values(values, Giver.ORGANISATION, "HKLM")
    assert policy.complaints == ()
    assert (policy.hide_user_api_key, policy.disable_gpt4) == (True, False)
    assert policy.locked == {"conversation.auto_title": False, "appearance.text_size": 20}
    assert [one.name for one in policy.given] == ["Relay"]


@given(st.text(max_size=200) | st.sampled_from(["a=" * 5 + "[" * 2000, "a = " + "9" * 5000, "a = nan", "\x00"]))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    read(text)


@given(
    st.dictionaries(
        st.sampled_from(["locked", "preset", "connections", "organisation", "disable_gpt4", "__proto__"]),
        st.recursive(
            st.none() | st.booleans() | st.floats() | st.text(),
            lambda some: st.lists(some) | st.dictionaries(st.text(), some),
            max_leaves=5,
        ),
    )
)
def test_any_values_are_read_without_a_stumble(values: dict[str, object]) -> None:
    policy_of_values(values, Giver.ORGANISATION, "HKLM")


GUIDANCE = (Path(__file__).parents[2] / "docs" / "policy.md").read_text("utf-8")


def test_the_example_that_people_copy_is_one_without_a_slip() -> None:
    policy = read(GUIDANCE.split("```toml")[1].split("```")[0])
    assert policy.complaints == ()
    assert [one.name for one in policy.given] == ["School", "Chat server"]


@pytest.mark.parametrize("name", [*SWITCHES, *TEXTS, *sorted(VARIABLES)])
def test_everything_that_is_understood_is_written_down_for_people(name: str) -> None:
    assert f"`{name}`" in GUIDANCE or f"**`{name}`**" in GUIDANCE or f"`{name}=0`" in GUIDANCE
