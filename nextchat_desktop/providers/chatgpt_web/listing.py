"""The one model of a ChatGPT-Web server, which is the mode it runs in, and whether it takes the secret."""

from typing import Any

from nextchat_desktop.core.connections import Model
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chatgpt_web.failures import failure_of_reply
from nextchat_desktop.providers.chatgpt_web.routes import route
from nextchat_desktop.providers.json_text import read_json

_VERIFY = "verify"


class Session:
    """POST /api/session tells the mode to everybody; where a secret is wanted, /api/verify looks at it."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        body = {"token": credentials.key} if after == _VERIFY else {}
        return HttpRequest(route(endpoint.base_url, after or "session"), {"Accept": "application/json"}, body)

    def read(self, answered: Answered) -> Listed | Failed:
        reply = read_json(answered.body)
        if answered.status >= 300 or not isinstance(reply, dict) or "status" not in reply:
            return failure_of_reply(answered.status, answered.content_type, answered.body)
        return _listed(reply)


def _listed(reply: dict[str, Any]) -> Listed | Failed:
    data = reply.get("data")
    if reply["status"] != "Success":
        return Failed(FailureKind.CODE_REFUSED, str(reply.get("message") or ""))
    if not isinstance(data, dict):  # the secret is the right one
        return Listed(())
    mode = str(data.get("model") or "")
    return Listed((Model(mode),) if mode else (), _VERIFY if data.get("auth") else "", mode)
