"""The services a person can choose: each can be reached, explained and asked for its models."""

import json
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nextchat_desktop.core.connections import Model, ModelKind, Place
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, Listed
from nextchat_desktop.providers.row import Row
from nextchat_desktop.providers.services import SERVICES
from nextchat_desktop.resources import resource
from nextchat_desktop.words.catalogue import UnknownSentence, Words
from tongues import WRITTEN

ROWS = {row.service.id: row for row in SERVICES}
EVERY = pytest.mark.parametrize("row", SERVICES, ids=lambda row: row.service.id)

OFFERED = {
    Place.WORLD: "xai mistral groq together fireworks perplexity cerebras nvidia github stability",
    Place.CHINA: "deepseek moonshot moonshot-intl zhipu zhipu-intl siliconflow volcengine minimax stepfun",
    Place.GATEWAY: "openrouter 302ai oneapi cloudflare litellm",
    Place.OWN: "compatible lmstudio llamacpp vllm",
}


def test_no_service_is_there_twice() -> None:
    assert len(ROWS) == len(SERVICES)
    labels = [row.service.label for row in SERVICES]
    assert sorted(set(labels)) == sorted(labels)


@pytest.mark.parametrize("place", OFFERED)
def test_these_are_offered_where_one_looks_for_them(place: Place) -> None:
    assert {id: ROWS[id].service.place for id in OFFERED[place].split()} == dict.fromkeys(OFFERED[place].split(), place)


@EVERY
def test_its_address_is_one(row: Row) -> None:
    base_url = row.service.base_url
    if base_url:
        parts = urlsplit(base_url)
        assert parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "localhost")
        assert (parts.query, parts.fragment, base_url.endswith("/")) == ("", "", False)


@EVERY
def test_a_chat_and_a_picture_go_to_its_address(row: Row) -> None:
    base_url = row.service.base_url or "https://ours.example"
    for makes_pictures in (False, True):
        endpoint = Endpoint(base_url, "some-model", row.service.api_version, makes_pictures=makes_pictures)
        url = row.speak(endpoint).url(endpoint)
        assert urlsplit(url).hostname == urlsplit(base_url).hostname
        assert "//" not in urlsplit(url).path


@EVERY
def test_what_is_special_about_it_is_said_in_every_language_and_nothing_else_is(row: Row) -> None:
    for language in WRITTEN:
        words = Words(resource("locales"), language)
        if row.service.special:
            assert words(f"service.{row.service.id}.special").endswith((".", "。"))
        else:
            with pytest.raises(UnknownSentence):
                words(f"service.{row.service.id}.special")


@EVERY
def test_a_key_can_be_got_at_a_safe_address(row: Row) -> None:
    assert row.service.key_url == "" or urlsplit(row.service.key_url).scheme == "https"
    if row.service.id in " ".join(OFFERED.values()).split() and row.service.base_url and row.service.needs_key:
        assert row.service.key_url


@EVERY
def test_it_says_what_can_be_asked_of_it(row: Row) -> None:
    assert row.service.lists_models is (row.listing is not None)
    assert row.service.tells_balance is (row.account is not None)


@pytest.mark.parametrize(
    ("id", "url"),
    [
        ("xai", "https://api.x.ai/v1/models"),
        ("github", "https://models.github.ai/catalog/models"),
        ("siliconflow", "https://api.siliconflow.cn/v1/models?sub_type=chat"),
        ("302ai", "https://api.302.ai/v1/models?llm=1"),
        ("lmstudio", "http://localhost:1234/api/v0/models"),
        ("stability", "https://api.stability.ai/v1/user/balance"),
    ],
)
def test_its_models_are_asked_for_where_they_are_listed(id: str, url: str) -> None:
    row = ROWS[id]
    assert row.listing is not None
    request = row.listing.request(Endpoint(row.service.base_url), Credentials("k"))
    assert (request.method, request.url, request.headers["Authorization"]) == ("GET", url, "Bearer k")


GATEWAY = "https://gateway.ai.cloudflare.com/v1/me/mine"


