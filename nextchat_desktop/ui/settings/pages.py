"""The pages of the settings, without any of them."""

PAGES = {
    "connections": "plug",
    "models": "chip",
    "conversation": "chat",
    "chat": "think",
    "appearance": "palette",
    "keyboard": "keyboard",
    "network": "globe",
    "usage": "chart",
    "data": "data",
    "about": "info",
}
"""In their order, each with its icon."""
