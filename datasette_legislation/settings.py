"""What who runs the site may set: `plugins: legislation:` of metadata.yml, there from the environment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # datasette.app is still loading when it loads its plugins
    from datasette.app import Datasette

PLUGIN = "legislation"
LOCAL = "http://127.0.0.1:8001"
# "updates@example.org"
_ADDRESS = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")


def _setting(datasette: Datasette, name: str) -> str:
    config = datasette.plugin_config(PLUGIN) or {}
    return str(config.get(name) or "")


def site_url(datasette: Datasette) -> str:
    """Where the site is, for links in e-mails and calendars; without a slash at its end."""
    return (_setting(datasette, "site_url") or LOCAL).rstrip("/")


def mailing_list(datasette: Datasette) -> str:
    """Address of the sign-up form or of the list, as a link; "" where none is set or it is neither."""
    given = _setting(datasette, "mailing_list")
    if given.startswith("https://"):
        return given
    return f"mailto:{given}?subject=subscribe" if _ADDRESS.match(given) else ""
