"""A repository as a folder: read in place, or cloned (one commit deep) when it is git."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from w3lib.url import file_uri_to_path

CLONE_SECONDS = 1800  # the largest repositories hold some gigabytes
SUFFIX = "-legislation"


class Unreachable(Exception):
    """The repository is not there or cannot be fetched; says which and what to do."""


class NoRepository(Unreachable):
    """The host answers and has no repository of that name."""


class NoHost(Unreachable):
    """The host does not answer at all, so that no other repository will be reached either."""


@dataclass(frozen=True)
class Repository:
    """`root` is the folder on this machine; `address` is how its files are cited."""

    name: str
    root: Path
    address: str

    def address_of(self, path: Path) -> str:
        return self.address + quote(path.relative_to(self.root).as_posix(), safe="/:")

    def bills(self) -> Iterator[Path]:
        """Folders `…/sessions/<session>/bills/<bill>`, in a fixed order."""
        for folder, below, _ in os.walk(self.root):
            below.sort()
            here = Path(folder)
            if here.name == "bills" and here.parent.parent.name == "sessions":
                yield from (here / bill for bill in below)
                below.clear()
            elif ".git" in below:
                below.remove(".git")


def names_in(base_url: str) -> list[str]:
    """Every repository in a folder."""
    folder = Path(file_uri_to_path(base_url))
    names = (path.name.removesuffix(".git") for path in folder.glob(f"*{SUFFIX}*"))
    return sorted(name for name in names if name.endswith(SUFFIX))


def open_repository(base_url: str, name: str, clones: Path) -> Repository:
    """Blocks while it clones. Raises Unreachable."""
    if not is_folder(base_url):
        root = _clone(f"{base_url}/{name}", name, clones)
        # Not the commit's own address: each new commit would make every document a new one.
        return Repository(name, root, f"{base_url}/{name}/blob/HEAD/")
    folder = Path(file_uri_to_path(base_url))
    found = next((path for path in (folder / name, folder / f"{name}.git") if path.is_dir()), None)
    if found is None:
        raise NoRepository(
            f"There is no folder {name}; name the folder that holds it with -s BASE_URL=file:///…"
        )
    is_git = (found / ".git").exists() or (found / "objects").is_dir()
    root = _clone(found.resolve().as_uri(), name, clones) if is_git else found
    return Repository(name, root, f"govbot:{name}/")


def is_folder(base_url: str) -> bool:
    return urlsplit(base_url).scheme == "file"


def _clone(url: str, name: str, clones: Path) -> Path:
    """The newest commit of `url` in `clones/<name>`; an earlier clone is brought up to date."""
    target = clones / name
    if target.exists():
        try:
            _git("-C", str(target), "fetch", "--quiet", "--depth=1", "--", url, "HEAD")
            _git("-C", str(target), "reset", "--quiet", "--hard", "FETCH_HEAD")
            return target
        except (NoRepository, NoHost):
            raise
        except Unreachable:
            if not _answers(url):
                raise
            shutil.rmtree(target)  # a clone that was killed half-way
    aside = clones / f"{name}.part"
    shutil.rmtree(aside, ignore_errors=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    # A link that others committed must not lead out of the clone: it becomes a file with its target.
    _git("clone", "--quiet", "--depth=1", "--config=core.symlinks=false", "--", url, str(aside))
    os.replace(aside, target)
    return target


def _answers(url: str) -> bool:
    try:
        _git("ls-remote", "--quiet", "--", url, "HEAD")
    except Unreachable:
        return False
    return True


def _git(*arguments: str) -> None:
    quiet = {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "true",
        "GIT_LFS_SKIP_SMUDGE": "1",
        "LC_ALL": "C",
    }
    try:
        subprocess.run(  # noqa: S603  no shell; the address comes from settings
            ["git", *arguments],  # noqa: S607
            env=os.environ | quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            timeout=CLONE_SECONDS,
        )
    except FileNotFoundError:
        raise Unreachable("git is not installed; install it to read repositories.") from None
    except subprocess.TimeoutExpired:
        raise Unreachable(
            f"git took longer than {CLONE_SECONDS // 60} minutes; try again."
        ) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        last = (
            said[-1].removeprefix("fatal: ").rstrip(".")
            if said
            else f"exit status {error.returncode}"
        )
        raise _kind_of(said)(
            f"git says: {last}; check the network and the address, and crawl again."
        ) from None


def _kind_of(said: list[str]) -> type[Unreachable]:
    """What git's own words mean for the other repositories of the host."""
    kinds = (
        # GitHub asks for a user name where there is no public repository.
        (NoRepository, ("not found", "could not read Username")),
        (NoHost, ("Could not resolve host", "Failed to connect", "Connection refused")),
    )
    for kind, phrases in kinds:
        if any(phrase in line for line in said for phrase in phrases):
            return kind
    return Unreachable
