"""Repositories on a host: what comes over the wire, and what can go wrong there or with the copy here."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from scrapers.platforms.govbot.registry import bill_folders
from scrapers.platforms.repositories.clone import TRIES, Host, newest_commit
from scrapers.platforms.repositories.opening import open_repository
from scrapers.platforms.repositories.tree import (
    Entry,
    Interrupted,
    NoHost,
    NoRepository,
    TooLarge,
    Tree,
    Unreachable,
)
from tests.govbot_bills import OFF_TOPIC, ON_TOPIC, commit, git, write_bill
from tests.replay.git_host import GitHost, has_http_backend

pytestmark = pytest.mark.skipif(not has_http_backend(), reason="git comes without its server here")

NAME = "wa-legislation"


class Here:
    """This machine: where copies are kept, and what the person at the screen was told."""

    def __init__(self, folder: Path) -> None:
        self.said: list[str] = []
        self.host = Host(folder, 0.0, self.said.append)
        self.copy = folder / f"{NAME}.git"

    def files(self, host: GitHost, name: str = NAME) -> dict[str, bytes]:
        """Records and documents of every bill, by path."""
        tree = self.opened(f"{host.url}/{name}", name)
        try:
            read = [file for file in files_of(tree) if file.path.parent.name != "logs"]
            tree.bring(read)
            return {file.path.as_posix(): tree.read(file, 10_000) for file in read}
        finally:
            tree.close()

    def opened(self, url: str, name: str = NAME) -> Tree:
        return open_repository(url, name, cited_as="here:", host=self.host)

    def blobs(self) -> int:
        every = ["cat-file", "--batch-all-objects", "--batch-check=%(objecttype)"]
        command = ["git", f"--git-dir={self.copy}", *every]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        return done.stdout.split().count("blob")


def files_of(tree: Tree) -> list[Entry]:
    bills = [bill for _, folders in bill_folders(tree) for bill in folders]
    inside = [entry for bill in bills for entry in tree.inside(bill)]
    below = [file for entry in inside if entry.is_folder for file in tree.inside(entry)]
    return [entry for entry in inside if not entry.is_folder] + below


@pytest.fixture
def host(tmp_path: Path) -> Iterator[GitHost]:
    """Six bills, each with a record, a document and a line of history."""
    folder = tmp_path / "host"
    for number in range(1001, 1007):
        bill = write_bill(folder, number, ON_TOPIC if number % 2 else OFF_TOPIC)
        (bill / "logs/first_reading.json").write_text(f'{{"bill": {number}}}')
    commit(folder / NAME)
    with GitHost(folder) as host:
        yield host


@pytest.fixture
def here(tmp_path: Path) -> Here:
    return Here(tmp_path / "copies")


def test_what_nobody_reads_does_not_come_and_nothing_comes_twice(host: GitHost, here: Here) -> None:
    files = here.files(host)
    assert len(files) == 12
    assert (
        files[next(path for path in files if path.endswith("1001_Bill.htm"))] == ON_TOPIC.encode()
    )
    assert here.blobs() == 8  # six records and two texts: the same text is one
    host.sent.clear()
    assert here.files(host) == files
    assert sum(host.sent) < 500  # "nothing is new", in git's words


def test_a_host_that_cannot_leave_files_out_gives_the_same(host: GitHost, here: Here) -> None:
    host.filters = False
    assert len(here.files(host)) == 12
    assert here.blobs() == 14  # with the history
    write_bill(host.folder, 1009, ON_TOPIC)
    commit(host.folder / NAME)
    assert len(here.files(host)) == 14


def test_a_repository_here_is_read_where_it_lies(host: GitHost, here: Here, tmp_path: Path) -> None:
    files = here.files(host)
    git(tmp_path, "clone", "--quiet", "--bare", str(host.folder / NAME), f"bare/{NAME}.git")
    for folder in (host.folder, tmp_path / "bare"):
        tree = here.opened((folder / NAME).as_uri())
        read = [file for file in files_of(tree) if file.path.parent.name != "logs"]
        assert {file.path.as_posix(): tree.read(file, 10_000) for file in read} == files
        with pytest.raises(TooLarge):
            tree.read(read[0], 10)
        assert tree.read(read[1], 10_000) == files[read[1].path.as_posix()]
        tree.close()


def test_history_that_was_rewritten_is_read_as_it_is_now(host: GitHost, here: Here) -> None:
    files, repository = here.files(host), host.folder / NAME
    write_bill(host.folder, 1011, ON_TOPIC)
    git(repository, "checkout", "--quiet", "--orphan", "anew")
    commit(repository, "Everything again")
    git(repository, "branch", "--quiet", "--delete", "--force", "main")
    git(repository, "branch", "--quiet", "--move", "main")
    git(repository, "reflog", "expire", "--expire=now", "--all")
    git(repository, "gc", "--quiet", "--prune=now")
    again = here.files(host)
    assert files.items() < again.items()
    assert len(again) == 14


def test_a_repository_that_moved_is_followed_and_that_is_said(host: GitHost, here: Here) -> None:
    (host.folder / NAME).rename(host.folder / "wa-legislation-2025-2026")
    host.moved[NAME] = "wa-legislation-2025-2026"
    assert len(here.files(host)) == 12
    moved = f"has moved to {host.url}/wa-legislation-2025-2026/; correct its address."
    assert moved in here.said


def test_what_is_not_there_is_told_apart(host: GitHost, here: Here, tmp_path: Path) -> None:
    (host.folder / "ut-legislation").mkdir()
    git(host.folder / "ut-legislation", "init", "--quiet")
    with pytest.raises(NoRepository, match="HEAD"):
        here.files(host, "ut-legislation")  # without a commit
    with pytest.raises(NoRepository, match="could not read Username"):
        here.files(host, "nj-legislation")
    host.gone.add("nj-legislation")
    with pytest.raises(NoRepository, match="/nj-legislation/' not found"):
        here.files(host, "nj-legislation")
    assert not here.copy.exists()
    with pytest.raises(NoHost, match="Failed to connect"):
        here.opened(f"http://127.0.0.1:9/{NAME}")
    with pytest.raises(Unreachable, match="no commit that can be read"):
        here.opened((host.folder / "ut-legislation").as_uri())
    with pytest.raises(NoRepository, match=f"no folder {NAME}"):
        here.opened((tmp_path / "nowhere" / NAME).as_uri())


def test_an_answer_that_is_cut_off_is_asked_for_again(host: GitHost, here: Here) -> None:
    host.cut = 40
    with pytest.raises(Interrupted, match="crawl again"):
        here.files(host)
    assert len(host.sent) == TRIES
    host.cut = None
    assert len(here.files(host)) == 12
    write_bill(host.folder, 1011, ON_TOPIC)
    commit(host.folder / NAME)
    host.cut = 40
    with pytest.raises(Interrupted):
        here.files(host)
    assert here.blobs() == 8  # what is here stays
    host.cut = None
    assert len(here.files(host)) == 14


@pytest.mark.parametrize("damage", ["a lock", "half a pack", "no packs", "no folder", "no git"])
def test_a_copy_that_a_kill_or_a_disk_damaged_is_made_anew(
    host: GitHost, here: Here, damage: str
) -> None:
    files = here.files(host)
    write_bill(host.folder, 1011, ON_TOPIC)
    commit(host.folder / NAME)
    if damage == "a lock":
        (here.copy / "shallow.lock").touch()
        (here.copy / "objects/pack/tmp_pack_1a2b3c").write_bytes(b"PACK\0\0")
    elif damage == "half a pack":
        for pack in (here.copy / "objects/pack").glob("*.pack"):
            pack.chmod(0o600)
            pack.write_bytes(pack.read_bytes()[:50])
    elif damage == "no packs":
        shutil.rmtree(here.copy / "objects")
    elif damage == "no git":
        shutil.rmtree(here.copy)
        here.copy.mkdir()
        (here.copy / "HEAD").write_text("<html>")
    else:
        shutil.rmtree(here.copy)
    try:
        again = here.files(host)
    except Unreachable:  # the loss was met only when a file was read; the copy is removed
        again = here.files(host)
    assert files.items() < again.items()
    assert len(again) == 14


def test_a_link_in_git_is_no_file(host: GitHost, here: Here, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    bill = write_bill(host.folder, 1011, ON_TOPIC)
    (bill / "files/1011_Note.htm").symlink_to(tmp_path / "secret")
    (bill.parent / "HB1012").symlink_to(bill)
    commit(host.folder / NAME)
    assert len(here.files(host)) == 14


def test_a_visit_fetches_nothing(host: GitHost) -> None:
    assert len(newest_commit(f"{host.url}/{NAME}")) == 40
    assert host.sent == []
