"""Accounts without credit, limits that are reached, and servers that have too much to do."""

import json

from broken.between import cloudflare, nginx
from broken.keys import AZURE_AT, CLAUDE_AT, GEMINI_AT, GEMINI_KEYS, OPENAI_AT, RESELLER
from broken.services import (
    always,
    azure,
    azure_says,
    chatgpt_web,
    claude,
    claude_says,
    gemini,
    google_says,
    new_api,
    nextchat,
    one_api,
    openai,
    refusal,
    says,
)
from broken.setup import CHOOSE_MODEL, ENTER_KEY, ENTER_MODEL, TEST_AGAIN, SetUp, page, wait
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K
from scripted import JSON, Reply

S = Step

_EXCEEDED = "You exceeded your current quota, please check your plan and billing details."
_CREDIT = "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade."
_DAY = {"violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}
_NO_CREDITS = "Insufficient credits. Add more using https://openrouter.ai/settings/credits"

NO_CREDIT = (
    SetUp(
        "OpenAI without credit: You exceeded your current quota", "openai", OPENAI_AT,
        openai(chat=refusal(429, _EXCEEDED, "insufficient_quota", "insufficient_quota")),
        S.FIRST_WORD, K.QUOTA,
        (page("https://platform.openai.com/settings/organization/billing"), ENTER_KEY, TEST_AGAIN),
    ),
    SetUp(
        "Claude without credit, which says 400", "anthropic", CLAUDE_AT,
        claude(claude_says(400, "invalid_request_error", _CREDIT)),
        S.FIRST_WORD, K.QUOTA, (page("https://console.anthropic.com/settings/billing"), ENTER_KEY, TEST_AGAIN),
        key="sk-ant-right", model="claude-sonnet-4-5",
    ),
    SetUp(
        "DeepSeek without balance (402)", "deepseek", "https://api.deepseek.com",
        openai("deepseek-chat", below="", chat=refusal(402, "Insufficient Balance", "invalid_request_error")),
        S.FIRST_WORD, K.QUOTA, (page("https://platform.deepseek.com/top_up"), ENTER_KEY, TEST_AGAIN),
        model="deepseek-chat",
    ),
    SetUp(
        "OpenRouter without credits (402)", "openrouter", "https://openrouter.ai/api/v1",
        openai(
            "openai/gpt-4o", below="/api/v1", chat=says(402, {"error": {"message": _NO_CREDITS, "code": 402}})
        ),
        S.FIRST_WORD, K.QUOTA, (page("https://openrouter.ai/settings/credits"), ENTER_KEY, TEST_AGAIN),
        model="openai/gpt-4o",
    ),
    SetUp(
        "a reseller's account without balance (用户额度不足)", "oneapi", RESELLER,
        new_api(says(403, one_api("用户额度不足, 剩余额度: ＄0.000000"))),
        S.FIRST_WORD, K.QUOTA, (ENTER_KEY, TEST_AGAIN),
    ),
    SetUp(
        "a reseller's key that is used up (该令牌额度已用尽)", "oneapi", RESELLER,
        new_api(says(401, one_api("该令牌额度已用尽"))),
        S.FIRST_WORD, K.QUOTA, (ENTER_KEY, TEST_AGAIN),
    ),
    SetUp(
        "Gemini's free requests of the day are used up", "google", GEMINI_AT,
        gemini(google_says(429, "RESOURCE_EXHAUSTED", _EXCEEDED, _DAY)),
        S.FIRST_WORD, K.QUOTA, (GEMINI_KEYS, ENTER_KEY, TEST_AGAIN), key="AIzaRight", model="gemini-2.5-pro",
    ),
)  # fmt: skip

_IN_20_S = (
    "Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 3, Used 3, Requested 1."
    " Please try again in 20s."
)
_SLOWLY = {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "34.4s"}
_TIER = (
    "Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token"
    " rate limit of your current OpenAI S0 pricing tier. Please retry after 6 seconds."
)

TOO_FAST = (
    SetUp(
        "OpenAI's limit per minute, with the wait in its sentence", "openai", OPENAI_AT,
        openai(chat=refusal(429, _IN_20_S, "rate_limit_exceeded", "requests")), S.FIRST_WORD, K.RATE_LIMIT, (wait(20),),
    ),
    SetUp(
        "Claude's limit per minute, with the wait in Retry-After", "anthropic", CLAUDE_AT,
        claude(claude_says(429, "rate_limit_error", "Number of requests has exceeded your limit.", retry_after="7")),
        S.FIRST_WORD, K.RATE_LIMIT, (wait(7),), key="sk-ant-right", model="claude-sonnet-4-5",
    ),
    SetUp(
        "Azure's limit of the tier, with the wait in milliseconds", "azure", AZURE_AT,
        azure(chat=azure_says(429, "429", _TIER, retry_after_ms="5321", retry_after="6")),
        S.FIRST_WORD, K.RATE_LIMIT, (wait(6),), key="right",
    ),
    SetUp(
        "Gemini's limit per minute, with the wait in the details", "google", GEMINI_AT,
        gemini(google_says(429, "RESOURCE_EXHAUSTED", "Quota exceeded for requests per minute.", _SLOWLY)),
        S.FIRST_WORD, K.RATE_LIMIT, (wait(35),), key="AIzaRight", model="gemini-2.5-pro",
    ),
    SetUp(
        "nginx before the service counts requests (429)", "compatible", "https://chat.company.example/v1",
        always(nginx(429, "Too Many Requests")), S.FIRST_WORD, K.RATE_LIMIT, (TEST_AGAIN,),
    ),
    SetUp(
        "a ChatGPT-Web server that counts requests by the hour", "chatgptweb", "https://chatgpt-web.example",
        chatgpt_web(
            chat=says(200, {"status": "Fail", "message": "Too many request from this IP in 1 hour", "data": None})
        ),
        S.FIRST_WORD, K.RATE_LIMIT, (TEST_AGAIN,), key=None, model="ChatGPTAPI",
    ),
)  # fmt: skip

_BUSY = (TEST_AGAIN, CHOOSE_MODEL)
_CAUSE = '```json\n{\n  "cause": {\n    "code": "ENOTFOUND",\n    "hostname": "api.openai.com"\n  }\n}\n```'
_UNREACHED = Reply([json.dumps(_CAUSE).encode()], headers=JSON)
_LOADING = refusal(503, "Loading model", 503, "unavailable_error")

TOO_BUSY = (
    SetUp(
        "Claude is overloaded (529)", "anthropic", CLAUDE_AT,
        claude(claude_says(529, "overloaded_error", "Overloaded")),
        S.FIRST_WORD, K.OVERLOADED, _BUSY, key="sk-ant-right", model="claude-sonnet-4-5",
    ),
    SetUp(
        "OpenAI is overloaded (503)", "openai", OPENAI_AT,
        openai(chat=refusal(503, "Overloaded.", "server_is_overloaded", "service_unavailable_error")),
        S.FIRST_WORD, K.OVERLOADED, _BUSY,
    ),
    SetUp(
        "a reseller's channels are full (负载已饱和)", "oneapi", RESELLER,
        new_api(says(429, one_api("当前分组上游负载已饱和，请稍后再试"))), S.FIRST_WORD, K.OVERLOADED, _BUSY,
    ),
    SetUp(
        "Cloudflare cannot reach the server behind it (522)", "oneapi", RESELLER,
        always(cloudflare(522, "api.reseller.example", "Connection timed out")), S.FIRST_WORD, K.OVERLOADED, _BUSY,
    ),
    SetUp(
        "nginx in front says 502: the service behind it is down", "compatible", "https://chat.company.example/v1",
        always(nginx(502, "Bad Gateway")), S.FIRST_WORD, K.OVERLOADED, _BUSY,
    ),
    SetUp(
        "nginx in front says 504: the service behind it is too slow", "compatible", "https://chat.company.example/v1",
        openai(chat=nginx(504, "Gateway Time-out")), S.FIRST_WORD, K.OVERLOADED, _BUSY,
    ),
    SetUp(
        "llama.cpp is still loading its model", "llamacpp", "http://127.0.0.1:8080/v1", always(_LOADING),
        S.FIRST_WORD, K.OVERLOADED, _BUSY, key=None, model="qwen3",
    ),
    SetUp(
        "the service has a fault of its own (500)", "openai", OPENAI_AT,
        openai(chat=refusal(500, "The server had an error while processing your request.", None, "server_error")),
        S.FIRST_WORD, K.SERVER, _BUSY,
    ),
    SetUp(
        "a NextChat server that cannot reach OpenAI, which says so with 200", "nextchat", "https://nextchat.example",
        nextchat("sesame", _UNREACHED), S.FIRST_WORD, K.SERVER, _BUSY, key="sesame",
    ),
)  # fmt: skip

_LONG = "This model's maximum context length is 16 tokens. However, your messages resulted in 21 tokens."
_OVERFLOW = {
    "error": {
        "code": 400,
        "message": "request (21 tokens) exceeds the available context size (16 tokens), try increasing it",
        "type": "exceed_context_size_error",
        "n_prompt_tokens": 21,
        "n_ctx": 16,
    }
}
_KEEP = (
    "Trying to keep the first 21 tokens when context the overflows. However, the model is loaded with context length of"
    " only 16 tokens, which is not enough. Try to load the model with a larger context length."
)

TOO_MUCH = (
    SetUp(
        "a context that is too short for a sentence", "openai", OPENAI_AT,
        openai(chat=refusal(400, _LONG, "context_length_exceeded", "invalid_request_error", "messages")),
        S.FIRST_WORD, K.CONTEXT_TOO_LONG, (CHOOSE_MODEL, ENTER_MODEL),
    ),
    SetUp(
        "llama.cpp started with a tiny context", "llamacpp", "http://127.0.0.1:8080/v1",
        openai("qwen3", chat=says(400, _OVERFLOW)), S.FIRST_WORD, K.CONTEXT_TOO_LONG, (CHOOSE_MODEL, ENTER_MODEL),
        key=None, model="qwen3",
    ),
    SetUp(
        "LM Studio has loaded the model with a short context", "lmstudio", "http://127.0.0.1:1234/v1",
        openai("qwen3", chat=says(400, {"error": _KEEP})), S.FIRST_WORD, K.CONTEXT_TOO_LONG,
        (CHOOSE_MODEL, ENTER_MODEL), key=None, model="qwen3",
    ),
    SetUp(
        "nginx in front lets only small requests through (413)", "compatible", "https://chat.company.example/v1",
        openai(chat=nginx(413, "Request Entity Too Large")), S.FIRST_WORD, K.TOO_LARGE, (TEST_AGAIN,),
    ),
)  # fmt: skip
