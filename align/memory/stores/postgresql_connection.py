"""A connection to PostgreSQL on which one waits for an answer as long as one has patience, and no longer.

What the server itself would bound (`statement_timeout`) ends nothing where the server hangs or the network is
gone without a word.
"""

from __future__ import annotations

from collections.abc import Generator
from functools import cache
from time import monotonic
from typing import Any


@cache
def patient_connection() -> Any:
    """Return a class of connections with a bound on how long an answer may take: their `patience`."""
    import psycopg

    class Patient(psycopg.Connection[Any]):
        patience: float | None = None
        """Seconds for an answer; None: without an end. Whoever gets none must close the connection."""

        def wait(self, gen: Any, *options: Any, **more: Any) -> Any:
            """Wait for what the driver asks of the server.

            Raises:
                TimeoutError: it has not come in time.
            """
            asking = gen if self.patience is None else _bounded(gen, self.patience)
            return super().wait(asking, *options, **more)

    return Patient


def _bounded(asking: Generator[Any, Any, Any], patience: float) -> Generator[Any, Any, Any]:
    """Pass on what a generator of the driver waits for; ten times a second it is told that nothing came."""
    end = monotonic() + patience
    try:
        wanted = next(asking)
        while True:
            ready = yield wanted
            if not ready and monotonic() > end:
                raise TimeoutError
            wanted = asking.send(ready)
    except StopIteration as done:
        return done.value
