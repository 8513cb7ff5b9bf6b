"""The models of Stability AI, who lists none: those of its manual, once it has taken the key."""

from nextchat_desktop.core.connections import Model, ModelKind
from nextchat_desktop.core.events import Failed
from nextchat_desktop.core.wire import Answered, Credentials, Endpoint, HttpRequest, Listed
from nextchat_desktop.providers.chunks import fields
from nextchat_desktop.providers.json_text import read_json
from nextchat_desktop.providers.stability.form import root_of
from nextchat_desktop.providers.stability.reply import refusal

_MODELS = {
    "ultra": "Stable Image Ultra",
    "core": "Stable Image Core",
    "sd3.5-large": "Stable Diffusion 3.5 Large",
    "sd3.5-large-turbo": "Stable Diffusion 3.5 Large Turbo",
    "sd3.5-medium": "Stable Diffusion 3.5 Medium",
    "sd3.5-flash": "Stable Diffusion 3.5 Flash",
}


class KnownModels:
    """Asks for the balance, which only a good key is told."""

    def request(self, endpoint: Endpoint, credentials: Credentials, after: str = "") -> HttpRequest:
        headers = {"Accept": "application/json", "Authorization": f"Bearer {credentials.key}"}
        return HttpRequest(f"{root_of(endpoint)}/v1/user/balance", headers, method="GET")

    def read(self, answered: Answered) -> Listed | Failed:
        reply = fields(read_json(answered.body))
        if answered.status >= 300 or "credits" not in reply:
            return refusal(answered.status, answered.content_type, answered.body, reply)
        return Listed(tuple(Model(id, name, ModelKind.PICTURES) for id, name in _MODELS.items()))
