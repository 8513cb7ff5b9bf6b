"""What looks as if it did not fit, and is meant to be so."""

from screens.fitting import Meant

MEANT = Meant(
    shortened=frozenset(
        {
            "conversationList",  # titles
            "conversationTitle",
            "outlineList",  # the beginnings of what is written
            "rewriteTurns",
            "suggestionList",  # prompts
            "paletteList",
            "priceTable",  # names of models and services
        }
    ),
    floating=frozenset({"FloatingList", "_Curtain", "Toast", "DropCover", "SuggestionList", "FindBar"}),
    sideways=frozenset({"Transcript", "pasteField"}),
)
