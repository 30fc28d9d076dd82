"""The field tables of docs/add-a-law.md, made from the models so that they stay true."""

from typing import Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def field_table(model: type[BaseModel]) -> str:
    """A Markdown table: field, needed or not, what it is."""
    rows = ["| field | needed | what |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        needed = "yes" if field.is_required() else ""
        what = "; ".join(part for part in (field.description, _words(field)) if part)
        rows.append(f"| `{field.alias or name}` | {needed} | {what} |")
    return "\n".join(rows)


def _words(field: FieldInfo) -> str:
    if get_origin(field.annotation) is not Literal:
        return ""
    return "one of " + ", ".join(f"`{word}`" for word in get_args(field.annotation))
