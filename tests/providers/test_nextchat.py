"""A NextChat server: one code opens it, the provider in a model's id chooses the way, and its own refusals are told."""

import json
from typing import Any

import pytest

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed, FailureKind, Finished, TextDelta
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import Answered, ChatRequest, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.nextchat import speak
from nextchat_desktop.providers.nextchat_account import Dashboard
from nextchat_desktop.providers.nextchat_models import ServerModels

ROOT = "https://chat.example.org"
NOV_22 = 1_795_305_600_000


def asked(model: str, key: str = "sesame", base_url: str = ROOT, **more: Any) -> HttpRequest:
    endpoint = Endpoint(base_url, model, **more)
    chat = ChatRequest(ModelChoice("c", model), (Message("q", Role.USER, (Text("Hi"),)),))
    return speak(endpoint).request(chat, endpoint, Credentials(key), 0)


def body_of(request: HttpRequest) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(request.content)
    return body


def failed_with(status: int, body: object, model: str = "gpt-4o", content_type: str = "application/json") -> Failed:
    text = body if isinstance(body, str) else json.dumps(body)
    [failed] = speak(Endpoint(ROOT, model)).whole(status, content_type, text)
    assert isinstance(failed, Failed)
    return failed


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("gpt-4o", "openai/v1/chat/completions"),
        ("gpt-4o@openai", "openai/v1/chat/completions"),
        ("gpt-4o@OpenAI", "openai/v1/chat/completions"),
        ("mine@MyGate", "openai/v1/chat/completions"),
        ("gpt-4o@azure", "azure/deployments/gpt-4o/chat/completions?api-version="),
        ("gpt-4o@azure=our dep", "azure/deployments/our%20dep/chat/completions?api-version="),
        ("claude-3-7-sonnet-latest@anthropic", "anthropic/v1/messages"),
        ("deepseek-chat@deepseek", "deepseek/chat/completions"),
        ("kimi-latest@moonshot", "moonshot/v1/chat/completions"),
        ("grok-3@xai", "xai/v1/chat/completions"),
        ("glm-4-plus@chatglm", "chatglm/api/paas/v4/chat/completions"),
        ("org/model@siliconflow", "siliconflow/v1/chat/completions"),
        ("gpt-4o@ai302", "302ai/v1/chat/completions"),
        ("gpt-4o@302.AI", "302ai/v1/chat/completions"),
        ("4.0Ultra@iflytek", "iflytek/v1/chat/completions"),
        ("ep-1@bytedance", "bytedance/api/v3/chat/completions"),
        ("qwen-max@alibaba", "alibaba/v1/services/aigc/text-generation/generation"),
        ("qwen-vl-max@alibaba", "alibaba/v1/services/aigc/multimodal-generation/generation"),
        ("ernie-3.5-8k@baidu", "baidu/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/completions"),
        ("hunyuan-lite@tencent", "tencent"),
        ("gemini-2.5-pro@google", "google/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse"),
        ("a@b@moonshot", "moonshot/v1/chat/completions"),
    ],
)
def test_the_provider_chooses_the_way(model: str, path: str) -> None:
    request = asked(model)
    assert request.url == f"{ROOT}/api/{path}"
    assert speak(Endpoint(ROOT, model)).url(Endpoint(ROOT, model)) == request.url


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("dall-e-3", "openai/v1/images/generations"),
        ("dall-e-3@azure=our-dep", "azure/deployments/our-dep/images/generations"),
        ("cogview-3-plus@chatglm", "chatglm/api/paas/v4/images/generations"),
        ("core@stability", "stability/v2beta/stable-image/generate/core"),
    ],
)
def test_pictures_have_a_way_of_their_own(model: str, path: str) -> None:
    assert asked(model, makes_pictures=True).url.partition("?")[0] == f"{ROOT}/api/{path}"


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-4o", "gpt-4o"),
        ("gpt-4o@azure=our-dep", "gpt-4o"),
        ("a@b@moonshot", "a@b"),
        ("qwen-max@alibaba", "qwen-max"),
        ("ernie-3.5-8k@baidu", "ernie-3.5-8k"),
        ("claude-3-7-sonnet-latest@anthropic", "claude-3-7-sonnet-latest"),
    ],
)
def test_the_body_names_the_model_by_which_the_server_knows_whether_it_is_allowed(model: str, name: str) -> None:
    assert body_of(asked(model))["model"] == name


def test_azure_is_asked_with_the_version_of_the_person_if_there_is_one() -> None:
    request = asked("gpt-4o@azure=d", api_version="2024-10-21")
    assert request.url.endswith("/deployments/d/chat/completions?api-version=2024-10-21")


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("sesame", "Bearer nk-sesame"),
        ("nk-sesame", "Bearer nk-sesame"),
        ("sk-own-key", "Bearer sk-own-key"),
    ],
)
@pytest.mark.parametrize(
    "model",
    [
        "gpt-4o",
        "gpt-4o@azure",
        "claude@anthropic",
        "gemini@google",
        "qwen-max@alibaba",
        "ernie-3.5-8k@baidu",
        "core@stability",
        "hunyuan-lite@tencent",
    ],
)
def test_the_code_is_shown_in_one_header_and_nothing_else_is(model: str, typed: str, header: str) -> None:
    headers = {name.lower(): value for name, value in asked(model, typed, makes_pictures=True).headers.items()}
    assert headers["authorization"] == header
    assert headers.keys() <= {"authorization", "accept", "content-type", "anthropic-version", "x-dashscope-sse"}
    assert [name for name, value in headers.items() if "sesame" in value or "own-key" in value] == ["authorization"]


