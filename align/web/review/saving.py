"""Writing a bitext under review: only its renaming keeps edits waiting, not the long way there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from align.errors import WriteError, reason_of
from align.files import write_whole
from align.web.review.history import State
from align.words import say

MEND = say(
    "make room on its disk, allow writing there, or put its folder back; all edits are kept in the journal "
    "meanwhile"
)


def bytes_of(state: State, give_way: Callable[[], object]) -> bytes:
    """Return the file of a moment; `give_way` is called between its lines."""
    lines = list[bytes]()
    for line in state.told().to_lines():
        give_way()
        lines.append(line.encode() + b"\n")
    return b"".join(lines)


@contextmanager
def replaced(
    path: Path, data: bytes, lock: AbstractContextManager[object], just_before: Callable[[], object]
) -> Iterator[None]:
    """Write a file anew, locking only where it takes its place: `just_before` that, and until the block ends.

    Raises:
        WriteError: it cannot be written.
    """
    with ExitStack() as held:

        def locked() -> None:
            held.enter_context(lock)
            just_before()

        try:
            with write_whole(path, locked) as file:
                file.write(data)
        except WriteError as error:
            why = error.__cause__
            reason = reason_of(why) if isinstance(why, OSError) else error.what
            what = say("the bitext cannot be saved: {reason}", reason=reason)
            raise WriteError(what, where=str(path), mend=MEND) from why
        yield
