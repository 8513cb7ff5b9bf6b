"""Keys that are wrong, missing, damaged or another's, and who is not let in with a right one."""

from broken.between import nginx
from broken.services import (
    OPENAI,
    always,
    azure,
    azure_says,
    chatgpt_web,
    claude,
    gemini,
    google_says,
    locked,
    new_api,
    nextchat,
    one_api,
    openai,
    refusal,
    says,
)
from broken.setup import (
    CHOOSE_MODEL,
    ENTER_ADDRESS,
    ENTER_HEADERS,
    ENTER_KEY,
    ENTER_PROXY,
    TEST_AGAIN,
    SetUp,
    page,
)
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K

S = Step
OPENAI_AT, CLAUDE_AT = "https://api.openai.com/v1", "https://api.anthropic.com"
GEMINI_AT, RESELLER = "https://generativelanguage.googleapis.com", "https://api.reseller.example/v1"
AZURE_AT = "https://ours.openai.azure.com"
OPENAI_KEYS, CLAUDE_KEYS = (
    page("https://platform.openai.com/api-keys"),
    page("https://console.anthropic.com/settings/keys"),
)
GEMINI_KEYS, AZURE_KEYS = page("https://aistudio.google.com/apikey"), page("https://portal.azure.com")

_NO_SCOPE = "You have insufficient permissions for this operation. Missing scopes: model.request."
_DEEPSEEK = openai("deepseek-chat", below="")
_DEEPSEEK_REFUSES = refusal(
    401, "Authentication Fails, Your api key: ****rong is invalid", "invalid_request_error", "authentication_error"
)
_ROUTER = openai("openai/gpt-4o", below="/api/v1")
_ROUTER_REFUSES = says(401, {"error": {"message": "User not found.", "code": 401}})

WRONG = (
    SetUp(
        "a wrong key at OpenAI", "openai", OPENAI_AT, OPENAI, S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY, OPENAI_KEYS), key="sk-wrong", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "the key of another Azure resource", "azure", AZURE_AT, azure(), S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY, AZURE_KEYS), key="0123456789abcdef0123456789abcdef", by_hand={"key": "right"},
    ),
    SetUp(
        "a wrong key at Claude", "anthropic", CLAUDE_AT, claude(), S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY, CLAUDE_KEYS), key="sk-ant-wrong", model="claude-sonnet-4-5", by_hand={"key": "sk-ant-right"},
    ),
    SetUp(
        "a wrong key at Gemini, which says 400", "google", GEMINI_AT, gemini(), S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY, GEMINI_KEYS), key="AIzaWrong", model="gemini-2.5-pro", by_hand={"key": "AIzaRight"},
    ),
    SetUp(
        "a wrong key at DeepSeek", "deepseek", "https://api.deepseek.com", locked(_DEEPSEEK, _DEEPSEEK_REFUSES),
        S.AUTHENTICATE, K.KEY_REFUSED, (ENTER_KEY, page("https://platform.deepseek.com/api_keys")),
        key="sk-wrong", model="deepseek-chat", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "a wrong key at OpenRouter", "openrouter", "https://openrouter.ai/api/v1", locked(_ROUTER, _ROUTER_REFUSES),
        S.AUTHENTICATE, K.KEY_REFUSED, (ENTER_KEY, page("https://openrouter.ai/settings/keys")),
        key="sk-or-wrong", model="openai/gpt-4o", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "a reseller's key that does not exist (无效的令牌)", "oneapi", RESELLER, new_api(),
        S.AUTHENTICATE, K.KEY_REFUSED, (ENTER_KEY,), key="sk-wrong", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "a reseller's key that has run out (该令牌已过期)", "oneapi", RESELLER,
        new_api(refuses=says(401, one_api("该令牌已过期"))), S.AUTHENTICATE, K.KEY_EXPIRED,
        (ENTER_KEY,), key="sk-old", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "a LiteLLM proxy that was shown another key", "litellm", "http://127.0.0.1:4000/v1",
        locked(openai(), refusal(400, "No connected db.", "400", "no_db_connection")), S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY,), key="sk-wrong", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "the key of another service", "openai", OPENAI_AT, OPENAI, S.AUTHENTICATE, K.KEY_REFUSED,
        (ENTER_KEY, OPENAI_KEYS), key="sk-ant-right", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "a key with a Chinese character copied along", "openai", OPENAI_AT, OPENAI, S.SETTINGS, K.BAD_KEY,
        (ENTER_KEY, OPENAI_KEYS), key="sk-right新", by_hand={"key": "sk-right"},
    ),
    SetUp(
        "no key", "openai", OPENAI_AT, OPENAI, S.SETTINGS, K.NO_KEY,
        (ENTER_KEY, OPENAI_KEYS), key=None, by_hand={"key": "sk-right"},
    ),
    SetUp(
        "keys behind a passphrase", "openai", OPENAI_AT, OPENAI, S.SETTINGS, K.PASSPHRASE_NEEDED,
        (ENTER_KEY,), is_locked=True,
    ),
)  # fmt: skip

