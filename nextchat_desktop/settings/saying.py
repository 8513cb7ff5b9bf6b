"""What the settings say of the parameters, for the whole program."""

from nextchat_desktop.core.parameter_table import PARAMETERS, checked
from nextchat_desktop.core.parameters import Parameters
from nextchat_desktop.settings.option import from_plain, to_plain
from nextchat_desktop.settings.schema import CHAT
from nextchat_desktop.settings.store import Settings


def parameters_in(settings: Settings) -> Parameters:
    """What is said there; the rest is left open."""
    return checked({one.name: from_plain(one, settings[CHAT[one.name]]) for one in PARAMETERS})


def settled_parameters(settings: Settings) -> frozenset[str]:
    """The names of those that others have laid down: no mask and no conversation says anything else of them."""
    return frozenset(name for name, option in CHAT.items() if settings.held_by(option) is not None)


def keep_parameters(settings: Settings, parameters: Parameters) -> None:
    """Has the settings say this and nothing else. Raises OSError if it holds for this run only."""
    for name, option in CHAT.items():
        settings[option] = to_plain(getattr(parameters, name))
