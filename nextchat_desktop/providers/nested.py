"""Bodies whose sampling parameters lie in a field of their own; knows no service."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nextchat_desktop.core.wire import Endpoint


def nested_body(
    endpoint: Endpoint, fields: Mapping[str, Any], place: str, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    """The body with the parameters in the field `place`, without what the server has refused in either.

    What the person has added to `place` joins the parameters instead of taking their place.
    """
    added = endpoint.extra.get(place)
    sent = {name: value for name, value in parameters.items() if name not in endpoint.refused}
    joined = {**sent, **added} if isinstance(added, Mapping) else sent
    extra = {name: value for name, value in endpoint.extra.items() if name != place}
    return replace(endpoint, extra=extra).body({**fields, place: joined} if joined else fields)
