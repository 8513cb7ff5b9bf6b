"""A pause in which something else can be used, for whoever has nothing else; it is loaded before everything."""


def no_pause() -> None:
    """Where nobody waits."""
