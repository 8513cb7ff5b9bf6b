"""Which options a model accepts: what its dialect can tell, without what the model is known to have no use for."""

from nextchat_desktop.core.capabilities import Capabilities
from nextchat_desktop.core.picture_options import UNKNOWN, picture_options
from nextchat_desktop.core.wire import Dialect, Endpoint

_THINKING = frozenset({"reasoning_effort", "reasoning_budget"})


def accepted(dialect: Dialect, endpoint: Endpoint, can: Capabilities) -> frozenset[str]:
    """In the names of `core.parameters.OPTIONS`. Where nobody knows, what the dialect can tell is let through."""
    useless = frozenset() if can.reasoning is not False else _THINKING
    if endpoint.makes_pictures:
        useless |= _without_choice(endpoint.model)
    return dialect.takes(endpoint) - useless


def _without_choice(model: str) -> frozenset[str]:
    """The options of a picture of which a model that is known has one value at most."""
    known = picture_options(model)
    if known == UNKNOWN:
        return frozenset()
    values = {
        "size": known.sizes,
        "quality": known.qualities,
        "style": known.styles,
        "background": known.backgrounds,
    }
    return frozenset(name for name, offered in values.items() if not offered)