@pytest.mark.parametrize(
    ("base_url", "url"),
    [
        (f"{GATEWAY}/openai", f"{GATEWAY}/openai/chat/completions"),
        (f"{GATEWAY}/openai/v1/", f"{GATEWAY}/openai/chat/completions"),
        (f"{GATEWAY}/compat", f"{GATEWAY}/compat/chat/completions"),
        (f"{GATEWAY}/grok/v1", f"{GATEWAY}/grok/v1/chat/completions"),
        (
            f"{GATEWAY}/azure-openai/res/dep",
            f"{GATEWAY}/azure-openai/res/dep/chat/completions?api-version=2024-10-21",
        ),
        (
            f"{GATEWAY}/azure-openai/res/deployments/dep",
            f"{GATEWAY}/azure-openai/res/dep/chat/completions?api-version=2024-10-21",
        ),
        (f"{GATEWAY}/azure-openai/res", f"{GATEWAY}/azure-openai/res/gpt/chat/completions?api-version=2024-10-21"),
    ],
)
def test_cloudflare_is_asked_as_it_wants(base_url: str, url: str) -> None:
    endpoint = Endpoint(base_url, "gpt")
    assert ROWS["cloudflare"].speak(endpoint).url(endpoint) == url


def listed(id: str, reply: object, status: int = 200) -> Listed | Failed:
    listing = ROWS[id].listing
    assert listing is not None
    return listing.read(Answered(status, "application/json", json.dumps(reply)))


def models(id: str, *entries: object, **more: object) -> tuple[Model, ...]:
    found = listed(id, {"object": "list", "data": entries, **more})
    assert isinstance(found, Listed)
    return found.models


CHAT, PICTURES, OTHER = ModelKind.CHAT, ModelKind.PICTURES, ModelKind.OTHER


def test_openrouter_says_what_its_models_see_and_how_much_they_hold() -> None:
    entry = {
        "id": "openai/gpt-5",
        "name": "OpenAI: GPT-5",
        "context_length": 400000,
        "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["text"]},
        "top_provider": {"context_length": 400000, "max_completion_tokens": 128000},
        "supported_parameters": ["reasoning", "tools"],
    }
    assert models("openrouter", entry) == (Model("openai/gpt-5", "OpenAI: GPT-5", CHAT, True, True, 400000, 128000),)


def test_mistral_says_which_of_its_models_chat() -> None:
    able = {"completion_chat": True, "vision": True, "function_calling": True}
    chats, embeds = models(
        "mistral",
        {"id": "pixtral", "name": "pixtral", "max_context_length": 131072, "type": "base", "capabilities": able},
        {"id": "mistral-embed", "capabilities": {"completion_chat": False, "vision": False}},
    )
    assert chats == Model("pixtral", kind=CHAT, vision=True, context=131072)
    assert embeds.kind is OTHER


def test_groq_leaves_out_what_is_switched_off() -> None:
    entries = [
        {"id": "a", "active": True, "context_window": 131072, "max_completion_tokens": 32768},
        {"id": "b", "active": False},
    ]
    assert models("groq", *entries) == (Model("a", context=131072, output=32768),)


def test_together_lists_without_a_frame_and_names_the_kind() -> None:
    kinds = ("chat", "image", "embedding", "rerank", "moderation", "audio", "language")
    found = listed("together", [{"id": kind, "type": kind, "context_length": 4096} for kind in kinds])
    assert isinstance(found, Listed)
    assert {model.id: model.kind for model in found.models} == {
        "chat": CHAT,
        "image": PICTURES,
        "embedding": OTHER,
        "rerank": OTHER,
        "moderation": OTHER,
        "audio": OTHER,
        "language": None,
    }


def test_github_tells_embeddings_from_chats() -> None:
    chats = {
        "id": "openai/gpt-4.1",
        "name": "OpenAI GPT-4.1",
        "capabilities": ["streaming", "tool-calling"],
        "limits": {"max_input_tokens": 1048576, "max_output_tokens": 32768},
        "supported_input_modalities": ["text", "image", "audio"],
        "supported_output_modalities": ["text"],
    }
    embeds = {"id": "openai/embedding", "supported_output_modalities": ["embeddings"]}
    found = listed("github", [chats, embeds])
    assert isinstance(found, Listed)
    assert found.models[0] == Model("openai/gpt-4.1", "OpenAI GPT-4.1", CHAT, True, None, 1048576, 32768)
    assert found.models[1].kind is OTHER


