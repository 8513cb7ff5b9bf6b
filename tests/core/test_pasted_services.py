"""Which service a pasted text is of, its place and its key. Every key here is made up."""

import json
from urllib.parse import quote

import pytest

from nextchat_desktop.core import hosts
from nextchat_desktop.core.endpoints import Recognised, normalise_base, recognise
from nextchat_desktop.providers.services import SERVICES

SK = "sk-fake-not-a-real-key"
HEX = "0123456789abcdef" * 2
ANT = "sk-ant-api03-fakefakefake"
AIZA = "AIzaFake0123456789Fake0123456789Fake012"
JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJmYWtlIn0.ZmFrZQ"
RELAY = "https://relay.example"
CHAT = "https://chat.example.com"
GATEWAY = "https://gateway.ai.cloudflare.com/v1/account/gateway"
CLAUDE = "https://api.anthropic.com"
GEMINI = "https://generativelanguage.googleapis.com"


def spot(service: str, base: str = "", key: str = "", model: str = "", api: str = "") -> Recognised:
    return Recognised(service, base or hosts.home_url(service), model=model, key=key, api=api)


def nextchat(key: str = "", model: str = "", base: str = CHAT) -> Recognised:
    return Recognised("nextchat", base, model=model, key=key)


HAVE_NO_TELLING_ADDRESS = {"llamacpp", "vllm", "litellm"}
ROWS = {row.service.id: row.service.base_url for row in SERVICES if row.service.base_url}


@pytest.mark.parametrize("service", sorted(ROWS.keys() - HAVE_NO_TELLING_ADDRESS))
def test_the_address_of_every_service_is_recognised_as_its_own(service: str) -> None:
    for address in (ROWS[service], f"{ROWS[service]}/", ROWS[service].partition("://")[2]):
        found = recognise(address)
        assert found is not None
        assert (found.service, found.base_url) == (service, ROWS[service])


