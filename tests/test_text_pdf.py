"""PDF bills drawn here: numbered lines, running heads, underlines and strikes as thin boxes."""

from dataclasses import dataclass, field

import pytest

from enrich.text import PrintedText, Unreadable, read_document

WIDTH = 7.2  # of every character of Courier 12


@dataclass
class Page:
    """`left` is measured in characters; words between + are underlined, between - struck."""

    drawing: list[str] = field(default_factory=list)

    def line(self, y: int, words: str, left: int = 10, font: str = "F1") -> "Page":
        x, at, marks = left * WIDTH, 0, {"+": [], "~": []}
        plain = ""
        for character in words:
            if character in marks:
                marks[character].append(at)
            else:
                plain += character
                at += 1
        shown = plain.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.drawing.append(f"BT /{font} 12 Tf {x:.2f} {y} Td ({shown}) Tj ET")
        for mark, height in (("+", y - 1.5), ("~", y + 3.2)):
            for start, end in zip(marks[mark][::2], marks[mark][1::2], strict=True):
                width = (end - start) * WIDTH
                self.drawing.append(f"{x + start * WIDTH:.2f} {height} {width:.2f} 0.6 re f")
        return self


def pdf(*pages: Page, trailer: str = "") -> bytes:
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
        + "] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold >>",
    ]
    for number, page in enumerate(pages):
        content = "\n".join(page.drawing)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R "
            f"/F2 4 0 R >> >> /Contents {6 + 2 * number} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    return (
        f"{body}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


def marked(printed: PrintedText) -> tuple[list[str], list[str]]:
    return (
        [printed.text[start:end] for start, end in printed.inserted],
        [printed.text[start:end].strip() for start, end in printed.deleted],
    )


def bill() -> bytes:
    first = Page().line(740, "BILL AS INTRODUCED").line(715, "2026 Page 1 of 2")
    numbered = [
        ("Sec. 1. 18 V.S.A. 7260 is amended to read:", 0),
        ("The team ~may~ +shall+ answer each call that comes", 5),
        ("from any person who needs it, by day and by night, tele-", 0),
        ("communications or not, as often as it rings, and it", 0),
    ]
    for number, (words, indent) in enumerate(numbered, start=1):
        first.line(690 - 25 * number, str(number), 5)
        first.line(690 - 25 * number, words, 10 + indent)
    second = Page().line(740, "BILL AS INTRODUCED").line(715, "2026 Page 2 of 2")
    for number, (words, indent) in enumerate(
        [("rides out. All telecommunications count.", 0), ("(b) Nothing else changes.", 5)], 1
    ):
        second.line(690 - 25 * number, str(number), 5)
        second.line(690 - 25 * number, words, 10 + indent)
    return pdf(first, second)


def test_numbered_pages_read_through() -> None:
    printed = read_document(bill(), "application/pdf")
    assert printed.method == "pdf/generic-2"
    assert printed.text == (
        "Sec. 1. 18 V.S.A. 7260 is amended to read:\n"
        "The team may shall answer each call that comes from any person who needs it, by day and "
        "by night, telecommunications or not, as often as it rings, and it rides out. All "
        "telecommunications count.\n(b) Nothing else changes."
    )


def test_lines_drawn_under_and_through_words() -> None:
    printed = read_document(bill())
    assert marked(printed) == (["shall"], ["may"])
    assert "The team shall answer" in printed.as_amended()[0]


def test_a_rule_across_the_page_underlines_nothing() -> None:
    page = Page().line(700, "Section 1. Teams ride.", 30)
    page.drawing.append("30 698.5 550 0.6 re f")
    assert read_document(pdf(page)).inserted == ()


def test_captions_are_underlined_in_rhode_island_whether_new_or_not() -> None:
    page = (
        Page()
        .line(740, "S T A T E O F R H O D E I S L A N D")
        .line(700, "It is enacted by the General Assembly as follows:")
        .line(675, "+27-18-95. Mobile response services.+", font="F2")
        .line(650, "(a) The plan +also+ pays.", 15)
    )
    assert marked(read_document(pdf(page))) == (["also"], [])


def test_michigan_prints_new_words_in_bold() -> None:
    page = Page().line(740, "THE PEOPLE OF THE STATE OF MICHIGAN ENACT:", font="F2")
    page.line(700, "Sec. 1. The court").line(700, "shall", 28, "F2").line(700, "hear it.", 34)
    printed = read_document(pdf(page))
    assert printed.method == "pdf/mi-2"
    assert printed.text.endswith("\nSec. 1. The court shall hear it.")
    assert marked(printed) == (["shall"], [])


def test_connecticut_strikes_with_brackets() -> None:
    page = Page().line(700, "Sec. 1. The office [may] +shall+ ride.")
    printed = read_document(pdf(page), url="https://www.cga.ct.gov/2026/x.PDF")
    assert marked(printed) == (["shall"], ["[may]"])


def test_a_scan_names_the_next_step() -> None:
    with pytest.raises(Unreadable, match="OCR"):
        read_document(pdf(Page(["72 72 400 600 re f"])))


def test_damaged_and_locked_pdfs() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_document(b"%PDF-1.7\nnothing of it is left")
    with pytest.raises(Unreadable, match="damaged"):
        read_document(b"\xef\xbf\xbdPDF\xef\xbf\xbd", "application/pdf")
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>]"
    )
    with pytest.raises(Unreadable, match="password"):
        read_document(pdf(Page().line(700, "Section 1."), trailer=locked))


def test_oregon_sets_new_law_in_bold_and_strikes_in_brackets() -> None:
    first = Page().line(740, "83rd OREGON LEGISLATIVE ASSEMBLY--2025 Regular Session", 14)
    first.line(715, "House Bill 3162", 28, "F2")
    first.line(690, "Be It Enacted by the People of the State of Oregon:", 13, "F2")
    first.line(665, "1", 5).line(665, "SECTION 1.", 13, "F2")
    first.line(665, "ORS 430.626 is amended to read:", 24)
    first.line(640, "2", 5).line(640, "430.626.", 13, "F2")
    first.line(640, "(1) A team [may answer]", 22).line(640, "answers", 46, "F2")
    first.line(640, "the calls of the depart-", 54)
    first.line(615, "3", 5).line(615, "ment by day and by night, and rides out.", 10)
    first.line(90, "NOTE: Matter in boldfaced type in an amended section is new; matter", 5)
    first.line(78, "[italic and bracketed] is existing law to be omitted.", 5)
    first.line(66, "New sections are in boldfaced type.", 5)
    first.line(50, "LC 3687", 5)
    second = Page().line(740, "HB 3162", 5).line(715, "1", 5).line(715, "SECTION 2.", 13, "F2")
    second.line(715, "(1) Each team has a nurse.", 24, "F2").line(690, "2", 5)
    second.line(690, "(2) It rides.", 13, "F2").line(50, "[2]", 40)
    printed = read_document(pdf(first, second))
    assert printed.method == "pdf/or-2"
    assert printed.text.endswith(
        "\nSECTION 1. ORS 430.626 is amended to read:\n"
        "430.626. (1) A team [may answer] answers the calls of the department by day and by night, "
        "and rides out.\nSECTION 2. (1) Each team has a nurse.\n(2) It rides."
    )
    inserted, deleted = marked(printed)
    assert inserted == ["answers", "SECTION 2. (1) Each team has a nurse.\n(2) It rides."]
    assert deleted == ["[may answer]"]
