"""Prompts in the window: where they are found, written, imported and exported."""
