"""How the row of a service that speaks like OpenAI is made."""

from collections.abc import Callable

from nextchat_desktop.core.connections import Service
from nextchat_desktop.core.wire import Account, Dialect, Endpoint, Listing
from nextchat_desktop.providers.openai import ChatCompletions
from nextchat_desktop.providers.openai.listing import ModelList
from nextchat_desktop.providers.openai_family import RESPONSES
from nextchat_desktop.providers.openai_images import OpenAIImages
from nextchat_desktop.providers.openai_responses import Responses
from nextchat_desktop.providers.openai_routes import OpenAIRoute
from nextchat_desktop.providers.row import Row

ROUTE = OpenAIRoute()
LIST = ModelList(ROUTE)
_CHAT, _PICTURES, _RESPONSES = ChatCompletions(ROUTE), OpenAIImages(ROUTE), Responses(ROUTE)


def compatible(
    service: Service,
    listing: Listing | None = LIST,
    account: Account | None = None,
    pictures: Dialect = _PICTURES,
) -> Row:
    """Chat completions, Responses where the service has them and the person wants them, pictures where the model makes
    them, and the list of models where there is one."""
    return Row(service, chat_or_pictures(_CHAT, pictures, _RESPONSES), listing, account)


def chat_or_pictures(
    chat: Dialect, pictures: Dialect, responses: Dialect | None = None
) -> Callable[[Endpoint], Dialect]:
    """For a service with a dialect for each of these."""

    def speak(endpoint: Endpoint) -> Dialect:
        wanted = responses if endpoint.api == RESPONSES else None
        return pictures if endpoint.makes_pictures else wanted or chat

    return speak
