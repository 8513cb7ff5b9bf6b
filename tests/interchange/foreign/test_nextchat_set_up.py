"""How somebody's NextChat reached its models, and what they had set: connections and settings, told and not taken."""

from typing import Any

import pytest

from interchange.foreign.arrivals import everything
from interchange.foreign.nextchat_files import backup, config
from nextchat_desktop.core.connections import Connection, Model
from nextchat_desktop.core.found import FoundConnection, FoundSettings, Unread, Why
from nextchat_desktop.settings.nextchat import settings_of
from nextchat_desktop.settings.schema import (
    ASK_MASK,
    AUTO_TITLE,
    AVATAR,
    CHAT,
    FOLD_CODE,
    FONT,
    PREVIEW,
    PROXY,
    SEND_KEY,
    SHIPPED_MASKS,
    SUGGESTIONS,
    TEXT_SIZE,
    THEME,
)

USUAL = {
    "accessCode": "",
    "useCustomConfig": True,
    "provider": "OpenAI",
    "openaiUrl": "https://api.openai.com",
    "openaiApiKey": "",
    "azureUrl": "",
    "azureApiKey": "",
    "azureApiVersion": "2023-08-01-preview",
    "googleUrl": "https://generativelanguage.googleapis.com/",
    "googleApiKey": "",
    "anthropicUrl": "https://api.anthropic.com",
    "anthropicApiKey": "",
    "anthropicApiVersion": "2023-06-01",
    "baiduUrl": "https://aip.baidubce.com",
    "baiduApiKey": "",
    "baiduSecretKey": "",
    "bytedanceUrl": "https://ark.cn-beijing.volces.com",
    "bytedanceApiKey": "",
    "alibabaUrl": "https://dashscope.aliyuncs.com/api/",
    "alibabaApiKey": "",
    "moonshotUrl": "https://api.moonshot.ai",
    "tencentUrl": "https://hunyuan.tencentcloudapi.com",
    "iflytekUrl": "https://spark-api-open.xf-yun.com",
    "deepseekUrl": "https://api.deepseek.com",
    "xaiUrl": "https://api.x.ai",
    "chatglmUrl": "https://open.bigmodel.cn",
    "siliconflowUrl": "https://api.siliconflow.cn",
    "ai302Url": "https://api.302.ai",
    "stabilityUrl": "https://api.stability.ai",
    "customModels": "",
}
KEY = "canary-key-1234567890"


def found(app: dict[str, Any] | None = None, **access: Any) -> list[FoundConnection]:
    stores = {"access-control": {**USUAL, **access}, "app-config": app or {}}
    return [one for one in everything(backup(**stores)) if isinstance(one, FoundConnection)]


def one(app: dict[str, Any] | None = None, **access: Any) -> Connection:
    (only,) = found(app, **access)
    assert only.key == KEY
    return only.connection


def test_somebody_who_set_nothing_up_has_no_connection() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("access", "service", "url"),
    [
        ({"openaiApiKey": KEY}, "openai", "https://api.openai.com/v1"),
        ({"token": KEY}, "openai", "https://api.openai.com/v1"),
        ({"openaiApiKey": KEY, "openaiUrl": "https://relay.example.com"}, "compatible", "https://relay.example.com/v1"),
        ({"openaiApiKey": KEY, "openaiUrl": "relay.example.com/v1/"}, "compatible", "https://relay.example.com/v1"),
        ({"anthropicApiKey": KEY}, "anthropic", "https://api.anthropic.com"),
        ({"googleApiKey": KEY}, "google", "https://generativelanguage.googleapis.com"),
        ({"deepseekApiKey": KEY}, "deepseek", "https://api.deepseek.com/v1"),
        ({"chatglmApiKey": KEY}, "zhipu", "https://open.bigmodel.cn/api/paas/v4"),
        ({"bytedanceApiKey": KEY}, "volcengine", "https://ark.cn-beijing.volces.com/api/v3"),
        ({"siliconflowApiKey": KEY}, "siliconflow", "https://api.siliconflow.cn/v1"),
        ({"ai302ApiKey": KEY}, "302ai", "https://api.302.ai/v1"),
        ({"moonshotApiKey": KEY}, "moonshot-intl", "https://api.moonshot.ai/v1"),
        ({"xaiApiKey": KEY}, "xai", "https://api.x.ai/v1"),
    ],
)
def test_a_key_comes_with_the_address_it_was_used_at(access: dict[str, Any], service: str, url: str) -> None:
    connection = one(**access)
    assert (connection.service, connection.base_url) == (service, url)