def test_an_open_server_is_shown_nothing() -> None:
    assert "Authorization" not in asked("gpt-4o", "").headers
    assert "Authorization" not in asked("core@stability", "", makes_pictures=True).headers


def test_no_token_is_fetched_for_what_the_server_signs_itself() -> None:
    assert speak(Endpoint(ROOT, "ernie-3.5-8k@baidu")).tokens is None


@pytest.mark.parametrize(
    "address",
    [ROOT, f"{ROOT}/", f"{ROOT}/#/chat", f"{ROOT}/#/?code=x", f"{ROOT}/api/openai/v1/", f"{ROOT}/api", f"{ROOT}/v1"],
)
def test_any_address_of_the_server_leads_to_it(address: str) -> None:
    assert asked("gpt-4o", base_url=address).url == f"{ROOT}/api/openai/v1/chat/completions"


@pytest.mark.parametrize("root", ["http://api", "https://api.example.org", "https://example.org/my/chat"])
def test_a_host_or_folder_is_not_taken_for_a_route(root: str) -> None:
    assert asked("gpt-4o", base_url=root).url == f"{root}/api/openai/v1/chat/completions"


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": True, "msg": "empty access code"}, FailureKind.CODE_REFUSED),
        (401, {"error": True, "msg": "wrong access code"}, FailureKind.CODE_REFUSED),
        (401, {"error": True, "msg": "you are not allowed to access with your own api key"}, FailureKind.KEY_REFUSED),
        (401, {"error": True, "message": "missing GOOGLE_API_KEY in server env vars"}, FailureKind.SERVER),
        (403, {"error": True, "msg": "you are not allowed to request v1/responses"}, FailureKind.BAD_ENDPOINT),
        (403, {"error": True, "message": "you are not allowed to use gpt-9 model"}, FailureKind.MODEL_NOT_FOUND),
        (200, '```json\n{"cause":{"code":"ENOTFOUND","hostname":"api.openai.com"}}\n```', FailureKind.SERVER),
        (200, "```json\nTypeError: fetch failed\n```", FailureKind.SERVER),
        (200, '```json\n{"name":"AbortError"}\n```', FailureKind.OVERLOADED),
        (200, '```json\n{"error":{"code":"insufficient_quota","message":"Empty"}}\n```', FailureKind.QUOTA),
        (200, "```json", FailureKind.SERVER),
    ],
)
@pytest.mark.parametrize(
    "model",
    ["gpt-4o", "claude@anthropic", "gemini@google", "qwen-max@alibaba", "ernie-3.5-8k@baidu", "hunyuan-lite@tencent"],
)
def test_the_server_says_no_in_its_own_ways(model: str, status: int, body: object, kind: FailureKind) -> None:
    failed = failed_with(status, json.dumps(body), model)
    assert failed.kind is kind
    assert failed.detail


@pytest.mark.parametrize(
    ("status", "content_type", "body", "kind"),
    [
        (404, "text/html", "<!DOCTYPE html><html><head><title>404</title>", FailureKind.WEB_PAGE),
        (200, "text/html", "<!DOCTYPE html><html><head><title>NextChat</title>", FailureKind.WEB_PAGE),
        (504, "text/plain", "An error occurred\n\nFUNCTION_INVOCATION_TIMEOUT", FailureKind.OVERLOADED),
        (401, "application/json", '{"error":{"code":"invalid_api_key","message":"No"}}', FailureKind.KEY_REFUSED),
        (401, "application/json", '"Invalid token"', FailureKind.KEY_REFUSED),
        (429, "application/json", '{"error":{"code":"insufficient_quota"}}', FailureKind.QUOTA),
    ],
)
def test_what_others_say_no_with_is_read_as_ever(status: int, content_type: str, body: str, kind: FailureKind) -> None:
    assert failed_with(status, body, content_type=content_type).kind is kind


def test_spark_says_no_by_number_behind_a_server_too() -> None:
    body = json.dumps({"error": {"message": "AppIdQuotaOverFlow", "code": "11200", "type": "api_error"}})
    assert failed_with(403, body, "4.0Ultra@iflytek").kind is FailureKind.QUOTA


def test_an_answer_in_one_piece_is_one() -> None:
    body = {"choices": [{"index": 0, "message": {"content": "Hello"}, "finish_reason": "stop"}]}
    events = speak(Endpoint(ROOT, "gpt-4o")).whole(200, "application/json", json.dumps(body))
    assert list(events) == [TextDelta("Hello"), Finished("stop")]


