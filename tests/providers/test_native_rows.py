"""Services with a dialect of their own: which of their APIs is spoken, and what they show of a person's key."""

import pytest

from nextchat_desktop.core.choice import ModelChoice
from nextchat_desktop.core.connections import Secret
from nextchat_desktop.core.messages import Message, Role
from nextchat_desktop.core.parts import Text
from nextchat_desktop.core.wire import ChatRequest, Credentials, Endpoint
from nextchat_desktop.providers.services import SERVICES

ROWS = {row.service.id: row for row in SERVICES}
WENXIN = "rpc/2.0/ai_custom/v1/wenxinworkshop/chat"


@pytest.mark.parametrize(
    ("service", "api", "base_url", "url"),
    [
        ("alibaba", "", "", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions"),
        ("alibaba", "compatible", "", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions"),
        (
            "alibaba",
            "dashscope",
            "",
            "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation",
        ),
        ("baidu", "", "", "https://qianfan.baidubce.com/v2/chat/completions"),
        ("baidu", "v2", "", "https://qianfan.baidubce.com/v2/chat/completions"),
        ("baidu", "wenxin", "", f"https://aip.baidubce.com/{WENXIN}/m"),
        ("baidu", "", "https://aip.baidubce.com", f"https://aip.baidubce.com/{WENXIN}/m"),
        ("baidu", "v2", "https://aip.baidubce.com", "https://aip.baidubce.com/chat/completions"),
        ("tencent", "", "", "https://hunyuan.tencentcloudapi.com/"),
        ("iflytek", "", "", "https://spark-api-open.xf-yun.com/v1/chat/completions"),
        (
            "iflytek",
            "",
            "https://spark-api-open.xf-yun.com/v2",
            "https://spark-api-open.xf-yun.com/v2/chat/completions",
        ),
        ("ollama", "", "", "http://localhost:11434/api/chat"),
    ],
)
def test_the_api_and_the_address_say_how_a_service_is_asked(service: str, api: str, base_url: str, url: str) -> None:
    row = ROWS[service]
    endpoint = Endpoint(base_url or row.service.base_url, "m", api=api)
    assert row.speak(endpoint).url(endpoint) == url


@pytest.mark.parametrize("api", ["", "compatible", "dashscope"])
def test_alibaba_makes_pictures_through_its_own_api_only(api: str) -> None:
    row = ROWS["alibaba"]
    endpoint = Endpoint(row.service.base_url, "qwen-image", api=api, makes_pictures=True)
    place = "https://dashscope.aliyuncs.com/api/v1/services/aigc/multimodal-generation/generation"
    assert row.speak(endpoint).url(endpoint) == place


@pytest.mark.parametrize("service", ["alibaba", "baidu"])
def test_each_api_of_a_service_has_a_dialect_of_its_own_and_the_first_is_the_usual_one(service: str) -> None:
    row = ROWS[service]
    usual, *others = (type(row.speak(Endpoint(row.service.base_url, "m", api=api))) for api in row.service.apis)
    assert usual is type(row.speak(Endpoint(row.service.base_url, "m")))
    assert usual not in others


def test_only_tencent_needs_its_key_in_two_parts() -> None:
    assert {id for id, row in ROWS.items() if row.service.secret is Secret.PAIR} == {"tencent"}


def test_ollama_wants_no_key_and_spark_no_pictures() -> None:
    assert not ROWS["ollama"].service.needs_key
    assert not ROWS["iflytek"].service.takes_pictures


@pytest.mark.parametrize("service", ["alibaba", "baidu", "tencent", "iflytek", "ollama"])
def test_any_options_make_a_request(service: str) -> None:
    row = ROWS[service]
    options = {"temperature": 1, "top_p": 1, "max_tokens": 10, "seed": 1, "stop": "x", "reasoning_effort": "low"}
    chat = ChatRequest(ModelChoice("c", "m"), (Message("1", Role.USER, (Text("Hello?"),)),), options)
    for api in row.service.apis or ("",):
        endpoint = Endpoint(row.service.base_url, "m", api=api)
        assert row.speak(endpoint).request(chat, endpoint, Credentials("a:b", "token"), 0).content
