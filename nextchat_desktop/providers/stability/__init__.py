"""Pictures of Stability AI: POST {base}/v2beta/stable-image/generate/{ultra|core|sd3}.

Source of the format: the reference of the Stable Image services, version v2beta.
"""

from collections.abc import Iterable

from nextchat_desktop.core.wire import ChatRequest, Credentials, Dialect, Endpoint, HttpRequest, WireEvent
from nextchat_desktop.providers.multipart import multipart
from nextchat_desktop.providers.one_piece import OnePiece
from nextchat_desktop.providers.stability.form import attached, fields, path_of, root_of, taken
from nextchat_desktop.providers.stability.reply import whole_reply


class StableImage(Dialect):
    """The dialect. A picture beside the question is drawn over, where the model can do that."""

    def takes(self, endpoint: Endpoint) -> frozenset[str]:
        return taken(endpoint)

    def url(self, endpoint: Endpoint) -> str:
        return f"{root_of(endpoint)}/v2beta/stable-image/generate/{path_of(endpoint.model)}"

    def request(self, chat: ChatRequest, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        files = attached(chat, endpoint)
        body = endpoint.body(fields(chat, endpoint, bool(files)))
        kind, data = multipart(body, files)
        headers = {"Accept": "application/json", "Authorization": f"Bearer {credentials.key}", "Content-Type": kind}
        return HttpRequest(self.url(endpoint), headers, data)

    def parser(self) -> OnePiece:
        return OnePiece(self.whole)

    def whole(self, status: int, content_type: str, body: str) -> Iterable[WireEvent]:
        return whole_reply(status, content_type, body)
