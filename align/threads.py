"""How many threads numpy works in: one, where what it multiplies is small.

The products of one document's vectors are done in a millisecond. In two threads they take as long, while the
second thread burns a processor waiting: half of all processor time of an alignment, measured on two cores.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Returned = TypeVar("Returned")


def single_threaded(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Return a function during which numpy's products stay in the thread that asks for them.

    torch and FAISS keep their threads: their work is large enough.
    """

    @wraps(function)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Returned:
        with _blas().limit(limits=1):
            return function(*args, **kwargs)

    return wrapped


@cache
def _blas() -> Any:
    """Return what holds the threads of the BLAS that numpy has loaded."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")