def test_lm_studio_says_how_much_is_loaded() -> None:
    assert models(
        "lmstudio",
        {"id": "qwen2-vl", "type": "vlm", "max_context_length": 32768, "loaded_context_length": 4096},
        {"id": "llama", "type": "llm", "max_context_length": 131072, "capabilities": ["tool_use"]},
        {"id": "nomic", "type": "embeddings", "max_context_length": 2048},
    ) == (
        Model("qwen2-vl", kind=CHAT, vision=True, context=4096),
        Model("llama", kind=CHAT, vision=False, context=131072),
        Model("nomic", kind=OTHER, context=2048),
    )


def test_llama_cpp_says_one_thing_in_each_of_its_lists() -> None:
    data = {"id": "gemma.gguf", "object": "model", "meta": {"n_ctx_train": 131072, "n_params": 4}}
    again = [{"name": "gemma.gguf", "model": "gemma.gguf", "capabilities": ["completion", "multimodal"]}]
    assert models("llamacpp", data, models=again) == (Model("gemma.gguf", vision=True, context=131072),)


@pytest.mark.parametrize(
    ("id", "entry", "model"),
    [
        ("vllm", {"id": "m", "max_model_len": 8192}, Model("m", context=8192)),
        (
            "moonshot",
            {"id": "k", "context_length": 262144, "supports_image_in": True, "supports_reasoning": True},
            Model("k", vision=True, reasoning=True, context=262144),
        ),
        (
            "fireworks",
            {"id": "f", "supports_chat": True, "supports_image_input": False, "context_length": 4096},
            Model("f", kind=CHAT, vision=False, context=4096),
        ),
        ("oneapi", {"id": "g", "supported_endpoint_types": ["gemini", "openai"]}, Model("g", kind=CHAT)),
        ("oneapi", {"id": "d", "supported_endpoint_types": ["image-generation"]}, Model("d", kind=PICTURES)),
        ("oneapi", {"id": "e", "supported_endpoint_types": ["embeddings"]}, Model("e", kind=OTHER)),
        ("deepseek", {"id": "deepseek-chat", "object": "model", "owned_by": "deepseek"}, Model("deepseek-chat")),
    ],
)
def test_each_says_it_in_its_own_words(id: str, entry: object, model: Model) -> None:
    assert models(id, entry) == (model,)


def test_stability_shows_its_models_to_a_good_key_only() -> None:
    found = listed("stability", {"credits": 3.5})
    assert isinstance(found, Listed)
    assert {model.kind for model in found.models} == {PICTURES}
    assert "sd3.5-large" in {model.id for model in found.models}
    refused = listed("stability", {"name": "unauthorized", "errors": ["missing or invalid key"]}, 401)
    assert isinstance(refused, Failed)
    assert refused.kind is FailureKind.KEY_REFUSED


MISSING = {"error": {"message": "Missing scopes: api.model.read"}}
REGION = {"error": {"message": "Country, region, or territory not supported", "type": "request_forbidden"}}


@pytest.mark.parametrize("id", ["openai", "anthropic", "google", "oneapi", "litellm"])
@pytest.mark.parametrize(
    ("status", "reply", "kind"),
    [
        (403, MISSING, FailureKind.NOT_TOLD),
        (404, {"error": {"message": "Invalid URL (GET /v1/models)"}}, FailureKind.NOT_TOLD),
        (404, "No static resource v1/models.", FailureKind.NOT_TOLD),
        (405, {"detail": "Method Not Allowed"}, FailureKind.NOT_TOLD),
        (403, REGION, FailureKind.REGION),
        (401, {"error": {"message": "Incorrect API key provided"}}, FailureKind.KEY_REFUSED),
    ],
)
def test_a_service_without_a_list_is_not_called_a_wrong_address(
    id: str, status: int, reply: object, kind: FailureKind
) -> None:
    failed = listed(id, reply, status)
    assert isinstance(failed, Failed)
    assert failed.kind is kind


NAMES = ["id", "name", "data", "models", "capabilities", "architecture", "limits", "type", "meta", "active"]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
)


@given(ANYTHING)
def test_no_list_makes_a_reader_raise(reply: object) -> None:
    for id in ("openrouter", "stability"):
        assert isinstance(listed(id, reply), Listed | Failed)
