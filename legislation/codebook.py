"""The closed list of provision classes and toolkit areas, read from `codebook.yml`.

`enrich` holds the patterns that find a class in text; here is only what a class is.
"""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

PATH = Path(__file__).with_name("codebook.yml")


class ProvisionClass(BaseModel):
    """One class: what a provision does to take it, and what does not count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    label: str
    area: str
    topic: Literal["crisis", "any"]
    does: str
    not_: str

    @property
    def is_crisis_only(self) -> bool:
        """True where the class is coded only in a provision about crisis response or 988."""
        return self.topic == "crisis"


@cache
def _document() -> dict[str, Any]:
    return dict(yaml.load(PATH.read_bytes(), Loader=yaml.CSafeLoader))


@cache
def version() -> int:
    return int(_document()["version"])


@cache
def areas() -> dict[str, str]:
    """Area key to title, in the toolkit's order: `{"overview": "Overview of …", …}`."""
    return dict(_document()["areas"])


@cache
def classes() -> dict[str, ProvisionClass]:
    """Class key to class, in the codebook's order."""
    found = {
        key: ProvisionClass(
            key=key, not_=block["not"], **{k: v for k, v in block.items() if k != "not"}
        )
        for key, block in _document()["classes"].items()
    }
    for entry in found.values():
        if entry.area not in areas():
            raise ValueError(
                f"{PATH.name}: class {entry.key!r} has area {entry.area!r}; "
                f"use one of {', '.join(areas())}."
            )
    return found


@cache
def boundaries() -> tuple[str, ...]:
    """The rulings made while real passages were coded, one sentence each."""
    return tuple(_document()["boundaries"])
