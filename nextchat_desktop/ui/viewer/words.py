"""Every word of the viewer's own that a person reads."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ViewerWords:
    """`percent` has a place for `{percent}`, `saved` for `{name}`, `not_saved` for `{reason}`."""

    title: str
    zoom_in: str
    zoom_out: str
    own_size: str
    percent: str
    fit: str
    fit_tip: str
    copy: str
    copied: str
    save: str
    save_title: str
    saved: str
    not_saved: str
    not_drawn: str
    file_name: str
    """Where the picture has no name of its own."""
    number: Callable[[int], str] = "{:,}".format
