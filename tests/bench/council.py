"""`python -m tests.bench.council MATTERS EVERY LATENCY`: serves a council until its input is closed."""

import sys

from tests.legistar_rows import council, matter
from tests.replay import Replay

TYPES = {"MatterTypeName": "Council Bill (CB)"}


def main(matters: int, every: int, latency: float) -> None:
    client = council(matters, every)
    client["matters"] = [
        matter(number, MatterFile=f"CB {number}", **TYPES) for number in range(1, matters + 1)
    ]
    for resource, rows in client.items():
        if resource.endswith("/sponsors"):
            for row in rows:
                row["MatterSponsorMatterVersion"] = "1"  # scraper-legistar reads no letters here
    with Replay(None, clients={"seattle": client}, latency_seconds=latency) as base_url:
        print(base_url, flush=True)  # noqa: T201  how the parent learns the port
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
