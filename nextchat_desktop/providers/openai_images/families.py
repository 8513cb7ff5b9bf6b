"""What the models that make pictures want to be asked with; one row per family of models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from fnmatch import fnmatchcase

from nextchat_desktop.core.capabilities import plain_id


class Edits(Enum):
    """How a picture that is to be changed is sent."""

    NOT = auto()
    FORM = auto()
    """As a file of a form, to an address of its own."""
    FIELD = auto()
    """Within the JSON, in the field `image`."""


@dataclass(frozen=True, slots=True)
class Family:
    """`options` maps the options of a request to the fields they are sent in; `always` is sent in any case.

    `since` is the first api-version of Azure that knows the family, empty if all do.
    """

    options: Mapping[str, str]
    always: Mapping[str, str] = field(default_factory=dict)
    edits: Edits = Edits.NOT
    since: str = ""


def _as_named(*options: str) -> dict[str, str]:
    return {option: option for option in options}


_AS_TEXT = {"response_format": "b64_json"}
_GPT_IMAGE = Family(
    _as_named("size", "quality", "n", "background", "moderation", "output_format", "output_compression"),
    edits=Edits.FORM,
    since="2025-04-01-preview",
)
_DALL_E = Family(_as_named("size", "quality", "style", "n"), _AS_TEXT)
_COGVIEW = Family(_as_named("size", "quality"))

SILICONFLOW = Family(
    {"size": "image_size", "n": "batch_size", "seed": "seed", "negative_prompt": "negative_prompt"}, edits=Edits.FIELD
)
"""For every model of the service of this name."""

_FAMILIES: tuple[tuple[str, Family], ...] = (
    ("*gpt-image*", _GPT_IMAGE),
    ("*dall*e-2*", Family(_as_named("size", "n"), _AS_TEXT)),
    ("*dall*e*", _DALL_E),
    ("*cogview*", _COGVIEW),
    ("*glm-image*", _COGVIEW),
    ("*grok-imagine*", Family({"size": "aspect_ratio", "n": "n"}, _AS_TEXT)),
    ("*grok*", Family(_as_named("n"), _AS_TEXT)),
    ("*seedream*", Family(_as_named("size", "seed"), _AS_TEXT, Edits.FIELD)),
    ("*", Family(_as_named("size", "quality", "style", "n", "background", "seed"), edits=Edits.FORM)),
)


def family_of(model: str) -> Family:
    """By the id of the model. The last row is for those that nobody knows, such as deployments that somebody named.

    They are not told how to answer: some refuse to be, and both ways of answering are understood.
    """
    id = plain_id(model)
    return next(family for pattern, family in _FAMILIES if fnmatchcase(id, pattern))
