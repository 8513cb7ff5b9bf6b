"""All kinds of files that can be read, those first that are told most surely."""

from nextchat_desktop.interchange.foreign.format import Format

FORMATS: tuple[Format, ...] = ()
