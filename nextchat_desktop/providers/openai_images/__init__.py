"""Pictures as OpenAI's API makes them, and everyone who speaks it: POST {base}/images/generations and images/edits.

Source of the format: the reference of the Images API, of CogView and of SiliconFlow's images.
"""

from collections.abc import Iterable

from nextchat_desktop.core.parameters import OPTIONS
from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.declared import free
from nextchat_desktop.providers.multipart import multipart
from nextchat_desktop.providers.openai_images.body import asked_for, attached, fields
from nextchat_desktop.providers.openai_images.families import Edits, Family, family_of
from nextchat_desktop.providers.openai_images.parser import PicturesParser
from nextchat_desktop.providers.openai_images.reply import whole_reply
from nextchat_desktop.providers.openai_routes import CHAT, Route

_NEW, _EDIT = "images/generations", "images/edits"
_VERSION = "api-version="


class OpenAIImages(Dialect):
    """The dialect. A `Route` says where a request goes; `family` is for a service that has fields of its own."""

    def __init__(self, route: Route, family: Family | None = None) -> None:
        self._route = route
        self._family = family

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return free(self._of(endpoint).options, endpoint.refused) & frozenset(OPTIONS)

    def url(self, endpoint: Endpoint) -> str:
        return self._address(endpoint, _NEW)

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        family = self._of(endpoint)
        files = attached(asked_for(chat), chat.pictures)
        headers = {"Accept": "application/json", **self._route.headers(credentials)}
        body = endpoint.body(fields(chat, endpoint, family))
        if files and family.edits is Edits.FORM:
            kind, data = multipart(body, files)
            return HttpRequest(self._address(endpoint, _EDIT), {**headers, "Content-Type": kind}, data)
        return HttpRequest(self.url(endpoint), headers, body)

    def parser(self) -> PicturesParser:
        return PicturesParser()

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)

    def _of(self, endpoint: Endpoint) -> Family:
        return self._family or family_of(endpoint.model)

    def _address(self, endpoint: Endpoint, what: str) -> str:
        """The address of the chat with another end: below a deployment as well, where there are any."""
        path, mark, query = self._route.url(endpoint).partition("?")
        since = self._of(endpoint).since
        if query.startswith(_VERSION) and query.removeprefix(_VERSION) < since:
            query = _VERSION + since
        return f"{path.removesuffix(CHAT)}{what}{mark}{query}"
