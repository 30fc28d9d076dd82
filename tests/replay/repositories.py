"""Repositories laid out from the corpus: a jurisdiction's each for the spider `govbot`, and the mirror
of New York City's matters for `us_ny_new_york_mirror`.

`<target>/<st>-legislation/country:us/state:<st>/sessions/<session>/bills/<bill>/` holds
`metadata.json`, `files/*` and an empty `logs/` (the corpus keeps none). The US Congress is
`state:usa`, as in the publisher's current layout.
"""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from tests.replay.documents import pack_lines

# One fixed author and time, so that the same corpus gives the same commit.
GIT_IDENTITY = {
    "GIT_AUTHOR_NAME": "replay",
    "GIT_AUTHOR_EMAIL": "replay@localhost",
    "GIT_AUTHOR_DATE": "2026-08-21T00:00:00Z",
    "GIT_COMMITTER_NAME": "replay",
    "GIT_COMMITTER_EMAIL": "replay@localhost",
    "GIT_COMMITTER_DATE": "2026-08-21T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def build_repositories(
    corpus: Path,
    target: Path,
    places: Sequence[str] | None = None,
    git: bool = False,
    bare: bool = False,
) -> list[Path]:
    """Write one repository a place into `target`; returns their folders.

    places: codes such as "wa"; all of the corpus when None. git: commit the tree; bare: keep only
    the repository, without a work tree. Raises FileNotFoundError for a place that the corpus does
    not have and FileExistsError for a repository that is already there.
    """
    states = corpus / "states"
    known = sorted(path.name for path in states.glob("*") if path.is_dir())
    if unknown := set(places or ()) - set(known):
        raise FileNotFoundError(f"{states} has no {', '.join(sorted(unknown))}; it has {known}.")
    built = []
    for place in places or known:
        repository = target / f"{place}-legislation"
        if repository.exists():
            raise FileExistsError(f"{repository} exists: give an empty folder, or remove it first.")
        repository.mkdir(parents=True)
        if bare:
            with tempfile.TemporaryDirectory() as tree:
                _write_tree(states, place, Path(tree))
                _commit(repository, Path(tree), ["--bare"])
        else:
            _write_tree(states, place, repository)
            if git:
                _commit(repository / ".git", repository, [])
        built.append(repository)
    return built


def build_mirror(corpus: Path, target: Path, git: bool = False) -> Path:
    """Write the mirror of New York City's matters, as far as the corpus has it, into
    `<target>/nyc_legislation`; returns that folder. git: commit it."""
    nyc, mirror = corpus / "nyc", target / "nyc_legislation"
    shutil.copytree(nyc / "on_topic", mirror)
    shutil.copytree(nyc / "resubmit", mirror / "resubmit")
    with gzip.open(nyc / "off_topic.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            path = mirror / row["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(row["raw"], encoding="utf-8")
    if git:
        _commit(mirror / ".git", mirror, [])
    return mirror


def _write_tree(states: Path, place: str, tree: Path) -> None:
    for name, body in _captured_files(states, place):
        _, session, bills, bill, *rest = PurePosixPath(name).parts
        folder = tree / "country:us" / f"state:{place}" / "sessions" / session / bills / bill
        path = folder.joinpath(*rest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        (folder / "logs").mkdir(exist_ok=True)


def _captured_files(states: Path, place: str) -> Iterator[tuple[str, bytes]]:
    """Names such as "wa/2025-2026/bills/HB1787/metadata.json" and their bytes."""
    for path in sorted((states / place).glob("*/bills/**/*")):
        if path.is_file():
            yield path.relative_to(states).as_posix(), path.read_bytes()
    pack = states / place / "pack.jsonl.gz"
    if pack.exists():
        yield from pack_lines(pack)


def _commit(git_folder: Path, tree: Path, options: Sequence[str]) -> None:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", f"--git-dir={git_folder.resolve()}", *arguments],
            cwd=tree,
            env=inherited | GIT_IDENTITY,
            check=True,
            capture_output=True,
        )

    git("init", "--quiet", "--initial-branch=main", *options)
    git("-c", "gc.auto=0", f"--work-tree={tree}", "add", "--all")
    git("-c", "gc.auto=0", f"--work-tree={tree}", "commit", "--quiet", "-m", "Bills of the corpus")