ADDRESSES = {
    "claude": ("https://api.anthropic.com/v1/messages", spot("anthropic")),
    "claude without a path": ("api.anthropic.com", spot("anthropic")),
    "claude by a relay": (f"{RELAY}/v1/messages", spot("anthropic", RELAY)),
    "claude by a relay's folder": (f"{RELAY}/claude/v1/messages/", spot("anthropic", f"{RELAY}/claude")),
    "claude's way to deepseek": (
        "https://api.deepseek.com/anthropic",
        spot("anthropic", "https://api.deepseek.com/anthropic"),
    ),
    "claude at azure": (
        "https://res.services.ai.azure.com/anthropic/v1/messages",
        spot("anthropic", "https://res.services.ai.azure.com/anthropic"),
    ),
    "claude behind azure's gateway": (
        "https://res.azure-api.net/claude/v1/messages",
        spot("anthropic", "https://res.azure-api.net/claude"),
    ),
    "claude at azure, never without encryption": (
        "http://res.services.ai.azure.com/anthropic",
        spot("anthropic", "https://res.services.ai.azure.com/anthropic"),
    ),
    "claude's way to grok": ("https://api.x.ai/v1/messages", spot("anthropic", "https://api.x.ai")),
    "gemini": (f"{GEMINI}/v1beta", spot("google")),
    "gemini's model": (
        f"{GEMINI}/v1beta/models/gemini-9:streamGenerateContent?alt=sse&key={AIZA}",
        spot("google", key=AIZA, model="gemini-9"),
    ),
    "gemini by a relay": (
        f"{RELAY}/v1beta/models/gemini-9:generateContent",
        spot("google", RELAY, model="gemini-9"),
    ),
    "gemini as openai": (
        f"{GEMINI}/v1beta/openai/chat/completions",
        spot("compatible", f"{GEMINI}/v1beta/openai"),
    ),
    "a model to be put in": (f"{GEMINI}/v1beta/models/YOUR_MODEL:generateContent", spot("google")),
    "glm for code": (
        "https://open.bigmodel.cn/api/coding/paas/v4",
        spot("zhipu", "https://open.bigmodel.cn/api/coding/paas/v4"),
    ),
    "qwen's own api": (
        "https://dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation",
        spot("alibaba", api="dashscope"),
    ),
    "qwen abroad": (
        "https://dashscope-intl.aliyuncs.com",
        spot("alibaba", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1"),
    ),
    "wenxin": (
        "https://aip.baidubce.com/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/ernie",
        spot("baidu", "https://aip.baidubce.com", api="wenxin"),
    ),
    "stable image": ("https://api.stability.ai/v2beta/stable-image/generate/core", spot("stability")),
    "never without encryption": ("http://api.deepseek.com/v1", spot("deepseek")),
    "responses": ("https://api.openai.com/v1/responses", spot("openai", api="responses")),
    "responses of a relay": (f"{RELAY}/v1/responses", spot("compatible", f"{RELAY}/v1", api="responses")),
    "responses of azure": (
        "https://res.openai.azure.com/openai/v1/responses",
        spot("azure", "https://res.openai.azure.com/openai/v1", api="responses"),
    ),
    "ollama": ("http://nas.local:11434/api/chat", spot("ollama", "http://nas.local:11434")),
    "ollama as openai": ("http://127.0.0.1:11434/v1/", spot("ollama", "http://127.0.0.1:11434")),
    "lm studio": ("http://127.0.0.1:1234", spot("lmstudio", "http://127.0.0.1:1234/v1")),
    "a port elsewhere": ("https://relay.example:1234", spot("compatible", "https://relay.example:1234/v1")),
    "cloudflare": (GATEWAY, spot("cloudflare", f"{GATEWAY}/compat")),
    "cloudflare for all": (f"{GATEWAY}/compat/chat/completions", spot("cloudflare", f"{GATEWAY}/compat")),
    "cloudflare for openai": (f"{GATEWAY}/openai/v1/chat/completions", spot("cloudflare", f"{GATEWAY}/openai")),
    "cloudflare for groq": (f"{GATEWAY}/groq", spot("cloudflare", f"{GATEWAY}/groq")),
    "cloudflare for claude": (f"{GATEWAY}/anthropic/v1/messages", spot("anthropic", f"{GATEWAY}/anthropic")),
    "cloudflare for gemini": (
        f"{GATEWAY}/google-ai-studio/v1beta/models/gemini-9:generateContent",
        spot("google", f"{GATEWAY}/google-ai-studio", model="gemini-9"),
    ),
    "cloudflare for azure": (
        f"{GATEWAY}/azure-openai/res/dep/chat/completions?api-version=2024-10-21",
        Recognised("cloudflare", f"{GATEWAY}/azure-openai/res/dep", api_version="2024-10-21", model="dep"),
    ),
    "chatgpt-web": ("http://10.0.0.2:3002", spot("chatgptweb", "http://10.0.0.2:3002")),
    "chatgpt-web's route": (f"{RELAY}/api/chat-process", spot("chatgptweb", RELAY)),
    "chatgpt-web's page": ("http://10.0.0.2:1002/#/chat/1002", spot("chatgptweb", "http://10.0.0.2:1002")),
    "an api at that port": ("http://10.0.0.2:3002/v1", spot("compatible", "http://10.0.0.2:3002/v1")),
}

NEXTCHATS = {
    "link": (f"{CHAT}/#/?code=abc", nextchat("abc")),
    "link to a page": (f"{CHAT}/#/chat?code=nk-a%2Bb", nextchat("nk-a+b")),
    "link with a code among settings": (f'{CHAT}/#/?settings={{"code":"abc"}}', nextchat("abc")),
    "the same, encoded": (f"{CHAT}/#/?settings={quote(json.dumps({'code': 'abc'}))}", nextchat("abc")),
    "page": (f"{CHAT}/#/settings", nextchat()),
    "route": (f"{CHAT}/api/openai/v1/chat/completions", nextchat()),
    "route to azure": (
        f"{CHAT}/api/azure/deployments/d/chat/completions?api-version=2024-10-21",
        nextchat(model="d"),
    ),
    "route with a code": (f"{CHAT}/api/anthropic/v1/messages\naccess code: abc", nextchat("abc")),
    "marked code": (f"{CHAT} nk-abcdef", nextchat("nk-abcdef")),
    "chinese": (f"访问密码 abc / 地址 {CHAT}", nextchat("abc")),
    "chinese with signs": (f"网址：{CHAT}，访问码：a1b2。", nextchat("a1b2")),
    "chinese, said": (f"地址是{CHAT}，授权码是abc", nextchat("abc")),
    "english": (f"Open {CHAT}\npassword: abc", nextchat("abc")),
    "english sentence": (f"The address is {CHAT} and the access code is abc1.", nextchat("abc1")),
    "env": (f"CODE=abc,def\nSERVER={CHAT}", nextchat("abc")),
    "port": ("地址 192.168.1.9:3000 访问密码 abc", nextchat("abc", base="http://192.168.1.9:3000")),
    "marked code alone": ("nk-abcdef", Recognised("nextchat", "", key="nk-abcdef")),
}

NO_CODES = {
    "a server that is being set up": (
        f"docker run -e OPENAI_API_KEY={SK} -e CODE=abc -e BASE_URL={RELAY} yidadaa/chatgpt-next-web",
        spot("compatible", f"{RELAY}/v1", SK),
    ),
    "such a server without its key": (
        f"docker run -e OPENAI_API_KEY=换成你的中转key -e CODE=页面访问密码 -e BASE_URL={RELAY}",
        spot("compatible", f"{RELAY}/v1"),
    ),
    "an api": (f"{RELAY}/v1 password: abc", spot("compatible", f"{RELAY}/v1")),
    "a failure": (f"{RELAY} answered with status code: 404", spot("compatible", f"{RELAY}/v1")),
    "a sentence": (f"The code is at {RELAY}", spot("compatible", f"{RELAY}/v1")),
    "a code to be put in": (f"{RELAY} CODE=your-password", spot("compatible", f"{RELAY}/v1")),
}

KEYS = {
    "claude": (ANT, spot("anthropic", key=ANT)),
    "gemini": (AIZA, spot("google", key=AIZA)),
    "nvidia": ("nvapi-FakeFakeFake", spot("nvidia", key="nvapi-FakeFakeFake")),
    "github": ("ghp_FakeFakeFake", spot("github", key="ghp_FakeFakeFake")),
    "github of today": ("github_pat_FakeFake_Fake", spot("github", key="github_pat_FakeFake_Fake")),
    "perplexity": ("pplx-FakeFakeFake", spot("perplexity", key="pplx-FakeFakeFake")),
    "claude by its label": ("ANTHROPIC_API_KEY=abcdef", spot("anthropic", key="abcdef")),
    "gemini by its label": ("GEMINI_API_KEY=abcdef", spot("google", key="abcdef")),
    "google by its label": ("export GOOGLE_API_KEY='abcdef'", spot("google", key="abcdef")),
    "qwen": (f"DASHSCOPE_API_KEY={SK}", spot("alibaba", key=SK)),
    "ark": ("ARK_API_KEY=0a1b2c3d-0000", spot("volcengine", key="0a1b2c3d-0000")),
    "ark as nextchat calls it": ("BYTEDANCE_API_KEY=0a1b2c3d-0000", spot("volcengine", key="0a1b2c3d-0000")),
    "siliconflow": (f"siliconflowApiKey: {SK}", spot("siliconflow", key=SK)),
    "glm": (f"ZHIPUAI_API_KEY={HEX}.Fake0Fake1Fake2x", spot("zhipu", key=f"{HEX}.Fake0Fake1Fake2x")),
    "glm abroad": (f"ZAI_API_KEY={HEX}.Fake0Fake1Fake2x", spot("zhipu-intl", key=f"{HEX}.Fake0Fake1Fake2x")),
    "github's token": ("GITHUB_TOKEN=ghp_FakeFakeFake", spot("github", key="ghp_FakeFakeFake")),
    "kimi by a word before it": (f"Here is my Kimi API key: {SK}", spot("moonshot", key=SK)),
    "deepseek by a word before it": (f"deepseek {SK}", spot("deepseek", key=SK)),
    "302.ai": (f"AI302_API_KEY={SK}", spot("302ai", key=SK)),
    "azure among others": (f"AZURE_API_KEY={HEX}\nOPENAI_API_KEY={SK}", spot("openai", key=SK)),
    "from the page where it was fetched": (
        f"https://platform.deepseek.com/api_keys\nDEEPSEEK_API_KEY={SK}",
        spot("deepseek", key=SK),
    ),
}

PAIRS = {
    "tencent": ("SecretId: AKIDfake1\nSecretKey: fake2", spot("tencent", key="AKIDfake1:fake2")),
    "tencent without signs": ("SecretId AKIDfake1 SecretKey fake22", spot("tencent", key="AKIDfake1:fake22")),
    "tencent in json": (
        '{"SecretKey": "fake2", "SecretId": "AKIDfake1"}',
        spot("tencent", key="AKIDfake1:fake2"),
    ),
    "tencent in an env": ("TENCENT_SECRET_ID=fake1\nTENCENT_SECRET_KEY=fake2", spot("tencent", key="fake1:fake2")),
    "baidu": ("API Key：fake1\nSecret Key：fake2", spot("baidu", key="fake1:fake2", api="wenxin")),
    "baidu in an env": ("BAIDU_API_KEY=fake1\nBAIDU_SECRET_KEY=fake2", spot("baidu", key="fake1:fake2", api="wenxin")),
    "baidu by two letters": ("QIANFAN_AK=fake1\nQIANFAN_SK=fake2", spot("baidu", key="fake1:fake2", api="wenxin")),
    "iflytek": ("APPID: 1234\nAPISecret: fake2\nAPIKey: fake1", spot("iflytek", key="fake1:fake2")),
    "iflytek with an address": (
        "https://spark-api-open.xf-yun.com/v1/chat/completions API Key: fake1, API Secret: fake2",
        spot("iflytek", key="fake1:fake2"),
    ),
    "another server's": (
        f"BASE_URL={RELAY}\nAPI_KEY=fake1\nSECRET_KEY=fake2",
        spot("compatible", f"{RELAY}/v1", "fake1"),
    ),
}

CURL_CLAUDE = rf"""curl https://api.anthropic.com/v1/messages \
  --header "x-api-key: {ANT}" --header "anthropic-version: 2023-06-01" \
  --data '{{"model": "claude-9", "max_tokens": 1024}}'"""
CURL_GEMINI = rf"""curl "{GEMINI}/v1beta/models/gemini-9:generateContent" \
  -H 'x-goog-api-key: {AIZA}' -X POST -d '{{"contents": []}}'"""
PYTHON_CLAUDE = f'client = Anthropic(api_key="abcdef", base_url="{RELAY}")\nclient.messages.create(model="claude-9")'
PYTHON_GEMINI = f'client = genai.Client(api_key="{AIZA}")\nclient.models.generate_content(model="gemini-9")'
JS_CLAUDE = f'const client = new Anthropic({{ apiKey: "{ANT}" }});\nclient.messages.create({{ model: "claude-9" }})'
JS_DEEPSEEK = f"new OpenAI({{ baseURL: 'https://api.deepseek.com', apiKey: '{SK}' }}); // model: 'deepseek-chat'"
ENV_CLAUDE = f"OPENAI_API_KEY={SK}\nANTHROPIC_BASE_URL={RELAY}\nANTHROPIC_AUTH_TOKEN=abcdef"

TEXTS = {
    "curl for claude": (CURL_CLAUDE, spot("anthropic", key=ANT, model="claude-9")),
    "curl for gemini": (CURL_GEMINI, spot("google", key=AIZA, model="gemini-9")),
    "python for claude": (PYTHON_CLAUDE, spot("anthropic", RELAY, "abcdef", "claude-9")),
    "python for gemini": (PYTHON_GEMINI, spot("google", key=AIZA, model="gemini-9")),
    "javascript for claude": (JS_CLAUDE, spot("anthropic", key=ANT, model="claude-9")),
    "javascript for deepseek": (JS_DEEPSEEK, spot("deepseek", key=SK, model="deepseek-chat")),
    "env for claude": (ENV_CLAUDE, spot("anthropic", RELAY, "abcdef")),
    "settings of a client of claude's": (
        '{"ANTHROPIC_BASE_URL": "https://api.deepseek.com/anthropic", "ANTHROPIC_MODEL": "m-1", '
        f'"ANTHROPIC_AUTH_TOKEN": "{SK}"}}',
        spot("anthropic", "https://api.deepseek.com/anthropic", SK, "m-1"),
    ),
    "env for gemini": (f"GOOGLE_URL={RELAY}/\nGOOGLE_API_KEY=abcdef", spot("google", RELAY, "abcdef")),
    "env for ollama": ("OLLAMA_BASE_URL=https://relay.example", spot("ollama", RELAY)),
    "key of chatgpt-web": (f"{RELAY}/api/chat-process 密钥：abcd", spot("chatgptweb", RELAY, "abcd")),
    "setting of chatgpt-web": (
        "http://10.0.0.2:1002 AUTH_SECRET_KEY=a",
        spot("chatgptweb", "http://10.0.0.2:1002", "a"),
    ),
    "chatgpt-web by name": (f"chatgpt-web {RELAY} 密码 a1", spot("chatgptweb", RELAY, "a1")),
    "token of a company": (
        f"https://res.openai.azure.com {JWT}",
        spot("azure", "https://res.openai.azure.com", JWT),
    ),
    "page before the address": (
        f"https://github.com/openai/openai-python\nhttps://relay.example/v1 {SK}",
        spot("compatible", f"{RELAY}/v1", SK),
    ),
    "picture before the address": (
        f"![](https://pictures.example/1.png) {RELAY}/v1 {SK}",
        spot("compatible", f"{RELAY}/v1", SK),
    ),
}

PASTES = {
    f"{kind}: {name}": case
    for kind, cases in {
        "address": ADDRESSES, "nextchat": NEXTCHATS, "no code": NO_CODES, "key": KEYS, "pair": PAIRS, "text": TEXTS,
    }.items()
    for name, case in cases.items()
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PASTES.values(), ids=PASTES)
def test_recognises(text: str, expected: Recognised) -> None:
    assert recognise(text) == expected


@pytest.mark.parametrize("name", PASTES)
def test_what_is_recognised_stays_when_its_service_is_said(name: str) -> None:
    found = PASTES[name][1]
    if found.base_url:
        again = normalise_base(found.base_url, found.service)
        assert again is not None
        assert (again.service, again.base_url) == (found.service, found.base_url)


@pytest.mark.parametrize(
    ("typed", "service", "expected"),
    [
        ("http://gpu:8000/v1", "vllm", "http://gpu:8000/v1"),
        ("gpu.example", "litellm", "https://gpu.example/v1"),
        (f"{RELAY}/v1/messages", "anthropic", RELAY),
        (f"{RELAY}/v1", "anthropic", RELAY),
        (f"{RELAY}/v1beta", "google", RELAY),
        (CHAT, "nextchat", CHAT),
        (f"{CHAT}/api/openai", "nextchat", CHAT),
        ("http://10.0.0.2:1002/api", "chatgptweb", "http://10.0.0.2:1002"),
        ("localhost:11434/v1", "compatible", "http://localhost:11434/v1"),
        (RELAY, "deepseek", f"{RELAY}/v1"),
    ],
)
def test_an_unknown_server_is_what_a_person_says_it_is(typed: str, service: str, expected: str) -> None:
    found = normalise_base(typed, service)
    assert found is not None
    assert (found.service, found.base_url) == (service, expected)


@pytest.mark.parametrize(
    "text",
    [
        f"ANTHROPIC_BASE_URL={RELAY}\nOPENAI_API_KEY={SK}",
        f"OPENAI_BASE_URL={RELAY}\nANTHROPIC_API_KEY={ANT}",
        f"DEEPSEEK_BASE_URL={RELAY}\nMOONSHOT_API_KEY={SK}",
    ],
)
def test_a_key_that_the_text_gives_to_another_service_is_left_behind(text: str) -> None:
    found = recognise(text)
    assert found is not None
    assert found.base_url.startswith(RELAY)
    assert found.key == ""


def test_a_key_follows_the_name_of_the_host_it_is_for() -> None:
    text = f"OPENAI_API_KEY=wrong\nMOONSHOT_API_KEY={SK}\nhttps://api.moonshot.ai/v1"
    assert recognise(text) == spot("moonshot-intl", key=SK)


def test_every_api_that_is_recognised_is_one_of_its_service() -> None:
    apis = {row.service.id: row.service.apis for row in SERVICES}
    for _, found in PASTES.values():
        assert not found.api or found.api in apis[found.service]


@pytest.mark.parametrize("text", [JWT, "https://github.com/openai/openai-python", "https://platform.openai.com/docs"])
def test_recognises_nothing_in(text: str) -> None:
    assert recognise(text) is None
