"""Models and deployments that are not there, or are called otherwise; Azure's own ways."""

from broken.keys import AZURE_AT, CLAUDE_AT, GEMINI_AT, OPENAI_AT, RESELLER
from broken.services import (
    COUNT,
    azure,
    azure_says,
    by_path,
    claude,
    gemini,
    new_api,
    nextchat,
    ollama,
    one_api,
    openai,
    refusal,
    says,
)
from broken.setup import (
    CHOOSE_MODEL,
    ENTER_ADDRESS,
    ENTER_MODEL,
    TEST_AGAIN,
    SetUp,
    use_address,
    use_model,
    use_version,
)
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K
from scripted import Reply, Request

S = Step


def _vllm(model: str) -> Reply:
    return refusal(404, f"The model `{model}` does not exist.", 404, "NotFoundError")


def _router(model: str) -> Reply:
    return says(400, {"error": {"message": f"{model} is not a valid model ID", "code": 400}})


def _no_channel(model: str) -> Reply:
    return says(503, one_api(f"当前分组 default 下对于模型 {model} 无可用渠道"))


def _denied(model: str) -> Reply:
    message = f"Project `proj_1` does not have access to model `{model}`"
    return refusal(403, message, "model_not_found", "invalid_request_error")


def _gpt_4_is_off(request: Request) -> Reply:
    model = request.json["model"]
    if model.startswith("gpt-4") and "mini" not in model:
        return says(403, {"error": True, "message": f"you are not allowed to use {model} model"})
    return COUNT


_ASK = (CHOOSE_MODEL, ENTER_MODEL)
_QWEN = ("qwen3:8b", "llama3.2:3b")
_DOWNLOADED = says(200, {"data": [{"id": "qwen3", "object": "model", "type": "llm", "state": "not-loaded"}]})
_NONE_LOADED = "No models loaded. Please load a model in the developer page or use the `lms load` command."

UNKNOWN = (
    SetUp(
        "OpenAI's model is misspelled", "openai", OPENAI_AT, openai("gpt-4o", "gpt-4o-mini", "o3"),
        S.MODELS, K.MODEL_NOT_FOUND, (use_model("gpt-4o"), *_ASK), model="gpt4o",
    ),
    SetUp(
        "Claude's model is misspelled", "anthropic", CLAUDE_AT, claude(), S.MODELS, K.MODEL_NOT_FOUND,
        (use_model("claude-sonnet-4-5"), *_ASK), key="sk-ant-right", model="claude-4.5-sonnet",
    ),
    SetUp(
        "Gemini's model has been withdrawn", "google", GEMINI_AT, gemini(), S.MODELS, K.MODEL_NOT_FOUND,
        (use_model("gemini-2.5-pro"), *_ASK), key="AIzaRight", model="gemini-1.5-pro",
    ),
    SetUp(
        "Ollama has not pulled the model yet", "ollama", "http://127.0.0.1:11434", ollama(*_QWEN),
        S.MODELS, K.MODEL_NOT_FOUND, (use_model("qwen3:8b"), *_ASK), key=None, model="qwen3",
    ),
    SetUp(
        "vLLM serves one model only, by its full name", "vllm", "http://127.0.0.1:8000/v1",
        openai("Qwen/Qwen3-8B", missing=_vllm), S.MODELS, K.MODEL_NOT_FOUND, (use_model("Qwen/Qwen3-8B"), *_ASK),
        key=None, model="qwen3",
    ),
    SetUp(
        "OpenRouter's models have their maker before the name", "openrouter", "https://openrouter.ai/api/v1",
        openai("openai/gpt-4o", "anthropic/claude-sonnet-4.5", below="/api/v1", missing=_router),
        S.MODELS, K.MODEL_NOT_FOUND, (use_model("openai/gpt-4o"), *_ASK),
    ),
    SetUp(
        "LM Studio has no model loaded", "lmstudio", "http://127.0.0.1:1234/v1",
        by_path(openai("another", missing=lambda model: refusal(404, _NONE_LOADED)), api_v0_models=_DOWNLOADED),
        S.MODELS, K.MODEL_NOT_FOUND, (ENTER_MODEL, TEST_AGAIN), key=None, model="qwen3",
    ),
    SetUp(
        "a reseller has no channel for the model (无可用渠道)", "oneapi", RESELLER,
        new_api(lambda request: COUNT, "gpt-4o-mini", "deepseek-chat", missing=_no_channel),
        S.MODELS, K.MODEL_NOT_FOUND, (use_model("gpt-4o-mini"), *_ASK),
    ),
    SetUp(
        "OpenAI's project may not use the model", "openai", OPENAI_AT, openai("gpt-4o-mini", missing=_denied),
        S.MODELS, K.MODEL_NOT_FOUND, (use_model("gpt-4o-mini"), *_ASK),
    ),
    SetUp(
        "a NextChat server whose owner has switched GPT-4 off", "nextchat", "https://nextchat.example",
        nextchat("sesame", _gpt_4_is_off, disableGPT4=True), S.MODELS, K.MODEL_NOT_FOUND,
        (use_model("gpt-4o-mini"), *_ASK), key="sesame",
    ),
    SetUp(
        "no model is chosen", "openai", OPENAI_AT, openai(), S.SETTINGS, K.MODEL_NOT_FOUND, _ASK, model="",
    ),
)  # fmt: skip

