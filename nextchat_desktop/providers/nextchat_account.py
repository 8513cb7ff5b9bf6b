"""What a NextChat server lets one see of the money behind it, in the old way of OpenAI's dashboard."""

from dataclasses import replace

from nextchat_desktop.core.balance import Balance
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.core.wire import Account, Answered, Credentials, Endpoint, HttpRequest
from nextchat_desktop.providers.accounts import OPENAI_BILLING
from nextchat_desktop.providers.nextchat import root_of, shown
from nextchat_desktop.providers.nextchat_failures import failure_of_server
from nextchat_desktop.providers.nextchat_models import config_of, config_request

_HIDDEN = "hideBalanceQuery"
_CLOSED = (FailureKind.BAD_ENDPOINT, FailureKind.WEB_PAGE, FailureKind.FORBIDDEN)


class Dashboard(Account):
    """First what the owner allows, then the limit and the usage."""

    number = 1 + OPENAI_BILLING.number

    def request(self, place: int, endpoint: Endpoint, credentials: Credentials, now: int) -> HttpRequest:
        if place == 0:
            return config_request(endpoint.base_url)
        behind = replace(endpoint, base_url=f"{root_of(endpoint.base_url)}/api/openai/v1")
        return OPENAI_BILLING.request(place - 1, behind, Credentials(shown(credentials)), now)

    def read(self, answers: tuple[Answered, ...]) -> Balance | Failed:
        config = config_of(answers[0])
        if isinstance(config, Failed):
            return config
        if config.get(_HIDDEN) is True:
            return Failed(FailureKind.NOT_TOLD, f"{_HIDDEN}: true")
        told = OPENAI_BILLING.read(answers[1:])
        if isinstance(told, Balance):
            return told
        failed = next(filter(None, (failure_of_server(one.status, one.body) for one in answers[1:])), told)
        return replace(failed, kind=FailureKind.NOT_TOLD) if failed.kind in _CLOSED else failed
