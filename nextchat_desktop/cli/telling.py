"""A failure on the standard error stream: its kind, its sentence, and what the service said."""

from nextchat_desktop.cli.shell import FAILED, UNSEEN, WRONG_USE, Shell
from nextchat_desktop.core.events import Failed, FailureKind
from nextchat_desktop.engine.failures import told
from nextchat_desktop.words.sentences import under

_FAILURES_OF_USE = frozenset(
    {FailureKind.NO_CONNECTION, FailureKind.NO_KEY, FailureKind.KEY_LOCKED, FailureKind.PASSPHRASE_NEEDED}
)


def tell(shell: Shell, failure: Failed, service: str, model: str = "", cut: bool = False) -> int:
    """The exit code. `cut` tells that part of the answer had arrived."""
    said = told(shell.words, failure, service, model, cut=cut)
    shell.warn(f"{failure.kind}: {under(shell.words, said.title, said.meaning)}")
    if said.details:
        shell.warn(said.details.translate(UNSEEN))
    return WRONG_USE if failure.kind in _FAILURES_OF_USE else FAILED
