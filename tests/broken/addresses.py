"""Addresses that lead to nothing, to something else, or to a page of the network."""

from broken.between import NGINX_WANTS_TLS, UVICORN_HEARS_TLS, sent_on, web_page
from broken.keys import OPENAI_AT, RESELLER
from broken.services import (
    COUNT,
    OPENAI,
    always,
    chatgpt_web,
    claude,
    locked,
    new_api,
    nextchat,
    ollama,
    openai,
    plain,
    says,
)
from broken.setup import (
    ENTER_ADDRESS,
    ENTER_PROXY,
    GO_BY_NEIGHBOUR,
    TEST_AGAIN,
    Place,
    SetUp,
    page,
    use_address,
    use_api,
    use_service,
)
from certificates import Held
from nextchat_desktop.core.checkup import Step
from nextchat_desktop.core.events import FailureKind as K
from scripted import Reply, Request

S = Step
RESELLER_ROOT, COMPANY = "https://api.reseller.example", "https://chat.company.example"
_NEVER_FOUND = "https://api.nowhere.invalid/v1"

_NOT_FOUND = web_page("404 | OpenRouter", 404)
_ROUTER = openai("openai/gpt-4o", below="/api/v1", otherwise=_NOT_FOUND)


def _only_chats(request: Request) -> Reply:
    """A server that has never heard of the Responses API."""
    return COUNT if request.path.endswith("/chat/completions") else says(404, {"detail": "Not Found"})


WRONG_PATH = (
    SetUp(
        "/v1 is missing: new-api shows its start page", "oneapi", RESELLER_ROOT, new_api(),
        S.FIRST_WORD, K.WEB_PAGE, (use_address(RESELLER), ENTER_ADDRESS),
    ),
    SetUp(
        "/v1 is there twice", "compatible", f"{COMPANY}/v1/v1", locked(openai(), plain(401, "")),
        S.FIRST_WORD, K.BAD_ENDPOINT, (use_address(f"{COMPANY}/v1"), ENTER_ADDRESS),
    ),
    SetUp(
        "the whole path of chats stands in the address", "oneapi", f"{RESELLER}/chat/completions", new_api(),
        S.FIRST_WORD, K.BAD_ENDPOINT, (use_address(RESELLER), ENTER_ADDRESS),
    ),
    SetUp(
        "OpenRouter without /api", "openrouter", "https://openrouter.ai/v1", _ROUTER,
        S.FIRST_WORD, K.WEB_PAGE, (use_address("https://openrouter.ai/api/v1"), ENTER_ADDRESS), model="openai/gpt-4o",
    ),
    SetUp(
        "the address without https://", "openai", "api.openai.com/v1", None, S.SETTINGS, K.BAD_ENDPOINT,
        (use_address(OPENAI_AT), ENTER_ADDRESS), elsewhere={OPENAI_AT: OPENAI},
    ),
    SetUp(
        "words in place of an address", "compatible", "my company's server", None, S.SETTINGS, K.BAD_ENDPOINT,
        (ENTER_ADDRESS,),
    ),
    SetUp(
        "the page of a wiki", "compatible", "https://wiki.company.example/v1", always(web_page("Wiki")),
        S.FIRST_WORD, K.WEB_PAGE, (ENTER_ADDRESS,),
    ),
    SetUp(
        "the address of the page, not of the API: a ChatGPT-Web server", "compatible", "https://chatgpt-web.example",
        chatgpt_web("sk-right"), S.FIRST_WORD, K.WEB_PAGE, (use_service("chatgptweb"), ENTER_ADDRESS),
    ),
    SetUp(
        "the address of the page, not of the API: a NextChat server", "compatible", "https://nextchat.example",
        nextchat("sesame"), S.FIRST_WORD, K.WEB_PAGE, (use_service("nextchat"), ENTER_ADDRESS), key="sesame",
    ),
    SetUp(
        "Ollama's own path where OpenAI's is meant", "compatible", "http://127.0.0.1:11434/api", ollama("qwen3"),
        S.FIRST_WORD, K.BAD_ENDPOINT, (use_address("http://127.0.0.1:11434/v1"), ENTER_ADDRESS),
        key=None, model="qwen3",
    ),
    SetUp(
        "Claude's address, set up as one that speaks like OpenAI", "compatible", "https://claude.company.example/v1/messages",
        claude(), S.FIRST_WORD, K.BAD_ENDPOINT, (use_service("anthropic"), ENTER_ADDRESS),
        key="sk-ant-right", model="claude-sonnet-4-5",
    ),
    SetUp(
        "the Responses API at a server that only knows chats", "compatible", f"{COMPANY}/v1", _only_chats,
        S.FIRST_WORD, K.BAD_ENDPOINT, (use_api("chat"), ENTER_ADDRESS), more={"api": "responses"},
    ),
)  # fmt: skip

