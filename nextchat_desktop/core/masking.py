"""Takes out of a text what nobody else needs to read; it is told what that is."""

import re

MASK = "••••"

SHORTEST, SHORTEST_IN_BODY = 4, 8
"""Characters of what is masked in a sentence, and in a body. What is shorter stands in many a text."""

_SECRET_HEADERS = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "api-key",
        "x-api-key",
        "x-goog-api-key",
        "ocp-apim-subscription-key",
        "cookie",
        "set-cookie",
    }
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9-]* +(?=\S)")


def masked_text(text: str, secrets: tuple[str, ...], shortest: int = SHORTEST) -> str:
    """The text with a mask in place of each secret that stands in it."""
    for secret in sorted(filter(lambda one: len(one) >= shortest, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


def masked_header(name: str, value: str, secrets: tuple[str, ...]) -> str:
    """The value of a header without what is secret in it; of a header that is nothing but that, its scheme is left."""
    if name.lower() not in _SECRET_HEADERS:
        return masked_text(value, secrets)
    scheme = _SCHEME.match(value)
    return f"{scheme[0] if scheme else ''}{MASK}"
