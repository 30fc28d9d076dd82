"""Which kind of repository an address is."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from w3lib.url import file_uri_to_path

from legislation.archive import without_secrets
from scrapers.platforms.repositories.clone import Host, cloned
from scrapers.platforms.repositories.folder import FolderTree
from scrapers.platforms.repositories.git import GitTree
from scrapers.platforms.repositories.tree import NoRepository, Tree
from scrapers.platforms.repositories.web_archive import ArchivedTree


def is_folder(url: str) -> bool:
    return urlsplit(url).scheme == "file"


def open_repository(
    url: str,
    name: str,
    *,
    cited_as: str,
    host: Host,
    unread: Iterable[str] = (),
    web_archive: Path | None = None,
) -> Tree:
    """Blocks while it clones. Raises Unreachable. url: of a folder, `.git` may be left out.

    cited_as: what a path is appended to where the repository is on this machine and has no address
    that others could open. unread: see FolderTree. web_archive: to be read instead.
    """
    # Not the commit's own address: each new commit would make every document a new one.
    address = f"{without_secrets(url)}/blob/HEAD/"
    if web_archive:
        try:
            return ArchivedTree(name, address, web_archive)
        except NoRepository:
            return ArchivedTree(name, cited_as, web_archive)
    if not is_folder(url):
        return cloned(name, address, url, host)
    path = Path(file_uri_to_path(url))
    if not path.is_dir():
        path = path.with_name(f"{path.name}.git")
    if (path / ".git").exists():
        return GitTree(name, cited_as, path / ".git")
    if (path / "objects").is_dir():
        return GitTree(name, cited_as, path)
    if not path.is_dir():
        raise NoRepository(f"There is no folder {name}; name the one that holds it in BASE_URL.")
    return FolderTree(name, cited_as, path, unread)
