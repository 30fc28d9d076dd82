"""A stand-in for the publishers: serves captured payloads at their own URLs and shapes.

In a test: `with Replay(corpus) as base_url: …`; by hand: `python -m tests.replay --help`.
README.md beside this file lists what is served and what can be made to go wrong.
"""

from tests.replay.repositories import build_repositories
from tests.replay.server import Replay, Request

__all__ = ["Replay", "Request", "build_repositories"]
