"""LegiScan's API (api.legiscan.com/?key=…&op=…&id=…): `legiscan/api` in the envelope it omits."""

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.replay.upstream import Answer, Upstream, json_answer

HOST = "api.legiscan.com"
# operation → folder, envelope, field that holds the id
OPERATIONS = {
    "getBill": ("bill", "bill", "bill_id"),
    "getBillText": ("text", "text", "doc_id"),
    "getRollCall": ("vote", "roll_call", "roll_call_id"),
    "getPerson": ("people", "person", "people_id"),
}


class LegiScan:
    def __init__(self, corpus: Path) -> None:
        self.folder = corpus / "legiscan" / "api"

    def answer(self, asked: Upstream) -> Answer | None:
        given = asked.parameters
        if asked.host not in ("", HOST) or asked.path != "/" or "op" not in given:
            return None
        if not given.get("key"):
            return _error("Invalid API Key")
        if given["op"] == "getDatasetList" and (self.folder / "getDatasetList.json").exists():
            body = (self.folder / "getDatasetList.json").read_bytes()
            return Answer(body, "application/json")
        if given["op"] not in OPERATIONS:
            return _error("Unknown operation")
        payload = self._payloads.get((given["op"], given.get("id", "")))
        return json_answer({"status": "OK", **payload}) if payload else _error("Unknown id")

    @cached_property
    def _payloads(self) -> dict[tuple[str, str], dict[str, Any]]:
        payloads = {}
        for operation, (folder, envelope, key) in OPERATIONS.items():
            for path in sorted((self.folder / folder).glob("*.json")):
                payload = json.loads(path.read_bytes())
                payloads[operation, str(payload[envelope][key])] = payload
        return payloads


def _error(message: str) -> Answer:
    """LegiScan answers 200 to a request it refuses."""
    return json_answer({"status": "ERROR", "alert": {"message": message}})
