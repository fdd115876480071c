"""The web framework's client; where the web extra is not installed, what imports it skips."""

import pytest

pytest.importorskip("fastapi", reason="needs the web extra: pip install 'align-tm[web]'")
pytest.importorskip("httpx", reason="needs httpx: pip install 'align-tm[dev]'")

from starlette.testclient import TestClient

__all__ = ["TestClient"]
