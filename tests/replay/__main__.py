"""`python -m tests.replay --port 9000 --corpus ../shared/corpus --misbehave 500=0.1,slow=0.05`."""

# ruff: noqa: T201 - a command says what it did

import argparse
import signal
import sys
import threading
from pathlib import Path

from tests.replay import Replay, build_repositories, legistar
from tests.replay.misbehaviour import parse_chances


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description=__doc__)
    add = parser.add_argument
    add("--corpus", type=Path, default=Path("../shared/corpus"), help="folder of captures")
    add("--port", type=int, default=9000)
    add("--misbehave", default="", help="e.g. 500=0.1,429=0.05,slow=0.05,cut=0.05,empty=0.02")
    add("--seed", type=int, default=1, help="of the misbehaviour")
    add("--page-cap", type=int, default=legistar.PAGE_CAP, help="rows a Legistar request returns")
    add("--missing-status", type=int, default=404, help="for documents not captured")
    add("--restricted", default="", help="ids of matters to withhold, with commas")
    add("--build-repositories", type=Path, metavar="DIR", help="write the repositories and stop")
    add("--places", default="", help="codes with commas, for --build-repositories")
    add("--git", action="store_true", help="commit each repository")
    add("--bare", action="store_true", help="commit each repository and keep no work tree")
    chosen = parser.parse_args()
    try:
        if chosen.build_repositories:
            places = [place for place in chosen.places.split(",") if place]
            built = build_repositories(
                chosen.corpus, chosen.build_repositories, places or None, chosen.git, chosen.bare
            )
            print(f"{len(built)} repositories in {chosen.build_repositories}")
            return
        replay = Replay(
            chosen.corpus,
            parse_chances(chosen.misbehave),
            seed=chosen.seed,
            restricted=[int(matter) for matter in chosen.restricted.split(",") if matter],
            page_cap=chosen.page_cap,
            missing_status=chosen.missing_status,
            port=chosen.port,
        )
        with replay as base_url:
            print(f"Replaying {chosen.corpus} at {base_url}; Ctrl-C ends it.", flush=True)
            ended = threading.Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: ended.set())
            ended.wait()
            print(f"{len(replay.requests)} requests answered.")
    except (OSError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
