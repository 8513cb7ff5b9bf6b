"""NextChat's environment variables as people set them, and which server each key is meant for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.environment import UNDERSTOOD, policy_of
from nextchat_desktop.core.environment_names import VARIABLES

NAMES = (
    "OPENAI_API_KEY", "BASE_URL", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "AZURE_URL", "AZURE_API_KEY",
    "AZURE_API_VERSION", "ANTHROPIC_URL", "ANTHROPIC_API_KEY", "GOOGLE_URL", "GOOGLE_API_KEY", "DEEPSEEK_URL",
    "DEEPSEEK_API_KEY", "BAIDU_URL", "BAIDU_API_KEY", "BAIDU_SECRET_KEY", "CODE", "CUSTOM_MODELS", "DEFAULT_MODEL",
    "VISION_MODELS", "PROXY_URL", "HIDE_USER_API_KEY", "ENABLE_BALANCE_QUERY", "DISABLE_GPT4",
)  # fmt: skip


def test_a_start_looks_for_every_variable_that_says_something_and_no_other() -> None:
    assert frozenset(UNDERSTOOD) == VARIABLES


def places(**environ: str) -> list[tuple[str, str, str]]:
    """Service, address and key of each connection."""
    return [(one.place.service, one.place.base_url, one.place.key) for one in policy_of(environ).given]


@pytest.mark.parametrize(
    ("name", "service", "address"),
    [
        ("OPENAI_API_KEY", "openai", "https://api.openai.com/v1"),
        ("ANTHROPIC_API_KEY", "anthropic", "https://api.anthropic.com"),
        ("GOOGLE_API_KEY", "google", "https://generativelanguage.googleapis.com"),
        ("DEEPSEEK_API_KEY", "deepseek", "https://api.deepseek.com/v1"),
        ("MOONSHOT_API_KEY", "moonshot-intl", "https://api.moonshot.ai/v1"),
        ("XAI_API_KEY", "xai", "https://api.x.ai/v1"),
        ("CHATGLM_API_KEY", "zhipu", "https://open.bigmodel.cn/api/paas/v4"),
        ("SILICONFLOW_API_KEY", "siliconflow", "https://api.siliconflow.cn/v1"),
        ("BYTEDANCE_API_KEY", "volcengine", "https://ark.cn-beijing.volces.com/api/v3"),
        ("STABILITY_API_KEY", "stability", "https://api.stability.ai"),
        ("AI302_API_KEY", "302ai", "https://api.302.ai/v1"),
    ],
)
def test_a_key_alone_leads_to_where_its_service_is_at_home(name: str, service: str, address: str) -> None:
    assert places(**{name: "k"}) == [(service, address, "k")]


@pytest.mark.parametrize(
    ("environ", "service", "address"),
    [
        ({"OPENAI_API_KEY": "k", "BASE_URL": "https://relay.example"}, "compatible", "https://relay.example/v1"),
        ({"OPENAI_API_KEY": "k", "BASE_URL": "https://relay.example/v1/"}, "compatible", "https://relay.example/v1"),
        ({"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "http://10.0.0.5:80/x"}, "compatible", "http://10.0.0.5/x/v1"),
        ({"DEEPSEEK_API_KEY": "k", "DEEPSEEK_URL": "relay.example/ds"}, "deepseek", "https://relay.example/ds"),
        ({"CHATGLM_API_KEY": "k", "CHATGLM_URL": "relay.example"}, "zhipu", "https://relay.example/api/paas/v4"),
        ({"ALIBABA_API_KEY": "k", "ALIBABA_URL": "https://relay.example/api/"}, "alibaba", "https://relay.example/api"),
        ({"ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": "relay.example"}, "anthropic", "https://relay.example"),
    ],
)
def test_a_key_goes_to_the_address_beside_it(environ: dict[str, str], service: str, address: str) -> None:
    assert places(**environ) == [(service, address, "k")]


@pytest.mark.parametrize("address", ["/", "not an address", "https://", "ftp://relay.example"])
def test_a_key_beside_an_address_that_nobody_can_read_goes_nowhere(address: str) -> None:
    policy = policy_of({"OPENAI_API_KEY": "sk-canary", "BASE_URL": address})
    assert policy.given == ()
    assert [(one.sentence, one.what) for one in policy.complaints] == [("no_address", "BASE_URL")]
    assert "canary" not in repr(policy)


def test_azure_s_old_address_names_the_deployment_and_the_newer_one_none() -> None:
    old = {"AZURE_URL": "https://us.openai.azure.com/openai/deployments/gpt-4-turbo", "AZURE_API_KEY": "k"}
    place = policy_of(old | {"AZURE_API_VERSION": "2024-02-15-preview"}).given[0].place
    assert (place.base_url, place.deployment) == ("https://us.openai.azure.com", "gpt-4-turbo")
    assert (place.api_version, place.key) == ("2024-02-15-preview", "k")
    place = policy_of({"AZURE_URL": "https://us.openai.azure.com/openai", "AZURE_API_KEY": "k"}).given[0].place
    assert (place.base_url, place.deployment) == ("https://us.openai.azure.com", "")


def test_azure_s_key_without_an_address_says_what_is_missing() -> None:
    policy = policy_of({"AZURE_API_KEY": "k"})
    assert policy.given == ()
    assert [(one.sentence, one.what) for one in policy.complaints] == [("no_place", "AZURE_URL")]


def test_keys_with_commas_are_several_and_two_parts_are_one() -> None:
    assert places(OPENAI_API_KEY="a, b")[0][2] == "a,b"
    assert places(BAIDU_API_KEY="a", BAIDU_SECRET_KEY="s")[0] == ("baidu", "https://aip.baidubce.com", "a:s")
    assert places(IFLYTEK_API_KEY="a,b", IFLYTEK_API_SECRET="s,t")[0][2] == "a:s,b:t"
    assert places(TENCENT_SECRET_ID="i", TENCENT_SECRET_KEY="s")[0][2] == "i:s"
    assert places(BAIDU_API_KEY="a") == []


def test_a_code_opens_a_server_and_beside_a_key_it_belongs_to_the_server_s_own_file() -> None:
    assert places(BASE_URL="https://chat.example.com", CODE="sesame") == [
        ("nextchat", "https://chat.example.com", "sesame")
    ]
    assert places(BASE_URL="https://relay.example", CODE="sesame", OPENAI_API_KEY="k")[0][2] == "k"


@pytest.mark.parametrize("environ", [{"BASE_URL": "/app"}, {"CODE": "sesame"}, {"OPENAI_BASE_URL": "http://x.example"}])
def test_variables_that_others_use_too_say_nothing_alone(environ: dict[str, str]) -> None:
    policy = policy_of(environ)
    assert (policy.given, policy.complaints, policy.place) == ((), (), "")


def test_an_organisation_goes_with_openai_s_key_only() -> None:
    openai, claude = policy_of({"OPENAI_API_KEY": "k", "OPENAI_ORG_ID": "org-1", "ANTHROPIC_API_KEY": "c"}).given
    assert (openai.headers, claude.headers) == ({"OpenAI-Organization": "org-1"}, {})
    assert "org-1" not in repr(openai)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://127.0.0.1:7890", "http://127.0.0.1:7890"),
        ("http://127.0.0.1:7890 me p@ss", "http://me:p%40ss@127.0.0.1:7890"),
        ("socks5://me:pass@proxy.example:1080", "socks5://me:pass@proxy.example:1080"),
    ],
)
def test_the_proxy_is_taken_as_nextchat_writes_it(typed: str, address: str) -> None:
    policy = policy_of({"PROXY_URL": typed})
    assert policy.proxy == address
    assert "pass" not in repr(policy)
    assert "p@ss" not in repr(policy)


def test_a_proxy_that_is_none_is_complained_of_and_not_used() -> None:
    policy = policy_of({"PROXY_URL": "gopher://x"})
    assert policy.proxy == ""
    assert [one.what for one in policy.complaints] == ["PROXY_URL"]


@pytest.mark.parametrize(
    ("name", "value", "is_on"),
    [("HIDE_USER_API_KEY", "1", True), ("HIDE_USER_API_KEY", "0", False), ("DISABLE_GPT4", "true", True)],
)
def test_switches_are_on_unless_they_say_otherwise(name: str, value: str, is_on: bool) -> None:
    assert getattr(policy_of({name: value}), name.lower()) is is_on


def test_the_balance_is_hidden_by_either_of_its_variables() -> None:
    assert policy_of({"HIDE_BALANCE_QUERY": "1"}).hide_balance_query
    assert policy_of({"ENABLE_BALANCE_QUERY": "0"}).hide_balance_query
    assert not policy_of({"ENABLE_BALANCE_QUERY": "1"}).hide_balance_query


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60)))
def test_whatever_stands_there_is_read_without_a_stumble(environ: dict[str, str]) -> None:
    policy = policy_of(environ)
    assert all(one.place.base_url for one in policy.given)
