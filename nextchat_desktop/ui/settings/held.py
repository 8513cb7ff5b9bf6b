"""Why a person cannot change or take something here, in words, for the settings. It draws nothing."""

from nextchat_desktop.core.pasted import is_site_link
from nextchat_desktop.engine.setup import Setup
from nextchat_desktop.engine.telling_rules import TellingRules
from nextchat_desktop.words.catalogue import Words


def why_held(setup: Setup, words: Words, connection: str) -> str:
    """Why the connection of this id can only be looked at; empty where it is the person's to change."""
    rules, telling = setup.rules, TellingRules(words, setup.rules)
    barring, giver = rules.who_bars(connection), rules.giver(connection)
    if barring is not None:
        return telling.no_own_connections(barring)
    return telling.given(giver) if giver is not None else ""


def why_no_link(setup: Setup, words: Words, text: str) -> str:
    """Why this is not taken; empty where it is no link that sets something up, or such links are taken."""
    giver = setup.rules.no_fast_links
    return TellingRules(words, setup.rules).no_links(giver) if giver is not None and is_site_link(text) else ""
