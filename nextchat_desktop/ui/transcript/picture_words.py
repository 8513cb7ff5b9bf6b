"""Every word about pictures and diagrams in the transcript that a person reads; it does not know where they stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PictureWords:
    picture: str = ""
    """What a picture is called that has no words."""
    show: str = ""
    """With `{host}`."""
    fetching: str = ""
    cancel: str = ""
    again: str = ""
    opens: str = ""
    """What a click on a picture does."""
    leads_to: str = ""
    """With `{address}`: the link that a picture stood in."""


@dataclass(frozen=True, slots=True)
class DiagramWords:
    drawing: str = ""
    not_drawn: str = ""
    """With `{reason}`."""
    missing: str = ""
    """The reason where nothing can be drawn on this system."""
    show_source: str = ""
    show_diagram: str = ""
    open: str = ""
    save: str = ""
    copy_source: str = ""
    copied: str = ""