@pytest.mark.parametrize(
    ("names", "service"),
    [
        (("baiduApiKey", "baiduSecretKey"), "baidu"),
        (("tencentSecretId", "tencentSecretKey"), "tencent"),
        (("iflytekApiKey", "iflytekApiSecret"), "iflytek"),
    ],
)
def test_two_halves_are_one_key(names: tuple[str, str], service: str) -> None:
    (only,) = found(**{names[0]: "first-half", names[1]: "second-half"})
    assert (only.connection.service, only.key) == (service, "first-half:second-half")
    assert [one.key for one in found(**{names[0]: "first-half"})] == [""], "half a key is none"


@pytest.mark.parametrize(
    "url",
    [
        "https://xxxxx.openai.azure.com",
        "https://xxxxx.openai.azure.com/openai",
        "https://xxxxx.openai.azure.com/openai/",
        "xxxxx.openai.azure.com/openai",
    ],
)
def test_azure_as_newer_versions_have_it_knows_deployments_by_the_models(url: str) -> None:
    app = {"modelConfig": config(model="gpt-4-turbo", providerName="Azure")}
    access = {"azureUrl": url, "azureApiKey": KEY, "azureApiVersion": "2024-02-15-preview"}
    connection = one(app, **access, customModels="gpt-4-turbo@Azure=my-dep,+other@azure,gpt-4o")
    assert (connection.service, connection.base_url) == ("azure", "https://xxxxx.openai.azure.com")
    assert connection.api_version == "2024-02-15-preview"
    assert connection.models == (Model("my-dep", "gpt-4-turbo"), Model("other"))


@pytest.mark.parametrize(
    "url",
    [
        "https://xxxxx.openai.azure.com/openai/deployments/gpt-4-turbo",
        "https://xxxxx.openai.azure.com/openai/deployments/gpt-4-turbo/",
        "https://xxxxx.openai.azure.com/openai/deployments/gpt-4-turbo/chat/completions?api-version=2024-02-15-preview",
        "https://api.nextchat.dev/api/proxy/azure/xxxxx/deployments/gpt-4-turbo",
    ],
)
def test_azure_as_older_versions_have_it_is_one_deployment_by_any_name(url: str) -> None:
    """The configuration that this program began with."""
    app = {"modelConfig": {"model": "gpt-3.5-turbo"}, "customModels": "Azure-gpt-4-turbo"}
    access = {"provider": "Azure", "azureUrl": url, "azureApiKey": KEY, "azureApiVersion": "2024-02-15-preview"}
    connection = one(app, **access)
    assert (connection.service, connection.base_url) == ("azure", "https://xxxxx.openai.azure.com")
    assert connection.api_version == "2024-02-15-preview"
    assert connection.models == (Model("gpt-4-turbo", "Azure-gpt-4-turbo"),)


def test_an_azure_address_without_its_key_is_a_connection_that_asks_for_it() -> None:
    (only,) = found(azureUrl="https://xxxxx.openai.azure.com/openai")
    assert (only.connection.base_url, only.key) == ("https://xxxxx.openai.azure.com", "")


def test_an_azure_key_without_an_address_belongs_nowhere() -> None:
    stores = {"access-control": {**USUAL, "azureApiKey": KEY}}
    assert found(azureApiKey=KEY) == []
    assert Unread(Why.NO_ADDRESS, "Azure") in everything(backup(**stores))


@pytest.mark.parametrize("url", ["https://api.nextchat.dev/api/proxy/openai", "https://api.nextchat.dev", ""])
def test_what_went_by_nextchats_own_relay_goes_to_the_service_itself(url: str) -> None:
    assert one(openaiUrl=url, openaiApiKey=KEY).base_url == "https://api.openai.com/v1"


def test_a_key_that_went_by_a_page_nobody_knows_is_sent_nowhere() -> None:
    assert found(openaiUrl="/api/openai", openaiApiKey=KEY) == []
    access = {**USUAL, "openaiUrl": "/api/openai", "openaiApiKey": KEY}
    assert Unread(Why.NO_ADDRESS, "OpenAI") in everything(backup(**{"access-control": access}))


def test_a_key_that_only_openai_gives_out_goes_to_openai() -> None:
    (only,) = found(openaiUrl="/api/openai", openaiApiKey="sk-proj-canary1234567890")
    assert only.connection.base_url == "https://api.openai.com/v1"


def test_an_access_code_comes_with_its_server_where_that_is_known() -> None:
    server = "https://chat.example.com/api/openai"
    connection = one(accessCode=KEY, openaiUrl=server)
    assert (connection.service, connection.base_url) == ("nextchat", "https://chat.example.com")
    assert [one.key for one in found(accessCode=KEY, openaiUrl=server, deepseekApiKey="k2")] == [KEY, "k2"]


def test_an_access_code_is_never_shown_to_a_service() -> None:
    assert found(accessCode=KEY) == []
    assert Unread(Why.NO_ADDRESS, "accessCode") in everything(
        backup(**{"access-control": {**USUAL, "accessCode": KEY}})
    )