_WRONG_VERSION = azure_says(400, "BadRequest", "API version not supported")
_V1 = use_address(f"{AZURE_AT}/openai/v1")


def _only_v1(request: Request) -> Reply:
    """A resource of Azure's newer kind."""
    if request.path.startswith("/openai/v1/chat/completions") and "api-version" not in request.path:
        return COUNT
    return _WRONG_VERSION


AZURE = (
    SetUp(
        "an Azure deployment that is spelled otherwise", "azure", AZURE_AT, azure("gpt-4-turbo"),
        S.MODELS, K.DEPLOYMENT_NOT_FOUND, (use_model("gpt-4-turbo"), ENTER_MODEL, TEST_AGAIN),
        key="right", model="gpt4-turbo",
    ),
    SetUp(
        "an Azure deployment that has a name of its own, which the resource tells", "azure", AZURE_AT,
        azure("team-chat", tells=True), S.MODELS, K.DEPLOYMENT_NOT_FOUND,
        (use_model("team-chat"), *_ASK, TEST_AGAIN), key="right",
    ),
    SetUp(
        "an Azure deployment that has a name of its own, which nobody tells", "azure", AZURE_AT, azure("team-chat"),
        S.MODELS, K.DEPLOYMENT_NOT_FOUND, (ENTER_MODEL, TEST_AGAIN), key="right", by_hand={"model": "team-chat"},
    ),
    SetUp(
        "an Azure resource without a deployment", "azure", AZURE_AT, azure("team-chat"),
        S.SETTINGS, K.NO_DEPLOYMENT, (ENTER_MODEL,), key="right", model="", by_hand={"model": "team-chat"},
    ),
    SetUp(
        "an Azure resource without a deployment, which tells its own", "azure", AZURE_AT,
        azure("team-chat", tells=True), S.SETTINGS, K.NO_DEPLOYMENT, (use_model("team-chat"), *_ASK),
        key="right", model="",
    ),
    SetUp(
        "an api-version that Azure does not know", "azure", AZURE_AT, azure(), S.FIRST_WORD, K.API_VERSION,
        (use_version("2024-10-21"), ENTER_ADDRESS), key="right", more={"api_version": "2031-01-01"},
    ),
    SetUp(
        "an old resource that knows only an old api-version", "azure", AZURE_AT, azure(versions=("2024-02-01",)),
        S.FIRST_WORD, K.API_VERSION, (use_version("2024-02-01"), ENTER_ADDRESS), key="right",
        more={"api_version": "2024-08-01-preview"},
    ),
    SetUp(
        "an Azure resource that only has the newer address", "azure", AZURE_AT, _only_v1,
        S.FIRST_WORD, K.API_VERSION, (_V1, ENTER_ADDRESS), key="right",
    ),
)  # fmt: skip
