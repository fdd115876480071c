"""Fixtures for all tests."""

import os
from pathlib import Path

import hypothesis
import pytest
from batches import workers  # noqa: F401  (a fixture)
from browsing import bitext_path, chromium, page, served, two_pages  # noqa: F401  (fixtures)
from five_pages import addresses  # noqa: F401
from postgres import lasting_location, location, new_location  # noqa: F401

ROOT = Path(__file__).parent.parent

# Which dictionaries a machine has changes no finding of the tests.
os.environ["DICPATH"] = str(ROOT / "tests/cases/no-dictionaries")

# How long an example takes says how busy the machine is, nothing of the code.
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development data beside the project, or skip."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, the development data, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def hub() -> None:
    """Skip where other people's models cannot be loaded; the build machine installs what they need."""
    if not os.environ.get("CI"):
        reason = "needs sentence-transformers and torch: pip install 'align-tm[hub]'"
        pytest.importorskip("sentence_transformers", reason=reason)


@pytest.fixture(scope="session")
def web() -> None:
    """Skip where the servers cannot start."""
    pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of our own samples."""
    return ROOT / "corpora"


@pytest.fixture
def path(request, tmp_path):
    """Return a file of the rows that a test's module has as ROWS."""
    path = tmp_path / "report.bitext.jsonl"
    request.module.ROWS.save(path)
    return path


@pytest.fixture
def session(path):
    """Yield a review of it."""
    from align.web.review.session import Session

    session = Session.open(path)
    yield session
    session.close()
