"""``python -m datasette_legislation.digest``: writes a week's digest, and sends it where asked to."""

import asyncio
import os
import smtplib
from datetime import UTC, datetime
from pathlib import Path

import click
from datasette.app import Datasette
from datasette.utils import parse_metadata

from datasette_legislation.digest.contents import digest_of
from datasette_legislation.digest.message import message, parts, send
from datasette_legislation.digest.week import Week, of_day, of_text
from legislation import store

SENDER = "digest@localhost"


@click.command()
@click.option("--week", "given", help="ISO week such as 2026-W48; the last whole one if left out.")
@click.option("--metadata", type=click.Path(path_type=Path), default=Path("metadata.yml"))
@click.option(
    "--send", "is_sent", is_flag=True, help="Also send it: SMTP_URL, DIGEST_TO, DIGEST_FROM."
)
def main(given: str | None, metadata: Path, is_sent: bool) -> None:
    """Writes data/digests/<week>/digest.html, digest.txt and digest.eml.

    `--week` renders any past one, the same again unless something was learnt of that week since.
    """
    try:
        week = of_text(given) if given else of_day(datetime.now(UTC).date()).before
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    sender, to = (os.environ.get(name, "") for name in ("DIGEST_FROM", "DIGEST_TO"))
    server = os.environ.get("SMTP_URL", "")
    if is_sent and not (server and to and sender):
        raise click.ClickException("Set SMTP_URL, DIGEST_FROM and DIGEST_TO to send the digest.")
    folder = store.data_folder()
    path = store.database_path(folder)
    if not path.exists():
        raise click.ClickException("There is no database yet; run `make build enrich` first.")
    asyncio.run(
        _write(week, path, metadata, folder / "digests" / str(week), sender, to, server * is_sent)
    )


async def _write(
    week: Week, database: Path, metadata: Path, folder: Path, sender: str, to: str, server: str
) -> None:
    settings = parse_metadata(metadata.read_text("utf-8")) if metadata.exists() else {}
    datasette = Datasette([str(database)], metadata=settings)
    await datasette.invoke_startup()
    digest = await digest_of(datasette, week)
    text, html = await parts(datasette, digest)
    try:
        mail = message(digest, text, html, sender or SENDER, to or SENDER)
    except ValueError:
        raise click.ClickException(
            "DIGEST_FROM or DIGEST_TO is no address; write them as digest@example.org."
        ) from None
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "digest.html").write_text(html, "utf-8")
    (folder / "digest.txt").write_text(text, "utf-8")
    (folder / "digest.eml").write_bytes(mail.as_bytes())
    counts = ", ".join(
        f"{digest[kind]['total']} {kind}" for kind in ("enacted", "introduced", "moved", "added")
    )
    click.echo(f"{week}: {counts}; {len(digest['corrections'])} corrections; written to {folder}")
    if server:
        try:
            send(mail, server)
        except (ValueError, OSError, smtplib.SMTPException) as error:
            # a server's answer may quote the login
            what = str(error) if isinstance(error, ValueError) else type(error).__name__
            raise click.ClickException(f"The digest was written, not sent: {what}") from None
        click.echo(f"sent to {to}")


if __name__ == "__main__":
    main(prog_name="python -m datasette_legislation.digest")
