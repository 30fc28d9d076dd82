"""LegiScan's API (api.legiscan.com/?key=…&op=…&id=…): `legiscan/api` in the envelope it omits.

Lists, searches and weekly files are made of the captured bills, in the shape of the API's manual.
"""

import base64
import io
import json
import zipfile
from collections.abc import Mapping
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
RAW = ("bill_id", "number", "change_hash")
TITLED = (*RAW, "url", "status_date", "status", "title", "description")
PAGE = 50


class LegiScan:
    def __init__(self, corpus: Path) -> None:
        self.folder = corpus / "legiscan" / "api"

    def answer(self, asked: Upstream) -> Answer | None:
        given = asked.parameters
        if asked.host not in ("", HOST) or asked.path != "/" or "op" not in given:
            return None
        if not given.get("key"):
            return _error("Invalid API Key")
        if given["op"] in OPERATIONS:
            payload = self._payloads.get((given["op"], given.get("id", "")))
            what = OPERATIONS[given["op"]][1].replace("_", " ")
            return (
                json_answer({"status": "OK", **payload})
                if payload
                else _error(f"Invalid {what} id")
            )
        lists = {
            "getSessionList": self._sessions,
            "getMasterList": self._master_list,
            "getMasterListRaw": self._master_list,
            "getSearch": self._search,
            "getSearchRaw": self._search,
            "getDatasetList": self._datasets,
            "getDataset": self._dataset,
        }
        made = lists.get(given["op"])
        return made(given) if made else _error("Unknown API operation")

    @cached_property
    def _payloads(self) -> dict[tuple[str, str], dict[str, Any]]:
        payloads = {}
        for operation, (folder, envelope, key) in OPERATIONS.items():
            for path in sorted((self.folder / folder).glob("*.json")):
                payload = json.loads(path.read_bytes())
                payloads[operation, str(payload[envelope][key])] = payload
        return payloads

    @cached_property
    def _bills(self) -> list[dict[str, Any]]:
        found = (payload["bill"] for key, payload in self._payloads.items() if key[0] == "getBill")
        return [{**bill, "number": bill["bill_number"]} for bill in found]

    def _sessions(self, given: Mapping[str, str]) -> Answer:
        sessions = {
            bill["session_id"]: {
                "state_id": bill["state_id"],
                **bill["session"],
                "prefile": 0,
                "sine_die": 0,
                "prior": 0,
                "session_tag": "Regular Session",
            }
            for bill in self._bills
            if given.get("state", bill["state"]) == bill["state"]
        }
        return json_answer({"status": "OK", "sessions": list(sessions.values())})

    def _master_list(self, given: Mapping[str, str]) -> Answer:
        fields = RAW if given["op"].endswith("Raw") else TITLED
        bills = [b for b in self._bills if given.get("id") in (str(b["session_id"]), b["state"])]
        if not bills:
            return _error("Invalid session id")
        rows = {str(n): {name: bill[name] for name in fields} for n, bill in enumerate(bills)}
        return json_answer({"status": "OK", "masterlist": {"session": bills[0]["session"], **rows}})

    def _search(self, given: Mapping[str, str]) -> Answer:
        """Every bill is a hit: the corpus holds none that its words would find."""
        first = PAGE * (int(given.get("page", 1)) - 1)
        bills = self._bills[first : first + PAGE]
        summary = {
            "page": given.get("page", "1"),
            "relevancy": "100% - 50%",
            "count": len(self._bills),
            "page_total": -(-len(self._bills) // PAGE),
        }
        if given["op"] == "getSearchRaw":
            hits = [
                {"relevance": 90, "bill_id": bill["bill_id"], "change_hash": bill["change_hash"]}
                for bill in bills
            ]
            return json_answer(
                {"status": "OK", "searchresult": {"summary": summary, "results": hits}}
            )
        rows = {
            str(n): {
                "relevance": 90,
                **{name: bill[name] for name in ("state", "bill_number", *TITLED)},
            }
            for n, bill in enumerate(bills)
        }
        return json_answer({"status": "OK", "searchresult": {"summary": summary, **rows}})

    def _datasets(self, given: Mapping[str, str]) -> Answer:
        path = self.folder / "getDatasetList.json"
        return Answer(path.read_bytes(), "application/json") if path.exists() else _error("No data")

    def _dataset(self, given: Mapping[str, str]) -> Answer:
        bills = [bill for bill in self._bills if given.get("id") == str(bill["session_id"])]
        if not bills or not given.get("access_key"):
            return _error("Invalid access key")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for bill in bills:
                years = "{year_start}-{year_end}".format(**bill["session"])
                name = f"{bill['state']}/{years}_Session/bill/{bill['number']}.json"
                archive.writestr(zipfile.ZipInfo(name), json.dumps({"bill": bill}))
        encoded = base64.b64encode(packed.getvalue()).decode()
        return json_answer(
            {"status": "OK", "dataset": {"mime_type": "application/zip", "zip": encoded}}
        )


def _error(message: str) -> Answer:
    """LegiScan answers 200 to a request it refuses."""
    return json_answer({"status": "ERROR", "alert": {"message": message}})
