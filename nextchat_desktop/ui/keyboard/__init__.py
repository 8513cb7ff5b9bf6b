"""The window for whoever has no mouse: ways from part to part, letters, keys that every window has."""
