"""What others have laid down, in words: who says so, what cannot be taken, why something is not to be had here."""

from collections.abc import Iterator

from nextchat_desktop.core.policy import Complaint, Giver, Policy, Rules
from nextchat_desktop.words.catalogue import Words

_LOST = ("broken", "unreadable", "too_long", "no_text")
"""Complaints of a policy of which nothing could be taken."""


class TellingRules:
    """For window and command line."""

    def __init__(self, words: Words, rules: Rules) -> None:
        self._words = words
        self._rules = rules

    def held(self, giver: Giver) -> str:
        """Why a setting cannot be changed here."""
        return self._words(f"held.{giver}")

    def given(self, giver: Giver) -> str:
        """Why a connection cannot be changed here, and where it can be."""
        return self._words(f"given.{giver}", who=self._who())

    def mark(self, giver: Giver) -> str:
        """Two or three words beside the name of a connection."""
        return self._words(f"given.mark.{giver}")

    def limited(self, giver: Giver) -> str:
        """Why some models are left out."""
        return self._of("rules.limited", giver)

    def no_keys(self, giver: Giver) -> str:
        return self._of("rules.no_keys", giver)

    def no_links(self, giver: Giver) -> str:
        return self._of("rules.no_links", giver)

    def no_own_connections(self, giver: Giver) -> str:
        return self._of("rules.no_own_connections", giver)

    def no_balance(self, giver: Giver) -> str:
        return self._of("rules.no_balance", giver)

    def forbidden(self, giver: Giver, model: str) -> str:
        return self._words("rules.forbidden", name=model, why=self.held(giver))

    def sources(self) -> Iterator[str]:
        """Everything that counts here, and where it stands."""
        for policy in self._rules.policies:
            if policy.place:
                who = policy.organisation or self._words("rules.organisation")
                yield self._words(f"rules.source.{policy.giver}", who=who, place=policy.place)

    def complaints(self) -> Iterator[str]:
        """What somebody should mend, with the place."""
        return (self._complaint(policy, complaint) for policy, complaint in self._rules.complaints)

    def _complaint(self, policy: Policy, complaint: Complaint) -> str:
        line = self._words("policy.line", line=complaint.line) if complaint.line else ""
        place = policy.place or self._words("rules.environment")
        told = self._words(f"policy.{complaint.sentence}", place=place + line, what=complaint.what)
        return self._words(f"policy.lost.{policy.giver}", told=told) if complaint.sentence in _LOST else told

    def _of(self, sentence: str, giver: Giver) -> str:
        return self._words(sentence, why=self.held(giver))

    def _who(self) -> str:
        return self._rules.organisation or self._words("rules.organisation")
