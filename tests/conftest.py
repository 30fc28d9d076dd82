"""Where the tests find the project and, if it is there, the corpus beside it."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with captured payloads; tests that need it are skipped, and say so, without it."""
    folder = Path(os.environ.get("LEGISLATION_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus").is_dir():
        pytest.skip(f"no corpus at {folder.name}/corpus; set LEGISLATION_SHARED to run this test")
    return folder
