"""NextChat's rules for models from the environment: what is listed where, which model begins, and that both agree with
what may be used."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nextchat_desktop.core.connections import Connection
from nextchat_desktop.core.environment import policy_of
from nextchat_desktop.core.policy import Rules, rules_of
from nextchat_desktop.engine.given import connections_of
from nextchat_desktop.providers.services import SERVICES
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import Words

WORDS = Words(resource("locales"), "en")
KEYS = {
    "OPENAI_API_KEY": "k",
    "AZURE_URL": "https://ours.openai.azure.com",
    "AZURE_API_KEY": "k",
    "BYTEDANCE_API_KEY": "k",
    "DEEPSEEK_API_KEY": "k",
}
SERVER = {"BASE_URL": "https://chat.example", "CODE": "sesame"}


def under(environ: Mapping[str, str], **more: str) -> tuple[Rules, dict[str, Connection]]:
    rules = rules_of((policy_of({**environ, **more}),))
    services = tuple(row.service for row in SERVICES)
    return rules, {one.service: one for one in connections_of(rules, services, WORDS)}


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("-all", {}),
        ("-all,+gpt-4o", {"openai": [("gpt-4o", "")], "azure": [("gpt-4o", "")]}),
        ("-all,gpt-4o@openai=Four", {"openai": [("gpt-4o", "Four")]}),
        ("-all,+gpt-4o@azure=ours", {"azure": [("ours", "gpt-4o")]}),
        ("-all,+gpt-4o@Azure=ours=cut off", {"azure": [("ours", "gpt-4o")]}),
        ("-all,+mine@azure", {"azure": [("mine", "")]}),
        ("-all,+mine", {"openai": [("mine", "")]}),
        ("-all,+claude-2.1@OpenAI", {"openai": [("claude-2.1", "")]}),
        ("-all,+Doubao-lite-4k@bytedance=ep-x", {"volcengine": [("ep-x", "Doubao-lite-4k")]}),
        ("-all,+a@20240620@DeepSeek", {"deepseek": [("a@20240620", "")]}),
        ("-all,+mine@elsewhere", {}),
        ("+mine,-all,+deepseek-chat@deepseek", {"deepseek": [("deepseek-chat", "")]}),
        ("-all,+mine,-mine", {}),
    ],
)
def test_each_service_lists_what_the_rules_leave_it(text: str, listed: dict[str, list[tuple[str, str]]]) -> None:
    _, connections = under(KEYS, CUSTOM_MODELS=text)
    assert {
        id: [(model.id, model.name) for model in one.models] for id, one in connections.items() if one.models
    } == listed


def test_a_name_without_a_provider_is_hidden_wherever_it_is() -> None:
    _, connections = under(KEYS, CUSTOM_MODELS="-gpt-4o,-deepseek-chat")
    assert connections["openai"].model("gpt-4o") is None
    assert connections["azure"].model("gpt-4o") is None
    assert [model.id for model in connections["deepseek"].models] == ["deepseek-reasoner"]
    _, connections = under(SERVER, CUSTOM_MODELS="+gpt-4o@azure=ours,-gpt-4o")
    assert not any(model.id.startswith("gpt-4o@") for model in connections["nextchat"].models)


@pytest.mark.parametrize(
    ("environ", "wish", "service", "model"),
    [
        (KEYS, "gpt-4o", "openai", "gpt-4o"),
        (KEYS, "gpt-4o@openai", "openai", "gpt-4o"),
        (KEYS, "gpt-4o@OpenAI", "openai", "gpt-4o"),
        (KEYS, "gpt-4o@azure", "azure", "ours"),
        (KEYS, "gpt-4o@azure", "openai", ""),
        (KEYS, "deepseek-chat@deepseek", "deepseek", "deepseek-chat"),
        (KEYS, "deepseek-chat@deepseek", "openai", ""),
        (KEYS, "unheard", "openai", ""),
        (SERVER, "gpt-4o@azure", "nextchat", "gpt-4o@azure=ours"),
        (SERVER, "deepseek-chat", "nextchat", "deepseek-chat@deepseek"),
        (SERVER, "gpt-4o@xai", "nextchat", ""),
    ],
)
def test_the_model_to_begin_with_is_named_with_its_provider_or_without(
    environ: Mapping[str, str], wish: str, service: str, model: str
) -> None:
    rules, connections = under(environ, CUSTOM_MODELS="+gpt-4o@azure=ours", DEFAULT_MODEL=wish)
    assert rules.default_of(connections[service]) == model


def _item(sign: str, name: str, provider: str, has_display: bool) -> str:
    return f"{sign}{name}{provider}{f'=dep-{name}' if has_display and sign != '-' else ''}"


ITEMS = st.builds(
    _item,
    st.sampled_from(["", "+", "-"]),
    st.sampled_from(["all", "gpt-4o", "gpt-5", "deepseek-chat", "mine", "a@b"]),
    st.sampled_from(["", "@openai", "@OpenAI", "@azure", "@Azure", "@bytedance", "@ByteDance", "@deepseek", "@x"]),
    st.booleans(),
)


@settings(max_examples=300)
@given(st.lists(ITEMS, max_size=6), st.sampled_from([KEYS, SERVER]))
def test_whatever_is_listed_may_be_used(items: list[str], environ: Mapping[str, str]) -> None:
    rules, connections = under(environ, CUSTOM_MODELS=",".join(items))
    for connection in connections.values():
        assert [one.id for one in connection.models if not rules.permits(connection, one.id)] == []
