"""The batch doors: JSON Lines in, JSON Lines out, one clear sentence for what cannot be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from enrich.__main__ import main

FEE = "A monthly 988 surcharge of thirty cents is imposed on each access line."
BILL = (
    "Section 1. The department shall contract with 988 crisis centers.\n"
    "Section 2. This act takes effect July 1, 2027."
)


def run(tmp_path: Path, command: str, rows: list[Any]) -> list[dict[str, Any]]:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = CliRunner().invoke(
        main, [command, "--input", str(source), "--output", str(target)], catch_exceptions=False
    )
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in target.read_text().splitlines()]


def test_label_gives_classes_with_evidence(tmp_path: Path) -> None:
    (row,) = run(tmp_path, "label", [{"id": "a", "text": FEE}])
    label = next(label for label in row["labels"] if label["class"] == "fee_988")
    start, end = label["evidence"]
    assert "988 surcharge" in FEE[start:end]
    assert 0 < label["score"] <= 1


def test_relevance_says_why(tmp_path: Path) -> None:
    on, off = run(
        tmp_path,
        "relevance",
        [
            {"id": "on", "title": "Funding the 988 crisis hotline", "text": FEE},
            {"id": "off", "title": "Block 988, lot 12", "text": "The zoning map is changed."},
        ],
    )
    assert on["relevant"]
    assert on["why"]
    assert not off["relevant"]


@pytest.mark.parametrize("key", ["text", "html"])
def test_segment_takes_text_and_html(key: str, tmp_path: Path) -> None:
    body = BILL if key == "text" else "".join(f"<p>{line}</p>" for line in BILL.splitlines())
    (row,) = run(tmp_path, "segment", [{"id": "a", key: body}])
    assert [found["section_number"] for found in row["provisions"]] == ["1", "2"]


@pytest.mark.parametrize("key", ["text", "html"])
def test_extract_gives_values_with_their_words(key: str, tmp_path: Path) -> None:
    (row,) = run(tmp_path, "extract", [{"id": "a", key: FEE + " It takes effect July 1, 2027."}])
    (fee,) = row["fee_amounts"]
    assert (fee["amount"], fee["unit"], fee["period"]) == (0.3, "access line", "month")
    assert FEE[fee["start"] : fee["end"]] == "thirty cents"
    assert fee["sentence"] == [0, len(FEE)]
    assert row["effective_dates"] == ["2027-07-01"]
    keys = ("id appropriations deadlines agencies funds dates advisory_bodies citations").split()
    assert set(keys) < set(row)


@pytest.mark.parametrize("command", ["label", "segment", "extract"])
@pytest.mark.parametrize("text", ["", None, "\x00\x07", "9" * 20_000, "Ley de crisis. " * 50])
def test_odd_text_gives_an_answer(command: str, text: str | None, tmp_path: Path) -> None:
    assert [row["id"] for row in run(tmp_path, command, [{"id": "odd", "text": text}])] == ["odd"]


@pytest.mark.parametrize("command", ["label", "relevance", "segment", "extract"])
@pytest.mark.parametrize("key", ["text", "html"])
def test_half_a_character_is_replaced(command: str, key: str, tmp_path: Path) -> None:
    row = {"id": "\ud800", "title": "\udfff", key: f"<p>\ud83d {FEE}</p>"}
    assert [row["id"] for row in run(tmp_path, command, [row])] == ["\ud800"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_encodings_of_other_programs(encoding: str, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "new" / "out.jsonl"
    source.write_bytes(f'{{"id": "a", "text": "§ 1. {FEE}"}}\r\n'.encode(encoding))
    result = CliRunner().invoke(main, ["label", "--input", str(source), "--output", str(target)])
    assert result.exit_code == 0, result.output
    assert json.loads(target.read_text())["labels"]


def test_the_input_is_never_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "a", "text": "x"}\n')
    result = CliRunner().invoke(main, ["label", "--input", str(source), "--output", str(source)])
    assert result.exit_code == 1
    assert "one file" in result.output
    assert source.read_text()


def test_a_whole_code_on_one_line_is_read_to_its_end(tmp_path: Path) -> None:
    filler = "The clerk keeps the minutes. " * 40_000
    (row,) = run(tmp_path, "label", [{"id": "a", "text": filler + FEE}])
    label = next(label for label in row["labels"] if label["class"] == "fee_988")
    assert label["evidence"] == [len(filler), len(filler) + len(FEE)]


def test_lines_that_are_no_passages_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"id": "a", "text": "x"}\nnot json\n[1]\n\n{"id": "b", "text": "y"}\n')
    result = CliRunner().invoke(main, ["label", "--input", str(source), "--output", str(target)])
    assert result.exit_code == 1
    assert "Line 2 is not a JSON object" in result.output
    assert "Line 3 is not a JSON object" in result.output
    assert [json.loads(line)["id"] for line in target.read_text().splitlines()] == ["a", "b"]


@pytest.mark.parametrize("command", ["label", "relevance", "segment", "extract", "evaluate"])
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()[2].strip()) > 20


def test_without_a_database_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEGISLATION_DATA", str(tmp_path))
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 1
    assert "make build" in result.output
