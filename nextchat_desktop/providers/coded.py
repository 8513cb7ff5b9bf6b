"""Failures by the service's own codes, looked up before its words are; knows no service."""

from collections.abc import Mapping
from dataclasses import replace

from nextchat_desktop.core.events import Failed, FailureKind


def kind_of_code(code: object, kinds: Mapping[str, FailureKind]) -> FailureKind | None:
    """What the table says of the code, or of what stands before its last dot, and so on."""
    name = str(code)
    while name:
        if name in kinds:
            return kinds[name]
        name = name.rpartition(".")[0]
    return None


def with_code(failed: Failed, code: object, kinds: Mapping[str, FailureKind]) -> Failed:
    """The failure as the table knows it; unchanged but for the code where it does not."""
    kind = kind_of_code(code, kinds)
    named = replace(failed, code=str(code))
    return replace(named, kind=kind, field="") if kind else named


def refusing(failed: Failed, fields: tuple[str, ...]) -> Failed:
    """The same as a refusal of the first of these optional fields that its words name; unchanged if they name none.

    Only for a failure that the words have made nothing better of.
    """
    vague = failed.kind in (FailureKind.BAD_REQUEST, FailureKind.SERVER, FailureKind.PARAMETER_REFUSED)
    named = next((field for field in fields if field in failed.detail), "") if vague else ""
    return replace(failed, kind=FailureKind.PARAMETER_REFUSED, field=named) if named else failed