_MODEL_DENIED = one_api("该令牌无权使用模型：gpt-4o")
_FIREWALL = azure_says(403, "403", "Access denied due to Virtual Network/Firewall rules.")
_NGINX_401 = nginx(401, "Authorization Required", www_authenticate='Basic realm="Restricted"')

NOT_LET_IN = (
    SetUp(
        "a key that may not use this model (该令牌无权使用模型)", "oneapi", RESELLER, new_api(says(403, _MODEL_DENIED)),
        S.AUTHENTICATE, K.FORBIDDEN, (CHOOSE_MODEL, ENTER_KEY),
    ),
    SetUp(
        "a key of OpenAI's that may only look at models", "openai", OPENAI_AT,
        locked(openai(chat=refusal(403, _NO_SCOPE, None, "invalid_request_error")), _NGINX_401),
        S.AUTHENTICATE, K.FORBIDDEN, (CHOOSE_MODEL, ENTER_KEY, OPENAI_KEYS),
    ),
    SetUp(
        "an Azure resource behind a firewall", "azure", AZURE_AT, always(_FIREWALL), S.AUTHENTICATE, K.FORBIDDEN,
        (ENTER_KEY, AZURE_KEYS), key="right",
    ),
    SetUp(
        "a web server that asks for a login before the service", "compatible", "https://chat.company.example/v1",
        always(_NGINX_401), S.AUTHENTICATE, K.LOGIN_WANTED, (ENTER_ADDRESS, ENTER_HEADERS, TEST_AGAIN),
    ),
    SetUp(
        "OpenAI from a country it does not serve", "openai", OPENAI_AT,
        always(
            refusal(
                403, "Country, region, or territory not supported", "unsupported_country_region_territory",
                "request_forbidden",
            )
        ),
        S.AUTHENTICATE, K.REGION, (ENTER_PROXY,),
    ),
    SetUp(
        "Gemini from a country it does not serve", "google", GEMINI_AT,
        gemini(google_says(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")),
        S.AUTHENTICATE, K.REGION, (ENTER_PROXY,), key="AIzaRight", model="gemini-2.5-pro",
    ),
    SetUp(
        "Claude from a country it does not serve", "anthropic", CLAUDE_AT,
        always(says(403, {"error": {"type": "forbidden", "message": "Request not allowed"}})),
        S.AUTHENTICATE, K.REGION, (ENTER_PROXY,), key="sk-ant-right", model="claude-sonnet-4-5",
    ),
    SetUp(
        "a NextChat server without the access code", "nextchat", "https://nextchat.example", nextchat("sesame"),
        S.AUTHENTICATE, K.NO_KEY, (ENTER_KEY,), key=None, by_hand={"key": "sesame"},
    ),
    SetUp(
        "a NextChat server with a wrong access code", "nextchat", "https://nextchat.example", nextchat("sesame"),
        S.AUTHENTICATE, K.CODE_REFUSED, (ENTER_KEY,), key="simsim", by_hand={"key": "sesame"},
    ),
    SetUp(
        "a ChatGPT-Web server with a wrong secret", "chatgptweb", "https://chatgpt-web.example", chatgpt_web("secret"),
        S.AUTHENTICATE, K.CODE_REFUSED, (ENTER_KEY,), key="wrong", model="ChatGPTAPI", by_hand={"key": "secret"},
    ),
)  # fmt: skip
