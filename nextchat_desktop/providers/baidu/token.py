"""The token that a key and its secret are exchanged for: POST {root}/oauth/2.0/token."""

from urllib.parse import urlencode

from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Token
from nextchat_desktop.providers.baidu.place import root
from nextchat_desktop.providers.failures import failure_of_body
from nextchat_desktop.providers.json_text import read_json

_DAY = 24 * 3600.0
"""How long a token is taken to hold if that is not said."""

_LONGEST = 30 * _DAY
"""What the service gives."""

_NOT_THE_KEY = frozenset({"invalid_client", "invalid_grant", "unauthorized_client", "invalid_request"})


class AccessToken:
    def request(self, endpoint: Endpoint, credentials: Credentials) -> HttpRequest:
        key, secret = credentials.pair
        asked = urlencode({"grant_type": "client_credentials", "client_id": key, "client_secret": secret})
        return HttpRequest(f"{root(endpoint)}/oauth/2.0/token?{asked}", {"Accept": "application/json"})

    def read(self, answered: Answered) -> Token | Failed:
        reply = read_json(answered.body)
        if not isinstance(reply, dict):
            return failure_of_body(answered.status, answered.content_type, answered.body)
        token, seconds = reply.get("access_token"), reply.get("expires_in")
        if isinstance(token, str) and token:
            return Token(token, _held(seconds))
        error = str(reply.get("error") or "")
        if error in _NOT_THE_KEY:
            said = str(reply.get("error_description") or error)
            return Failed(FailureKind.KEY_REFUSED, said, answered.status, error)
        return failure_of_body(answered.status, answered.content_type, answered.body)


def _held(seconds: object) -> float:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not seconds > 0:
        return _DAY
    return float(min(seconds, _LONGEST))
