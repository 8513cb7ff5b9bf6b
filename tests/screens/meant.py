"""What looks as if it did not fit, and is meant to be so."""

from screens.fitting import Meant

MEANT = Meant(
    shortened=frozenset(
        {
            "conversationList",  # titles
            "conversationTitle",
            "modelPicker",  # the name of a model
            "connectionList",  # names, and where they lead
            "serviceField",  # names of services
            "caption",  # who answered, when, for how long
            "contextPieces",  # the beginnings of what is sent
            "outlineList",  # the beginnings of what is written
            "rewriteTurns",
            "suggestionList",  # prompts
            "paletteList",
            "priceTable",  # names of models and services
            "pickerTurns",
            "exportList",
            "modelDetailVision",  # what is known of a model, and that it is what is known
            "modelDetailReasoning",
            "backupList",  # what is in a backup, which is told whole before it is restored
            "inspectorRequests",  # fields of a request; the whole of it is beside them
        }
    ),
    floating=frozenset(
        {"FloatingList", "_Curtain", "Toast", "DropCover", "SuggestionList", "FindBar", "DrawingButton", "latest"}
    ),
    sideways=frozenset({"Transcript", "pasteField", "usageTable", "priceTable"}),
)