_OLD, _NEW = "http://chat.company.example/v1", f"{COMPANY}/v1"
_TO_NEW = sent_on(301, "https://chat.company.example/v1/chat/completions")


def _moved(request: Request) -> Reply:
    return sent_on(308, f"https://llm.company.example{request.path}")


def _to_https(request: Request) -> Reply:
    return sent_on(301, f"https://chat.company.example{request.path}")


MOVED = (
    SetUp(
        "the server sends on to https", "compatible", _OLD, _to_https, S.FIRST_WORD, K.REDIRECTED,
        (use_address(_NEW), ENTER_ADDRESS), elsewhere={_NEW: openai()},
    ),
    SetUp(
        "the server has moved to another name", "compatible", _NEW, _moved, S.FIRST_WORD, K.REDIRECTED,
        (use_address("https://llm.company.example/v1"), ENTER_ADDRESS),
        elsewhere={"https://llm.company.example/v1": openai()},
    ),
    SetUp(
        "http in place of https, at a port that wants TLS", "compatible", "http://127.0.0.1:8443/v1", None,
        S.TLS, K.TLS_WANTED, (use_address("https://127.0.0.1:8443/v1"), ENTER_ADDRESS),
        elsewhere={"https://127.0.0.1:8443": Place(openai(), otherwise=NGINX_WANTS_TLS)},
    ),
    SetUp(
        "https in place of http, at a server of one's own", "vllm", "https://127.0.0.1:8000/v1", None,
        S.TLS, K.NO_TLS, (use_address("http://127.0.0.1:8000/v1"), ENTER_ADDRESS), key=None,
        elsewhere={"http://127.0.0.1:8000": Place(openai(), otherwise=UVICORN_HEARS_TLS)},
    ),
    SetUp(
        "https in place of http, at a server somewhere else", "compatible", "https://chat.company.example:8000/v1",
        None, S.TLS, K.NO_TLS, (ENTER_ADDRESS,),
        elsewhere={"http://chat.company.example:8000": Place(openai(), otherwise=UVICORN_HEARS_TLS)},
    ),
)  # fmt: skip

NOBODY = (
    SetUp(
        "Ollama has not been started", "ollama", "http://127.0.0.1:11434", None, S.CONNECT, K.NOTHING_THERE,
        (ENTER_ADDRESS, TEST_AGAIN), key=None, model="qwen3",
    ),
    SetUp(
        "the port is wrong", "compatible", "http://127.0.0.1:8001/v1", None, S.CONNECT, K.NOTHING_THERE,
        (ENTER_ADDRESS, TEST_AGAIN), elsewhere={"http://127.0.0.1:8000": openai()},
        by_hand={"address": "http://127.0.0.1:8000/v1"},
    ),
    SetUp(
        "the name is misspelled", "compatible", _NEVER_FOUND, None, S.RESOLVE, K.NAME_NOT_FOUND,
        (ENTER_ADDRESS, ENTER_PROXY, TEST_AGAIN),
    ),
    SetUp(
        "a network that only a proxy leads out of, and one runs on this computer", "compatible", _NEVER_FOUND, openai(),
        S.RESOLVE, K.NAME_NOT_FOUND,
        (GO_BY_NEIGHBOUR, ENTER_ADDRESS, ENTER_PROXY, TEST_AGAIN), neighbour=True,
    ),
)  # fmt: skip


def _of_the_hotel(authority: Held, host: str) -> Held:
    return authority.issue("login.hotel.example", ("login.hotel.example",))


_LOGIN = "http://login.hotel.example/welcome"
_TO_LOGIN, _SIGN_IN = sent_on(302, _LOGIN), web_page("Welcome to our hotel")
_HOTEL = Place(always(_SIGN_IN), shows=_of_the_hotel)

PORTALS = (
    SetUp(
        "the hotel's sign-in page, to which it sends on", "openai", OPENAI_AT, _HOTEL, S.TLS, K.PORTAL,
        (page(_LOGIN), TEST_AGAIN), elsewhere={"http://api.openai.com": always(_TO_LOGIN)},
    ),
    SetUp(
        "the airport's sign-in page (511)", "openai", OPENAI_AT, _HOTEL, S.TLS, K.PORTAL,
        (page("http://api.openai.com/"), TEST_AGAIN),
        elsewhere={"http://api.openai.com": always(web_page("Network Authentication Required", 511))},
    ),
    SetUp(
        "the campus's sign-in page, in place of every other", "openai", OPENAI_AT, _HOTEL, S.TLS, K.PORTAL,
        (page("http://api.openai.com/"), TEST_AGAIN), elsewhere={"http://api.openai.com": always(_SIGN_IN)},
    ),
    SetUp(
        "a sign-in page before a server in plain http", "compatible", "http://chat.company.example/v1",
        always(_TO_LOGIN), S.FIRST_WORD, K.PORTAL, (page(_LOGIN), TEST_AGAIN),
    ),
)  # fmt: skip
