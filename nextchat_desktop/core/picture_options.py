"""What can be chosen for a picture by the id of the model that makes it; knows no service and sends nothing."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from nextchat_desktop.core.capabilities import plain_id


@dataclass(frozen=True, slots=True)
class PictureOptions:
    """Values of the options size, quality, style and background, the usual one first; empty where there is no choice.

    A size is pixels such as `1024x1024` or the shape of the picture such as `16:9`. `most` is how many pictures one
    request may ask for. `edits` tells that pictures beside the question are changed by it.
    """

    sizes: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    backgrounds: tuple[str, ...] = ()
    most: int = 1
    edits: bool = False


UNKNOWN = PictureOptions()
"""For a model that the table does not name: it is asked with nothing but the words."""

_GPT_SIZES = ("auto", "1024x1024", "1536x1024", "1024x1536")
_GPT_QUALITIES = ("auto", "low", "medium", "high")
_RATIOS = ("1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21")
_STABILITY_STYLES = (
    "3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance", "fantasy-art",
    "isometric", "line-art", "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art",
    "tile-texture",
)  # fmt: skip
_COGVIEW_SIZES = ("1024x1024", "768x1344", "864x1152", "1344x768", "1152x864", "1440x720", "720x1440")
_FLUX_SIZES = ("1024x1024", "512x1024", "768x512", "768x1024", "1024x576", "576x1024")

_GPT = PictureOptions(_GPT_SIZES, _GPT_QUALITIES, (), ("auto", "opaque", "transparent"), 10, True)
_GPT_2 = PictureOptions(
    (*_GPT_SIZES, "2048x2048", "2048x1152", "1152x2048", "3840x2160", "2160x3840"),
    _GPT_QUALITIES,
    (),
    ("auto", "opaque"),
    10,
    True,
)
_STABLE = PictureOptions(_RATIOS, (), _STABILITY_STYLES)
_STABLE_EDITS = PictureOptions(_RATIOS, (), _STABILITY_STYLES, edits=True)
_FLUX = PictureOptions(_FLUX_SIZES, most=4)

_TABLE: tuple[tuple[str, PictureOptions], ...] = (
    ("*gpt-image-2*", _GPT_2),
    ("*gpt-image*", _GPT),
    ("*chatgpt-image*", _GPT),
    ("*dall*e-2*", PictureOptions(("1024x1024", "512x512", "256x256"), most=10)),
    (
        "*dall*e*",
        PictureOptions(("1024x1024", "1792x1024", "1024x1792"), ("standard", "hd"), ("vivid", "natural")),
    ),
    ("*cogview-3*", PictureOptions(_COGVIEW_SIZES)),
    ("*cogview*", PictureOptions(_COGVIEW_SIZES, ("standard", "hd"))),
    ("*grok-imagine*", PictureOptions(("1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3"), most=10)),
    ("*seedream*", PictureOptions(("2K", "1K", "4K"), edits=True)),
    ("*qwen-image-edit*", PictureOptions(edits=True)),
    ("*qwen-image*", PictureOptions(("1328x1328", "1664x928", "928x1664", "1472x1140", "1140x1472"))),
    ("*kolors*", PictureOptions(("1024x1024", "960x1280", "768x1024", "720x1440", "720x1280"), most=4)),
    ("*flux*", _FLUX),
    ("ultra", _STABLE_EDITS),
    ("*stable-image-ultra*", _STABLE_EDITS),
    ("core", _STABLE),
    ("*stable-image-core*", _STABLE),
    ("sd3*", _STABLE_EDITS),
    ("*stable-diffusion*", _FLUX),
)


def picture_options(model: str) -> PictureOptions:
    """What the first row that fits the id of the model says."""
    id = plain_id(model)
    return next((options for pattern, options in _TABLE if fnmatchcase(id, pattern)), UNKNOWN)