def config(**fields: object) -> Answered:
    usual = {
        "needCode": True,
        "hideUserApiKey": False,
        "hideBalanceQuery": False,
        "customModels": "",
        "defaultModel": "",
    }
    return Answered(200, "application/json", json.dumps(usual | fields))


def listed(**fields: object) -> Listed:
    found = ServerModels().read(config(**fields))
    assert isinstance(found, Listed)
    return found


def test_the_models_are_asked_for_without_a_code() -> None:
    request = ServerModels().request(Endpoint(f"{ROOT}/#/chat"), Credentials("sesame"))
    assert (request.method, request.url) == ("GET", f"{ROOT}/api/config")
    assert "sesame" not in str(request.headers)


def test_an_owner_who_lists_nothing_offers_the_usual_models() -> None:
    found = listed()
    assert {"gpt-4o", "deepseek-chat@deepseek"} <= {model.id for model in found.models}
    assert found.default == "gpt-4o-mini"


def test_the_owners_list_counts() -> None:
    text = "-all,+gpt-4o@azure=our-dep,+Doubao@bytedance=ep-1,+claude-x@anthropic=Claude,gpt-4o-mini"
    found = listed(customModels=text, defaultModel="gpt-4o@azure", visionModels="claude-x, other")
    assert found.models == (
        Model("gpt-4o@azure=our-dep", "our-dep"),
        Model("ep-1@bytedance", "Doubao"),
        Model("claude-x@anthropic", "Claude", vision=True),
        Model("gpt-4o-mini"),
    )
    assert found.default == "gpt-4o@azure=our-dep"


def test_new_models_join_the_usual_ones_and_stand_before_them() -> None:
    ids = [model.id for model in listed(customModels="+our-own,-gpt-4o").models]
    assert ids[0] == "our-own"
    assert "gpt-4o" not in ids
    assert len(ids) > 5


def test_without_the_dear_models_only_the_small_ones_are_left() -> None:
    ids = [model.id for model in listed(disableGPT4=True).models]
    assert [id for id in ids if id.startswith("gpt-4")] == ["gpt-4o-mini"]
    assert "deepseek-chat@deepseek" in ids


@pytest.mark.parametrize("body", ["{}", "[]", "<html>", "", '"x"', '{"object":"list","data":[]}'])
def test_what_is_no_nextchat_server_is_told_as_a_wrong_address(body: str) -> None:
    failed = ServerModels().read(Answered(404, "", body))
    assert isinstance(failed, Failed)
    assert failed.kind is (FailureKind.WEB_PAGE if body.startswith("<") else FailureKind.BAD_ENDPOINT)
    assert isinstance(ServerModels().read(Answered(200, "", body)), Failed)


def test_odd_fields_of_the_config_do_no_harm() -> None:
    assert listed(customModels=None, defaultModel=3, visionModels=[], disableGPT4="yes").models == listed().models


def test_the_balance_is_asked_for_with_the_code() -> None:
    requests = [Dashboard().request(place, Endpoint(ROOT), Credentials("sesame"), NOV_22) for place in range(3)]
    assert [request.url.partition("?")[0] for request in requests] == [
        f"{ROOT}/api/config",
        f"{ROOT}/api/openai/dashboard/billing/subscription",
        f"{ROOT}/api/openai/dashboard/billing/usage",
    ]
    assert [request.headers.get("Authorization") for request in requests] == [None, *["Bearer nk-sesame"] * 2]


def account(status: int, first: object, second: object, **fields: object) -> Balance | Failed:
    answers = (Answered(status, "application/json", json.dumps(body)) for body in (first, second))
    return Dashboard().read((config(**fields), *answers))


def test_the_balance_is_the_limit_and_what_was_used() -> None:
    assert account(200, {"hard_limit_usd": 20}, {"total_usage": 123.0}) == Balance(
        (Amount(AmountKind.USED_THIS_MONTH, 1.23, "USD"), Amount(AmountKind.LIMIT, 20.0, "USD"))
    )


def test_a_balance_that_the_owner_hides_is_not_told() -> None:
    hidden = account(200, {"hard_limit_usd": 20}, {"total_usage": 123.0}, hideBalanceQuery=True)
    assert hidden == Failed(FailureKind.NOT_TOLD, "hideBalanceQuery: true")


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (401, {"error": True, "msg": "wrong access code"}, FailureKind.CODE_REFUSED),
        (403, {"error": True, "msg": "you are not allowed to request dashboard/billing/usage"}, FailureKind.NOT_TOLD),
        (403, {"error": {"message": "Your request must be made with a session key"}}, FailureKind.NOT_TOLD),
        (404, {"error": {"message": "Invalid URL"}}, FailureKind.NOT_TOLD),
    ],
)
def test_why_no_balance_is_told(status: int, body: object, kind: FailureKind) -> None:
    failed = account(status, body, body)
    assert isinstance(failed, Failed)
    assert failed.kind is kind
    assert failed.detail