def test_a_server_on_this_computer_needs_no_key() -> None:
    (only,) = found(openaiUrl="http://localhost:8080/v1")
    assert (only.connection.service, only.connection.base_url) == ("compatible", "http://localhost:8080/v1")


def test_models_go_where_nextchat_looked_for_them() -> None:
    rules = "-all,+gpt-4o,mine=My own,-gpt-3.5-turbo,+deepseek-v3@DeepSeek=V3,Doubao-lite-4k@bytedance=ep-x,odd@Nobody"
    app = {"customModels": rules, "modelConfig": config(model="gpt-4o")}
    by_service = {
        one.connection.service: one.connection.models
        for one in found(app, openaiApiKey=KEY, deepseekApiKey=KEY, bytedanceApiKey=KEY)
    }
    assert by_service == {
        "openai": (Model("gpt-4o"), Model("mine", "My own"), Model("gpt-3.5-turbo", shown=False), Model("odd")),
        "deepseek": (Model("deepseek-v3", "V3"),),
        "volcengine": (Model("ep-x", "Doubao-lite-4k"),),
    }


def test_the_model_that_answered_usually_is_there() -> None:
    app = {"modelConfig": config(model="claude-3-5-sonnet-latest", providerName="Anthropic")}
    assert one(app, anthropicApiKey=KEY).models == (Model("claude-3-5-sonnet-latest"),)


def test_models_of_which_somebody_said_that_they_see_do() -> None:
    app = {"customModels": "mine,other", "modelConfig": config(model="mine")}
    seeing = one(app, openaiApiKey=KEY, visionModels="mine, third")
    assert [(model.id, model.vision) for model in seeing.models] == [("mine", True), ("other", None)]


def test_no_key_is_in_what_is_told() -> None:
    everywhere = {name: KEY for name in (*USUAL, "accessCode", "openaiApiKey") if "Url" not in name}
    app = {"realtimeConfig": {"apiKey": KEY, "azure": {"endpoint": "https://x.openai.azure.com"}}, "apiKey": KEY}
    told = everything(backup(**{"access-control": {**USUAL, **everywhere, "customModels": ""}, "app-config": app}))
    assert KEY not in repr(told)


@pytest.mark.parametrize("value", [None, 7, [], {}, True, "not an address", "https://", "http://[", "a" * 10_000])
def test_nonsense_for_an_address_is_no_connection(value: Any) -> None:
    assert all("not an" not in one.connection.base_url for one in found(openaiUrl=value, azureUrl=value))


def settings(**app: Any) -> dict[str, Any]:
    told = [one for one in everything(backup(**{"app-config": app})) if isinstance(one, FoundSettings)]
    return settings_of(told[0].values) if told else {}


def test_what_somebody_has_chosen_is_told_in_this_programs_words() -> None:
    chosen = settings(
        submitKey="Ctrl + Enter",
        fontSize=18,
        fontFamily="Noto Serif",
        theme="dark",
        sendPreviewBubble=False,
        enableAutoGenerateTitle=False,
        hideBuiltinMasks=True,
        disablePromptHint=True,
        dontShowMaskSplashScreen=True,
        enableCodeFold=False,
        avatar="1f431",
        modelConfig=config(temperature=0.9, historyMessageCount=20, max_tokens=8000),
    )
    assert chosen == {
        SEND_KEY.key: "ctrl_enter",
        TEXT_SIZE.key: 18,
        FONT.key: "Noto Serif",
        THEME.key: "dark",
        PREVIEW.key: False,
        AUTO_TITLE.key: False,
        SHIPPED_MASKS.key: False,
        SUGGESTIONS.key: False,
        ASK_MASK.key: False,
        FOLD_CODE.key: 0,
        AVATAR.key: "🐱",
        CHAT["temperature"].key: 0.9,
        CHAT["turns"].key: 10,
        CHAT["max_tokens"].key: 8000,
    }


def test_what_was_as_it_usually_is_was_not_chosen() -> None:
    assert settings(submitKey="Enter", fontSize=14, theme="auto", avatar="1f603", modelConfig=config()) == {}


@pytest.mark.parametrize(
    "app",
    [{"submitKey": "Hyper + Enter"}, {"fontSize": 900}, {"fontSize": True}, {"theme": ["dark"]}, {"avatar": 7}],
)
def test_what_this_program_has_not_is_left_alone(app: dict[str, Any]) -> None:
    assert settings(**app) == {}


def test_parameters_of_others_keep_their_names_and_nothing_else_gets_in_that_way() -> None:
    others = {CHAT["temperature"].key: 0.3, CHAT["turns"].key: -5, PROXY.key: "http://evil.example.com"}
    assert settings_of(others) == {CHAT["temperature"].key: 0.3}
