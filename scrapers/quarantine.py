"""What a spider could not read, `quarantine/<spider>.jsonl`: one line a subject and reason."""

import json
import os
from pathlib import Path
from typing import Any

from legislation import jsonlines
from legislation.quarantine import quarantine_row


class Quarantine:
    """Lines are added as they come; a crawl that met everything leaves only its own."""

    def __init__(self, folder: Path, step: str) -> None:
        self._step = step
        self._path = folder / f"{step}.jsonl"
        jsonlines.drop_unfinished_line(self._path)
        self._known = {line["quarantine_id"] for line in jsonlines.read(self._path)}
        self._of_this_run: dict[str, dict[str, Any]] = {}

    def add(self, subject: str, reason: str, url: str = "") -> None:
        line = quarantine_row(self._step, subject, reason, url)
        key = line["quarantine_id"]
        self._of_this_run[key] = line
        if key not in self._known:
            self._known.add(key)
            jsonlines.append(self._path, line)

    def __len__(self) -> int:
        """How many were put aside in this run."""
        return len(self._of_this_run)

    def forget_others(self) -> None:
        """Drops what earlier runs put aside and this one read."""
        if self._known == set(self._of_this_run):
            return
        aside = self._path.with_suffix(".part")
        lines = (self._of_this_run[key] for key in sorted(self._of_this_run))
        aside.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        os.replace(aside, self._path)
