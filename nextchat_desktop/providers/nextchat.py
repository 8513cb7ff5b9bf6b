"""A NextChat server: which way it passes a model's requests on, and in which dialect. It knows no list of models."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from nextchat_desktop.core.catalog import AZURE, OPENAI, Named, named
from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, Parser, WireEvent
from nextchat_desktop.providers.anthropic import Messages
from nextchat_desktop.providers.baidu import Wenxin
from nextchat_desktop.providers.dashscope import DashScope
from nextchat_desktop.providers.google import Gemini
from nextchat_desktop.providers.iflytek import Spark
from nextchat_desktop.providers.nextchat_failures import failure_of_server
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.openai_routes import CHAT, OpenAIRoute
from nextchat_desktop.providers.stability import StableImage
from nextchat_desktop.providers.tencent import Hunyuan

_BEHIND_ROOT = re.compile(r"(?<!/)(?:/api(?:/.*)?|/v1)$", re.I)
_SHOWN_AS_IT_IS = re.compile(r"nk-|sk-|xai-|AIza")
"""How an access code begins that is already marked as one, and how keys of services do."""

_HEADERS = frozenset({"accept", "content-type", "anthropic-version", "x-dashscope-sse"})
"""What the server reads beside `Authorization`. A key in any other would be passed on as the person's."""


class _AzureRoute(OpenAIRoute):
    """Below a deployment. Without an api-version the server takes its own."""

    def url(self, endpoint: Endpoint, path: str = CHAT) -> str:
        return f"{OpenAIRoute.url(self, endpoint, path)}?api-version={quote(endpoint.api_version)}"


@dataclass(frozen=True, slots=True)
class _Way:
    """How the server passes on to one provider.

    `path` lies below the server's /api and holds the deployment where there are any. `chat` and `pictures` are the
    dialects of what lies there; `dropped` fits what the server itself adds to their addresses. With `names_model` the
    body has to name the model, by which the server sees whether it is one of those that its owner allows.
    """

    path: str
    chat: Dialect
    pictures: Dialect | None = None
    dropped: str = "$"
    names_model: bool = False


_CHAT, _PICTURES = ChatCompletions(OpenAIRoute()), OpenAIImages(OpenAIRoute())
_OPENAI = _Way("openai/v1", _CHAT, _PICTURES)
_STABILITY = StableImage()

_WAYS = {
    OPENAI: _OPENAI,
    AZURE: _Way("azure/deployments/{}", ChatCompletions(_AzureRoute()), OpenAIImages(_AzureRoute())),
    "anthropic": _Way("anthropic", Messages()),
    "google": _Way("google", Gemini()),
    "alibaba": _Way("alibaba", DashScope(), dropped="^/api"),
    "baidu": _Way("baidu", Wenxin(), dropped=r"\?access_token=$", names_model=True),
    "tencent": _Way("tencent", Hunyuan(), dropped="^.*$"),
    "deepseek": _Way("deepseek", _CHAT),
    "moonshot": _Way("moonshot/v1", _CHAT),
    "xai": _Way("xai/v1", _CHAT),
    "chatglm": _Way("chatglm/api/paas/v4", _CHAT, _PICTURES),
    "siliconflow": _Way("siliconflow/v1", _CHAT),
    "ai302": _Way("302ai/v1", _CHAT),
    "iflytek": _Way("iflytek/v1", Spark(_CHAT)),
    "bytedance": _Way("bytedance/api/v3", _CHAT),
    "stability": _Way("stability", _STABILITY, _STABILITY),
}
"""By the provider of the model; any other is asked as OpenAI is."""


def speak(endpoint: Endpoint) -> Dialect:
    """The dialect for the provider that the model's id names, on its way through the server."""
    way = _WAYS.get(named(endpoint.model).provider, _OPENAI)
    return Through(way, endpoint.makes_pictures)


def root_of(base_url: str) -> str:
    """The address of the server, from that of a page or of anything below /api."""
    address = re.split(r"[?#]", base_url.strip(), maxsplit=1)[0].rstrip("/")
    return _BEHIND_ROOT.sub("", address).rstrip("/")


def shown(credentials: Credentials) -> str:
    """The access code as the server wants to see it, or a key of the person's own; empty where there is neither."""
    key = credentials.key
    return key if not key or _SHOWN_AS_IT_IS.match(key) else f"nk-{key}"


class Through(Dialect):
    """Another dialect, spoken through the server."""

    def __init__(self, way: _Way, makes_pictures: bool) -> None:
        self._way = way
        self._inner = (way.pictures if makes_pictures else None) or way.chat
        self.framing = self._inner.framing

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return self._inner.takes(self._within(endpoint))

    def url(self, endpoint: Endpoint) -> str:
        return self._passed(endpoint, self._inner.url(self._within(endpoint)))

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        request = self._inner.request(chat, self._within(endpoint), Credentials(), now)
        headers = {name: value for name, value in request.headers.items() if name.lower() in _HEADERS}
        if credentials.key:
            headers["Authorization"] = f"Bearer {shown(credentials)}"
        return replace(request, url=self._passed(endpoint, request.url), headers=headers)

    def parser(self) -> Parser:
        return self._inner.parser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        failed = failure_of_server(status, body)
        return [failed] if failed else self._inner.whole(status, content_type, body)

    def _within(self, endpoint: Endpoint) -> Endpoint:
        """What the inner dialect is to believe."""
        who = named(endpoint.model)
        extra = {**({"model": who.name} if self._way.names_model else {}), **endpoint.extra}
        return replace(endpoint, base_url=self._base(endpoint, who), model=who.name, extra=extra)

    def _base(self, endpoint: Endpoint, who: Named) -> str:
        deployment = quote(who.deployment or who.name, safe="")
        return f"{root_of(endpoint.base_url)}/api/{self._way.path.format(deployment)}"

    def _passed(self, endpoint: Endpoint, url: str) -> str:
        base = self._base(endpoint, named(endpoint.model))
        return base + re.sub(self._way.dropped, "", url.removeprefix(base), count=1)
