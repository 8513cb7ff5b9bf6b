"""JSON as servers write it, read without raising."""

import json


def read_json(text: str) -> object:
    """What the text says; None if it is no JSON. Half an emoji, cut off by a gateway, becomes U+FFFD."""
    try:
        value = json.loads(text)
        return _mended(value) if "\\ud" in text.lower() else value
    except (ValueError, RecursionError):
        return None


def _mended(value: object) -> object:
    """The value without halves of surrogate pairs, which no file, database or socket takes."""
    whole = json.dumps(value, ensure_ascii=False).encode("utf-16-le", "surrogatepass")
    return json.loads(whole.decode("utf-16-le", "replace"))
