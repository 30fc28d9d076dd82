"""The digest as an e-mail: plain text and HTML, the same bytes for the same week."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from datasette_legislation import settings, words
from datasette_legislation.render import SITE_NAME

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

SENT_AT = time(12, tzinfo=UTC)  # of the Monday after the week
_PORTS = {"smtp": 587, "smtps": 465}


async def parts(datasette: Datasette, digest: dict[str, Any]) -> tuple[str, str]:
    """The digest as text and as HTML."""
    context = {
        "digest": digest,
        "site": settings.site_url(datasette),
        "mailing_list": settings.mailing_list(datasette),
        "site_name": SITE_NAME,
    }
    text = await datasette.render_template("digest_email.txt", context)
    html = await datasette.render_template("digest_email.html", context)
    return text, html


def message(digest: dict[str, Any], text: str, html: str, sender: str, to: str) -> EmailMessage:
    """An e-mail with both parts, dated to the Monday after the week."""
    monday = datetime.combine(digest["last"] + timedelta(days=1), SENT_AT)
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = f"Crisis response law, week of {words.day(str(digest['first']))}"
    mail["From"] = sender
    mail["To"] = to
    mail["Date"] = format_datetime(monday)
    mail["Message-ID"] = f"<{digest['week']}@{urlsplit('//' + sender.rpartition('@')[2]).hostname}>"
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    # not to be guessed by whoever wrote a title, and the same for the same words
    mail.set_boundary(hashlib.sha256(f"{text}\n{html}".encode()).hexdigest())
    return mail


def send(mail: EmailMessage, server: str) -> None:
    """Through `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; credentials are optional.

    Raises ValueError for another address and for a password without TLS, smtplib.SMTPException or
    OSError where the server refuses.
    """
    address = urlsplit(server)
    if address.scheme not in _PORTS or not address.hostname:
        raise ValueError("SMTP_URL is no mail server; write it as smtp://user:password@host:587.")
    port = address.port or _PORTS[address.scheme]
    context = ssl.create_default_context()
    if address.scheme == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            address.hostname, port, timeout=60, context=context
        )
    else:
        connection = smtplib.SMTP(address.hostname, port, timeout=60)
    with connection:
        connection.ehlo()
        if address.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=context)
        if address.username:
            if not isinstance(connection.sock, ssl.SSLSocket):
                raise ValueError("The mail server offers no TLS, so no password was sent to it.")
            connection.login(unquote(address.username), unquote(address.password or ""))
        connection.send_message(mail)
