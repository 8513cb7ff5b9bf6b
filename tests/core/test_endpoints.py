"""What people paste, and what the program makes of it. Every key here is made up."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nextchat_desktop.core.endpoints import OPENAI, Recognised, normalise_base, recognise
from nextchat_desktop.core.origins import origin

AZURE = "https://res.openai.azure.com"
SEED = "https://xxxxx-sweden-central.openai.azure.com/openai/deployments/gpt-4-turbo"
DATED = "2024-02-15-preview"
SK = "sk-fake-not-a-real-key"
HEX = "0123456789abcdef" * 2
RELAY = "https://relay.example"


def azure(base: str = AZURE, deployment: str = "", version: str = "", key: str = "", model: str = "") -> Recognised:
    return Recognised("azure", base, deployment, version, deployment or model, key)


def openai(key: str = "", model: str = "", base: str = OPENAI) -> Recognised:
    return Recognised("openai", base, model=model, key=key)


def compatible(base: str = f"{RELAY}/v1", key: str = "", model: str = "") -> Recognised:
    return Recognised("compatible", base, model=model, key=key)


def named(service: str, base: str, key: str = "") -> Recognised:
    return Recognised(service, base, key=key)


SEEDED = azure("https://xxxxx-sweden-central.openai.azure.com", "gpt-4-turbo", DATED)

AZURE_ADDRESSES = {
    "sample": (f"{SEED}/chat/completions?api-version={DATED}", SEEDED),
    "sample without a scheme": (f"{SEED[8:]}/chat/completions?api-version={DATED}", SEEDED),
    "sample in capitals": (f"{AZURE.upper()}/openai/deployments/GPT4?api-version={DATED}", azure(AZURE, "GPT4", DATED)),
    "deployment": (f"{AZURE}/openai/deployments/gpt-4o", azure(AZURE, "gpt-4o")),
    "deployment twice": (f"{AZURE}/openai/deployments/a/deployments/a/chat/completions", azure(AZURE, "a")),
    "deployment left open": (f"{AZURE}/openai/deployments/{{deployment}}/chat/completions", azure()),
    "deployment to be put in": (f"{AZURE}/openai/deployments/YOUR_DEPLOYMENT/chat/completions", azure()),
    "resource": (AZURE, azure()),
    "resource with a slash": (f"{AZURE}/", azure()),
    "resource without a scheme": ("res.openai.azure.com", azure()),
    "resource with openai": (f"{AZURE}/openai", azure()),
    "resource with openai and a slash": (f"{AZURE}/openai/", azure()),
    "responses": (
        f"{AZURE}/openai/responses?api-version=2025-04-01-preview",
        replace(azure(version="2025-04-01-preview"), api="responses"),
    ),
    "v1": (f"{AZURE}/openai/v1", azure(f"{AZURE}/openai/v1")),
    "v1 with a slash": (f"{AZURE}/openai/v1/", azure(f"{AZURE}/openai/v1")),
    "v1 chat": (f"{AZURE}/openai/v1/chat/completions", azure(f"{AZURE}/openai/v1")),
    "v1 preview": (f"{AZURE}/openai/v1?api-version=preview", azure(f"{AZURE}/openai/v1", version="preview")),
    "foundry": ("https://res.services.ai.azure.com/api/projects/p", azure("https://res.services.ai.azure.com")),
    "cognitive": ("https://res.cognitiveservices.azure.com/", azure("https://res.cognitiveservices.azure.com")),
    "api management": (
        f"https://res.azure-api.net/team/openai/deployments/d/chat/completions?api-version={DATED}",
        azure("https://res.azure-api.net/team", "d", DATED),
    ),
    "own gateway": (f"{RELAY}/ai/openai/deployments/d/chat/completions", azure(f"{RELAY}/ai", "d")),
}

ADDRESSES = {
    "openai": ("https://api.openai.com", openai()),
    "openai chat": ("https://api.openai.com/v1/chat/completions", openai()),
    "openai without a scheme": ("api.openai.com/v1", openai()),
    "openai in a region": ("https://eu.api.openai.com/v1/", openai(base="https://eu.api.openai.com/v1")),
    "host": (RELAY, compatible()),
    "host with a slash": (f"{RELAY}/", compatible()),
    "host without a scheme": ("relay.example", compatible()),
    "v1": (f"{RELAY}/v1", compatible()),
    "v1 with a slash": (f"{RELAY}/v1/", compatible()),
    "v1 chat": (f"{RELAY}/v1/chat/completions", compatible()),
    "v1 chat with a slash": (f"{RELAY}/v1/chat/completions/", compatible()),
    "chat without a version": (f"{RELAY}/chat/completions", compatible()),
    "models": (f"{RELAY}/v1/models", compatible()),
    "v1 twice": (f"{RELAY}/v1/v1", compatible()),
    "slashes twice": (f"{RELAY}//v1//chat/completions", compatible()),
    "scheme twice": (f"https://{RELAY}/v1", compatible()),
    "prefix": (f"{RELAY}/proxy/openai", compatible(f"{RELAY}/proxy/openai/v1")),
    "exact": (f"{RELAY}/proxy/openai#", compatible(f"{RELAY}/proxy/openai")),
    "port 443 in http": ("http://relay.example:443/v1", compatible()),
    "port in https": (f"{RELAY}:8443", compatible(f"{RELAY}:8443/v1")),
    "password in the address": ("https://me:fake@relay.example/v1?a=1#b", compatible()),
    "glm": ("https://open.bigmodel.cn", named("zhipu", "https://open.bigmodel.cn/api/paas/v4")),
    "glm chat": (
        "https://open.bigmodel.cn/api/paas/v4/chat/completions",
        named("zhipu", "https://open.bigmodel.cn/api/paas/v4"),
    ),
    "openrouter": ("openrouter.ai", named("openrouter", "https://openrouter.ai/api/v1")),
    "dashscope": (
        "https://dashscope.aliyuncs.com/",
        named("alibaba", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    ),
    "ark": ("https://ark.cn-beijing.volces.com/api/", named("volcengine", "https://ark.cn-beijing.volces.com/api/v3")),
    "gemini": (
        "https://generativelanguage.googleapis.com/v1beta/openai/",
        compatible("https://generativelanguage.googleapis.com/v1beta/openai"),
    ),
    "groq": ("https://api.groq.com", named("groq", "https://api.groq.com/openai/v1")),
    "deepseek": ("https://api.deepseek.com", named("deepseek", "https://api.deepseek.com/v1")),
    "ollama": ("localhost:11434", named("ollama", "http://localhost:11434")),
    "this computer": ("127.0.0.1:8080", compatible("http://127.0.0.1:8080/v1")),
    "home network": ("192.168.1.5/v1", compatible("http://192.168.1.5/v1")),
    "office network": ("172.20.0.4", compatible("http://172.20.0.4/v1")),
    "mdns": ("nas.local", compatible("http://nas.local/v1")),
    "name and port": ("mybox:3000", compatible("http://mybox:3000/v1")),
    "ipv6": ("http://[::1]:8080/v1", compatible("http://[::1]:8080/v1")),
}

KEYS = {
    "openai": (SK, openai(SK)),
    "openai project": (f"sk-proj-{HEX}", openai(f"sk-proj-{HEX}")),
    "in quotes": (f"“{SK}”", openai(SK)),
    "azure": (HEX, azure("", key=HEX)),
    "azure of today": (f"{HEX}JQQJ99{HEX}AAABACOGFa1234", azure("", key=f"{HEX}JQQJ99{HEX}AAABACOGFa1234")),
    "groq": ("gsk_FakeFakeFake", named("groq", "https://api.groq.com/openai/v1", "gsk_FakeFakeFake")),
    "openrouter": ("sk-or-v1-fakefake", named("openrouter", "https://openrouter.ai/api/v1", "sk-or-v1-fakefake")),
    "xai": ("xai-fakefakefake", named("xai", "https://api.x.ai/v1", "xai-fakefakefake")),
    "deepseek by its label": (f"DEEPSEEK_API_KEY={SK}", named("deepseek", "https://api.deepseek.com/v1", SK)),
}

CURL = r"""curl https://api.openai.com/v1/chat/completions \
  -H "Content-Type: application/json" \
  -H "Authorization: Bearer $OPENAI_API_KEY" \
  -d '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hello!"}]}'"""
CURL_CMD = rf"""curl "{RELAY}/v1/chat/completions" ^
  -H "Authorization: Bearer {SK}" ^
  --data-raw "{{\"model\": \"qwen-max\", \"stream\": true}}" """
CURL_AZURE = rf"""curl "{SEED}/chat/completions?api-version={DATED}" \
  -H "Content-Type: application/json" -H "api-key: {HEX}" -d '{{"model":"other"}}'"""
ENV_NEXTCHAT = f"""
# Your openai api key. (required)
OPENAI_API_KEY={SK}
# Default: https://api.openai.com
# Examples: http://your-openai-proxy.com
BASE_URL={RELAY}
CUSTOM_MODELS=-all,+deepseek-chat=DeepSeek
"""
ENV_BOTH = f"OPENAI_API_KEY={SK}\nAZURE_URL={AZURE}/openai\nAZURE_API_KEY={HEX}\nAZURE_API_VERSION={DATED}"
ENV_AZURE = f"""export AZURE_OPENAI_ENDPOINT="{AZURE}/"
export AZURE_OPENAI_API_KEY='{HEX}'
export OPENAI_API_VERSION={DATED}
export AZURE_OPENAI_DEPLOYMENT_NAME=gpt4"""
ENV_CUSTOM = f"AZURE_URL={AZURE}\nCUSTOM_MODELS=-all,+Azure-gpt-4-turbo@Azure=gpt-4-turbo"
PYTHON_AZURE = f"""client = AzureOpenAI(
    azure_endpoint="{AZURE}",
    api_key=os.getenv("AZURE_OPENAI_API_KEY"),
    api_version="{DATED}",
)
client.chat.completions.create(model="my-gpt", messages=[])"""
PYTHON_OLD = f'openai.api_base = "{RELAY}/v1"\nopenai.api_key = "{SK}"'
PYTHON = f'client = OpenAI(base_url="{RELAY}", api_key="{SK}")\nclient.responses.create(model="o3-mini")'
LINK = f'https://app.example/#/?settings={{"key":"{SK}","url":"{RELAY}"}}'
LINK_ENCODED = (
    f"https://app.example/#/?settings=%7B%22key%22%3A%22{SK}%22%2C%22url%22%3A%22https%3A%2F%2Frelay.example%22%7D"
)
JSON_AZURE = f'{{"azureUrl":"{AZURE}/openai","azureApiKey":"{HEX}","azureApiVersion":"{DATED}"}}'

TEXTS = {
    "curl": (CURL, openai(model="gpt-4o")),
    "curl for windows": (CURL_CMD, compatible(key=SK, model="qwen-max")),
    "curl for azure": (CURL_AZURE, azure(SEEDED.base_url, "gpt-4-turbo", DATED, HEX)),
    "curl with sk-xxx": (f'curl {RELAY}/v1 -H "Authorization: Bearer sk-xxxxxxxxxxxx"', compatible()),
    "curl with a key to put in": (f'curl {RELAY}/v1 -H "Authorization: Bearer <YOUR_API_KEY>"', compatible()),
    "env of nextchat": (ENV_NEXTCHAT, compatible(key=SK, model="deepseek-chat")),
    "env of both": (ENV_BOTH, azure(AZURE, "", DATED, HEX)),
    "env of azure": (ENV_AZURE, azure(AZURE, "gpt4", DATED, HEX)),
    "env with a custom model": (ENV_CUSTOM, azure(AZURE, "gpt-4-turbo")),
    "env without a scheme": ("OPENAI_API_BASE=relay.example/v1\nOPENAI_MODEL=m-1", compatible(model="m-1")),
    "powershell": (f'$env:OPENAI_API_KEY="{SK}"\n$env:OPENAI_BASE_URL="{RELAY}"', compatible(key=SK)),
    "yaml": (f'openai:\n  apiKey: "{SK}"\n  baseUrl: {RELAY}/v1\n  model: gpt-4o', compatible(key=SK, model="gpt-4o")),
    "two words a line": (f"endpoint {AZURE}\napi-version {DATED}\nkey abcd", azure(AZURE, "", DATED, "abcd")),
    "words with a colon": (f"Base URL: {RELAY}\nAPI Key: {SK}\nModel: m-1", compatible(key=SK, model="m-1")),
    "chinese labels": (
        f"接口地址: {SEED}\n接口版本: {DATED}\n密钥: {HEX}",
        azure(SEEDED.base_url, "gpt-4-turbo", DATED, HEX),
    ),
    "full-width colons": (f"接口地址：{AZURE}\n部署：d-1\n接口版本：{DATED}", azure(AZURE, "d-1", DATED)),
    "chinese sentence": (f"地址是 {RELAY}，密钥 {SK}。", compatible(key=SK)),
    "chinese without spaces": (f"地址是{RELAY},密钥是{SK},模型是qwen-max。", compatible(key=SK, model="qwen-max")),
    "zero-width characters": (f"\ufeff{RELAY}\u200b/v1\u200b {SK}\u200b", compatible(key=SK)),
    "full-width letters": ("ｈｔｔｐｓ：／／relay.example／v1", compatible()),
    "english sentence": (f"Use {RELAY}/v1, and the key is {SK}.", compatible(key=SK)),
    "markdown": (f"**[relay]({RELAY}/v1)** `{SK}`", compatible(key=SK)),
    "python for azure": (PYTHON_AZURE, azure(AZURE, "my-gpt", DATED)),
    "python of old": (PYTHON_OLD, compatible(key=SK)),
    "python": (PYTHON, compatible(key=SK, model="o3-mini")),
    "link": (LINK, compatible(key=SK)),
    "link, encoded": (LINK_ENCODED, compatible(key=SK)),
    "link with only a key": (f'https://app.example/#/?settings={{"key":"{SK}"}}', openai(SK)),
    "json": (f'{{"apiKey": "{SK}", "baseUrl": "{RELAY}", "model": "m-1"}}', compatible(key=SK, model="m-1")),
    "json of azure": (JSON_AZURE, azure(AZURE, "", DATED, HEX)),
    "json of nextchat": (f'{{"openaiUrl":"{RELAY}","openaiApiKey":"{SK}"}}', compatible(key=SK)),
}

NOTHING = {
    "empty": "",
    "words": "hello, how are you?",
    "a model": "gpt-4.1-mini",
    "a scheme": "https://",
    "a placeholder": "OPENAI_API_KEY=sk-xxxxxxxx",
    "an unknown token": "FakeFakeFake",
    "an impossible port": "https://relay.example:99999",
    "a broken host": "https://[::1",
    "an address to put in": "https://{resource}.openai.azure.com/openai",
}

PASTES = {
    f"{kind}: {name}": case
    for kind, cases in {"azure": AZURE_ADDRESSES, "address": ADDRESSES, "key": KEYS, "text": TEXTS}.items()
    for name, case in cases.items()
}


@pytest.mark.parametrize(("text", "expected"), PASTES.values(), ids=PASTES)
def test_recognises(text: str, expected: Recognised) -> None:
    assert recognise(text) == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_recognises_nothing_in(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("typed", "service", "expected"),
    [
        (SEED, "azure", azure(SEEDED.base_url, "gpt-4-turbo")),
        (f"{RELAY}/aoai/", "azure", azure(f"{RELAY}/aoai")),
        (f"{RELAY}/aoai/", "compatible", compatible(f"{RELAY}/aoai/v1")),
        ("https://api.openai.com", "azure", openai()),
        (AZURE, "compatible", azure()),
        ("  relay.example/v1 ", "openai", compatible()),
    ],
)
def test_typed_address(typed: str, service: str, expected: Recognised) -> None:
    assert normalise_base(typed, service) == expected


@pytest.mark.parametrize("text", ["", "mybox", "hello world", "https://", "ftp://relay.example"])
def test_typed_nonsense(text: str) -> None:
    assert normalise_base(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "llm.corp.cn {key}",
        "my server is llm.corp.cn and the key {key}",
        "接口 llm.corp.cn 密钥 {key}",
        "Host: llm.corp.cn, key {key}",
        "https://bücher.de/v1 {key}",
        "https://例子.中国/v1 {key}",
        "https://llm.corp_x.公司/v1 {key}",
        "http://foo.com:99999/v1 {key}",
        "wss://foo.com/v1 {key}",
        "http://[fe80::1%eth0]:8080/v1 {key}",
    ],
)
def test_a_key_beside_another_server_is_never_taken_for_openais(text: str) -> None:
    found = recognise(text.format(key=SK))
    assert found is None or found.base_url in ("https://llm.corp.cn/v1", "https://foo.com/v1")


def test_a_host_that_only_looks_like_openais_is_not() -> None:
    for host in ("openai.com.evil.example", "api.openai.com.evil.example", "notapi-openai.com"):
        found = recognise(f"https://{host}/v1")
        assert found is not None
        assert found.service == "compatible"


@pytest.mark.parametrize(
    "text",
    [
        "In node.js: console.log(process.env) {key}",
        "client.py uses {key}",
        "{key}",
        'import "github.com/sashabaranov/go-openai"\nclient := openai.NewClient("{key}")',
        'import java.io.IOException;\nString key = "{key}";',
        'using System.Net.Http;\nusing Azure.AI.OpenAI;\nvar key = "{key}";',
        'const io = require("socket.io")\nconst key = "{key}"',
        "ASP.NET and torch.nn with {key}",
        "DATABASE_URL=postgres://db.example.com/x\nREDIS_URL=redis://cache.example.com\nOPENAI_API_KEY={key}",
    ],
)
def test_names_with_dots_are_no_servers(text: str) -> None:
    assert recognise(text.replace("{key}", SK)) == openai(SK)


def test_a_name_in_a_signature_is_neither_a_server_nor_ignored() -> None:
    assert recognise(f"here is the key {SK} - John from acme.com") is None


def test_a_long_key_is_not_cut() -> None:
    key = "eyJ" + "a1" * 1500
    assert recognise(f"base_url={RELAY}/v1\napi_key={key}") == compatible(key=key)


def test_a_page_that_people_read_is_no_server() -> None:
    assert recognise("from platform.deepseek.com DEEPSEEK_API_KEY=sk-0123456789abcdef") == named(
        "deepseek", "https://api.deepseek.com/v1", "sk-0123456789abcdef"
    )
    assert recognise("console.anthropic.com sk-ant-0123456789abcdef") == named(
        "anthropic", "https://api.anthropic.com", "sk-ant-0123456789abcdef"
    )


def test_an_address_to_be_put_in_does_not_hide_a_good_one() -> None:
    assert recognise(f"{RELAY}/v1 {SK} 将 http://你的域名 替换成自己的") == compatible(key=SK)


@pytest.mark.parametrize("text", ["http://[:::::]/v1", "https://api.foo.com/v1\0 x"])
def test_whatever_is_recognised_has_an_origin(text: str) -> None:
    found = recognise(text)
    assert found is None or origin(found.base_url)


def test_azure_is_never_asked_without_encryption() -> None:
    assert recognise("http://res.openai.azure.com/") == azure()


def test_the_key_is_not_shown() -> None:
    assert SK not in repr(recognise(SK))


MARKS = st.sampled_from("/:=?&@.-_\"' \n，：\\^{}[]%")
PARTS_OF_ADDRESSES = """
https:// v1 openai deployments .openai.azure.com relay .example :443 chat messages /api/ chat-process anthropic
v1beta/models/m:generateContent :11434 localhost:1234 :3002 compat azure-openai google-ai-studio responses
compatible-mode rpc/
"""
LABELS_AND_VALUES = f"""
api-version key settings= 密钥 接口地址 model azure {DATED} {SK} {HEX} 访问密码 code=abc nk-abcdef SecretId SecretKey
ANTHROPIC_BASE_URL= Anthropic( genai.Client( AUTH_SECRET_KEY=
"""
WORDS = st.sampled_from(PARTS_OF_ADDRESSES.split())
LABELS = st.sampled_from(LABELS_AND_VALUES.split())
PASTE = st.lists(MARKS | WORDS | LABELS).map("".join)
"""Without `#`, which asks for an address to be taken as it stands, once."""


PLACES = st.sampled_from(
    (
        RELAY,
        AZURE,
        "https://gateway.ai.cloudflare.com/v1/a/g",
        "https://generativelanguage.googleapis.com",
        "https://dashscope.aliyuncs.com",
        "https://api.deepseek.com",
        "https://aip.baidubce.com",
        "localhost:11434",
    )
)


@given(st.text() | PASTE | st.builds("{}/{}".format, PLACES, PASTE))
def test_any_text_is_survived_and_what_is_recognised_stays(text: str) -> None:
    found = recognise(text)
    if found and found.base_url and "#" not in text:
        again = normalise_base(found.base_url, found.service)
        assert again is not None
        assert (again.service, again.base_url) == (found.service, found.base_url)


@given(PASTE, PASTE)
def test_a_key_goes_to_no_server_that_the_text_does_not_name(before: str, after: str) -> None:
    text = f"{before}\n{RELAY}/ {after}"
    assume("settings=" not in text)  # what a link sets up is all that counts of it
    found = recognise(text)
    assert found is None or origin(found.base_url).split("/")[2].split(":")[0] in text.lower()


@pytest.mark.parametrize("name", [name for name in PASTES if not name.endswith(("exact", "own gateway"))])
def test_a_base_url_is_recognised_as_itself(name: str) -> None:
    base = PASTES[name][1].base_url
    again = recognise(base)
    assert (again.base_url if again else "") == base
