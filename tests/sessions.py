"""Sessions of eight rows: what tests open, edit and ask of them."""

import resource
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bitexts import bitext_of

from align.web.review.session import Session

ROWS = bitext_of(*((f"Sentence {k}.", f"第{k}句。") for k in range(8)))


def opened(path):
    """Open a session; the test closes it, or leaves it to be closed with the process."""
    return Session.open(path)


@contextmanager
def alone(bitext):
    """Save a bitext in a folder of its own: an example that failed locks none of the others out."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "report.bitext.jsonl")
        bitext.save(path)
        yield path


def edit(session, name, person="Li", version=None, **arguments):
    version = session.version if version is None else version
    return session.apply(name, arguments, version=version, person=person)


def journal(path):
    return path.with_name("report.review.jsonl")


@contextmanager
def disk_of(size):
    """Let no file grow beyond a size, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
