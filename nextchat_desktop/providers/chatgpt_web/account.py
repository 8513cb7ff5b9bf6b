"""What a ChatGPT-Web server says of this month's spending."""

import re

from nextchat_desktop.core.balance import Amount, AmountKind, Balance
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Account, Answered, Credentials, Endpoint, HttpRequest
from nextchat_desktop.providers.chatgpt_web.failures import failure_of_reply
from nextchat_desktop.providers.chatgpt_web.routes import bearer, route
from nextchat_desktop.providers.json_text import read_json

_DOLLARS = re.compile(r"\$\s*(\d{1,12}(?:\.\d{1,6})?)", re.A)


class Spending(Account):
    """POST /api/config. A server that cannot find it out writes "-" instead of the sum: then no amount is told."""

    def request(self, place: int, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        return HttpRequest(route(endpoint.base_url, "config"), bearer(credentials), {})

    def read(self, answers: tuple[Answered, ...]) -> Balance | Failed:
        reply = read_json(answers[-1].body)
        data = reply.get("data") if isinstance(reply, dict) else None
        if answers[-1].status >= 300 or not isinstance(data, dict):
            return failure_of_reply(answers[-1].status, answers[-1].content_type, answers[-1].body)
        spent = _DOLLARS.search(str(data.get("usage") or ""))
        return Balance((Amount(AmountKind.USED_THIS_MONTH, float(spent[1]), "USD"),) if spent else ())
