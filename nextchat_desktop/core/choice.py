"""Who answers: a model by its connection. It knows nothing of either."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which model of which connection answers."""

    connection: str
    model: str
