"""The comments of ``schema.sql`` and ``views/`` as a data dictionary and as Datasette's metadata."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from legislation import source_document
from legislation.store import HERE

# -- Sessions in which bills were found.
# CREATE TABLE legislative_sessions (
_TABLE = re.compile(
    r"^-- (?P<comment>[^\n]+(?:\n-- [^\n]+)*)\nCREATE (?:VIRTUAL )?(?P<kind>TABLE|VIEW) (?P<name>\w+)",
    re.M,
)
#   session_id TEXT PRIMARY KEY, -- jurisdiction and session key
_COLUMN = re.compile(r'^  "?(?P<name>\w+)"? (?:TEXT|INTEGER|REAL)\b.*?-- (?P<comment>.+)$', re.M)

_BEGIN = "      # made from legislation/schema.sql by `python -m legislation dictionary`; change it there\n"
_END = "      # end of what is made from legislation/schema.sql\n"


@dataclass
class Table:
    name: str
    kind: str
    comment: str
    columns: dict[str, str] = field(default_factory=dict)


def tables() -> list[Table]:
    """Tables in the order of schema.sql, then views by name."""
    texts = [(HERE / "schema.sql").read_text()]
    texts += [path.read_text() for path in sorted((HERE / "views").glob("*.sql"))]
    found = []
    for text in texts:
        matches = list(_TABLE.finditer(text))
        for match, following in zip(matches, [*matches[1:], None], strict=True):
            body = text[match.end() : following.start() if following else None]
            columns = {column["name"]: column["comment"] for column in _COLUMN.finditer(body)}
            comment = match["comment"].replace("\n-- ", " ")
            found.append(Table(match["name"], match["kind"].lower(), comment, columns))
    return found


def as_markdown() -> str:
    lines = [
        "# Data dictionary",
        "",
        "Made from `legislation/schema.sql` and `legislation/views/` by `python -m legislation dictionary`;",
        "change the comments there. Facts carry `fetch_id`; claims carry `method`, `method_version`,",
        "`score` and `run_id`.",
    ]
    for table in tables():
        lines += ["", f"## {table.name}", "", table.comment]
        if table.columns:
            lines += ["", "| column | meaning |", "|---|---|"]
            lines += [f"| `{name}` | {comment} |" for name, comment in table.columns.items()]
    return "\n".join(lines) + "\n"


def as_metadata() -> str:
    """The lines of metadata.yml under ``tables:``."""
    lines = []
    for table in tables():
        lines += [f"      {table.name}:", f"        description: {_quoted(table.comment)}"]
        if table.columns:
            lines.append("        columns:")
            lines += [
                f"          {name}: {_quoted(comment)}" for name, comment in table.columns.items()
            ]
    return _BEGIN + "\n".join(lines) + "\n" + _END


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def write(root: Path, check: bool = False) -> list[str]:
    """Writes the files, or with ``check`` only compares; returns those that were out of date."""
    metadata = (root / "metadata.yml").read_text()
    head, _, rest = metadata.partition(_BEGIN)
    tail = rest.partition(_END)[2]
    wanted = {
        "docs/data-dictionary.md": as_markdown(),
        "metadata.yml": head + as_metadata() + tail,
        "docs/sources.md": source_document.as_markdown(),
    }
    stale = []
    for name, text in wanted.items():
        path = root / name
        if not path.exists() or path.read_text() != text:
            stale.append(name)
            if not check:
                path.write_text(text)
    return stale
