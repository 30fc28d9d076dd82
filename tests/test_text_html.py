"""Each publisher's own HTML, with words of ours."""

import pytest

from enrich.text import PrintedText, Unreadable, read_document


def read(html: str, url: str = "") -> PrintedText:
    return read_document(html.encode(), "text/html", url)


def inserted(printed: PrintedText) -> list[str]:
    return [printed.text[start:end] for start, end in printed.inserted]


def deleted(printed: PrintedText) -> list[str]:
    return [printed.text[start:end].strip() for start, end in printed.deleted]


def test_washington_strikes_in_double_parentheses() -> None:
    printed = read(
        "<html><body><div>BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF WASHINGTON:</div>"
        '<div><!-- field: BeginningSection --><span style="text-decoration:underline;'
        'font-weight:bold;margin-right:0.25in;">NEW SECTION.</span><span style="font-weight:bold;'
        'padding-right:0.1in;">Sec. 1.</span>Teams ride out.</div>'
        '<div>The office ((<span style="text-decoration:line-through;">may</span>)) '
        '<span style="text-decoration:underline;">shall</span> answer '
        '<a href="x">9A.42.100</a> (as <span style="text-decoration:underline;">now</span>)'
        " calls.</div></body></html>"
    )
    assert printed.method == "html/wa-2"
    assert printed.text.endswith(
        "\nNEW SECTION. Sec. 1. Teams ride out."
        "\nThe office ((may)) shall answer 9A.42.100 (as now) calls."
    )
    assert inserted(printed) == ["shall", "now"]
    assert deleted(printed) == ["((may))"]
    assert printed.as_amended()[0].endswith("The office shall answer 9A.42.100 (as now) calls.")


def test_new_jersey_strikes_between_bold_brackets_only() -> None:
    bracket = "<b><span style='font-family:\"Albertus Extra Bold\"'>{}</span></b>"
    printed = read(
        "<html><body><p class=bpuSponsor>SENATE, No. 1</p><p class=MsoNormal>The <sup>1</sup>"
        f"{bracket.format('[')}pilot{bracket.format(']')} program [sic]<u>,\n which may run,</u>"
        " stays.</p></body></html>"
    )
    assert printed.text == "SENATE, No. 1\nThe [pilot] program [sic], which may run, stays."
    assert deleted(printed) == ["[pilot]"]
    assert inserted(printed) == [", which may run,"]
    assert printed.as_amended()[0].endswith("\nThe program [sic], which may run, stays.")


def test_minnesota_without_chrome_line_numbers_and_spoken_notes() -> None:
    line = '<br class="d-none d-md-inline-block"><var class="ln">1.7</var>'
    printed = read(
        "<html><head><title>HF 1</title></head><body><nav>Skip to menu</nav>"
        '<main id="legContainerMain"><div>Current bill text</div><div id="document">'
        '<h2 class="section_number"><span class="pl"> </span>Section 1. </h2>'
        f'<p class="first">Section 4.046 is amended <br class="d-none">{line}to read:</p>'
        '<div class="subd"><h2 class="subd_no">Subd. 3.</h2><h3 class="headnote">Duties.</h3>'
        '<p>The team answers; <span class="sr-only">deleted text begin </span>'
        '<span class="del" style="text-decoration: line-through">and</span>'
        '<span class="sr-only">deleted text end </span> '
        '<span class="sr-only">new text begin </span><ins>or rides</ins>'
        '<span class="sr-only">new text end </span></p></div></div></main>'
        "<footer>Copyright</footer></body></html>"
    )
    assert printed.text == (
        "Section 1. Section 4.046 is amended to read:\n"
        "Subd. 3. Duties. The team answers; and or rides"
    )
    assert inserted(printed) == ["or rides"]
    assert deleted(printed) == ["and"]


def test_michigan_marks_with_character_styles() -> None:
    printed = read(
        "<html><body><p class=LongBillNumber>HOUSE BILL NO. 1</p>"
        "<p class=Enactment>the people of the state of michigan enact:</p>"
        "<p class=Statute>Sec. 1. The court <span class=FormattedStrike><span "
        "style='color:black'>may </span></span><span class=FormattedNew>shall </span>hear it.</p>"
        "<table><tr><td><p>Salaries</p></td><td><p>$</p></td><td><p>1,200</p></td></tr></table>"
        "</body></html>"
    )
    assert printed.text.endswith("\nSec. 1. The court may shall hear it.\nSalaries $ 1,200")
    assert (deleted(printed), inserted(printed)) == (["may"], ["shall"])


def test_iowa_words_and_rules_by_position() -> None:
    def row(top: int, *words: str, number: int, left: int = 100) -> str:
        spans = ""
        for word in words:
            spans += f"<span class='t' style='left:{left}px;'>{word}</span>"
            left += round(7.2 * (len(word) + 1))
        spans += f"<span class='t' style='left:85px;'><a name='1_{number}'>{number}</a></span>"
        return f"<span class='t' style='top:{top}px;'>{spans}</span>"

    printed = read(
        "<html><head><style>\nspan.l {position:absolute;height:1px;}\n</style></head><body>"
        "<div class='p'>"
        + row(126, "Section", "1.", "Section", "7E.2", "is", "amended", "to", "read:", number=1)
        + row(
            144, "The", "team", "may", "shall", "answer", "each", "call", "from", number=2, left=121
        )
        + row(162, "any", "person.", number=3)
        # "may" stands at 186 to 208 and "shall" at 215 to 251
        + "<span class='l' style='left:186px;top:152px;width:22px;'></span>"
        + "<span class='l' style='left:215px;top:158px;width:36px;'></span>"
        + "</div></body></html>",
        "https://www.legis.iowa.gov/docs/SF1.html",
    )
    assert printed.text == (
        "Section 1. Section 7E.2 is amended to read:\n"
        "The team may shall answer each call from any person."
    )
    assert (deleted(printed), inserted(printed)) == (["may"], ["shall"])


def test_hawaii_brackets_go_with_the_struck_words() -> None:
    printed = read(
        "<html><body><p class=BEITENACTED>BE IT ENACTED BY THE LEGISLATURE OF THE STATE OF "
        "HAWAII:</p><p class=RegularParagraphs>Until [<s>2025.</s>] <u>2030.</u></p></body></html>"
    )
    assert (deleted(printed), inserted(printed)) == (["[2025.]"], ["2030."])
    assert printed.as_amended()[0].endswith("Until 2030.")


def test_arizona_blue_capitals_with_a_small_letter_between() -> None:
    printed = read(
        "<html><body><p class=P06-00><span style='display:none'>START_STATUTE</span>A. It "
        "<span class=O>can</span><span class=UP> may:</span></p>"
        "<p class=P06-00><span class=UP>(</span>a<span class=UP>) ride. see </span>"
        "<u>Doe v. Roe</u>.</p></body></html>"
    )
    assert printed.text == "A. It can may:\n(a) ride. see Doe v. Roe."
    assert deleted(printed) == ["can"]
    assert inserted(printed) == ["may:\n(a) ride. see"]


def test_texas_lines_are_joined_into_paragraphs() -> None:
    def row(words: str) -> str:
        return (
            '<tr>\n<td width="65"><META name="PGLN" contents="1-1">&#xA0;\n</td>'
            f'<td width="615" colspan="2">{words}</td></tr>'
        )

    indent = "&#xA0;" * 7
    printed = read(
        "<html><body><table>"
        + row(f"{indent}(d)&#xA0;&#xA0;For this section the ratio of <u>any</u> [<s>a home-</s>")
        + row("<s>stead</s>] property is the ratio of the value as the district knows")
        + row("it.")
        + row(f"{indent}(e)&#xA0;&#xA0;Nothing else changes.")
        + "</table></body></html>"
    )
    assert printed.text == (
        "(d) For this section the ratio of any [a home-stead] property is the ratio of the value "
        "as the district knows it.\n(e) Nothing else changes."
    )
    assert (deleted(printed), inserted(printed)) == (["[a home-stead]"], ["any"])


def test_new_mexico_underscores_its_label_for_new_sections() -> None:
    printed = read(
        '<html><body><div id="WPMainDoc"><p>"[<span style="text-decoration: underline">NEW '
        'MATERIAL</span>] CRISIS TEAMS.--</p><p>A.&#160;&#160;It [<span style="text-decoration: '
        'line-through">can</span>] <span style="text-decoration: underline">may</span> ride.</p>'
        "</div></body></html>"
    )
    assert printed.text == '"[NEW MATERIAL] CRISIS TEAMS.--\nA. It [can] may ride.'
    assert (deleted(printed), inserted(printed)) == (["[can]"], ["may"])


def test_unknown_publisher_is_read_by_plain_html() -> None:
    printed = read("<html><body><nav>Home</nav><main><p>It <del>was</del><ins>is</ins>.</main>")
    assert printed.text == "It wasis."
    assert (deleted(printed), inserted(printed)) == (["was"], ["is"])
    assert printed.method == "html/generic-2"


def test_host_names_the_publisher_when_the_markup_does_not() -> None:
    page = "<html><body><p>Plain</p></body></html>"
    assert read(page, "https://www.nmlegis.gov/x.html").method == "html/nm-2"
    assert read(page, "https://nmlegis.gov.example.org/x.html").method == "html/generic-2"


def test_a_table_of_contents_row_stays_on_one_line_and_a_layout_table_does_not() -> None:
    printed = read(
        "<html><body><table><tr><td>Fund</td><td>$5</td></tr><tr><td><p>a</p><p>b</p><p>c</p>"
        "<p>d</p></td><td>e</td></tr></table></body></html>"
    )
    assert printed.text == "Fund $5\na\nb\nc\nd\ne"


def test_five_thousand_paragraphs_take_linear_time() -> None:
    paragraph = "<p>The <u>new</u> and <s>old</s> words of a long paragraph of a bill.</p>"
    printed = read(f"<html><body>{paragraph * 5000}</body></html>")
    assert (len(printed.inserted), len(printed.deleted)) == (5000, 5000)


def test_virginia_takes_the_bill_and_keeps_what_a_chamber_put_in_brackets() -> None:
    page = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Bill Tracking</title></head><body>'
        '<div id="container"><div id="logo">LIS</div><div id="content"><div id="mainC">'
        '<h2>2026 SESSION</h2><ul id="rtNav"><li><a href="x">history</a> | <a>pdf</a></li></ul>'
        "<center>SENATE BILL NO. 9</center>"
        "<p>Be it enacted by the General Assembly of Virginia:</p>"
        "<p>1. That § 37.2-808 of the Code of Virginia is amended and reenacted as follows:</p>"
        "<p>§ 37.2-808. Custody.</p><p>A. A person [ <s>may</s> <i class=new>shall</i> ] ride to "
        "<s>a hospital</s> <i class=new>the nearest place</i> (<i>see</i> B).</p>"
        '</div></div><div id="ftr"><p>Legislative Information System</p></div></div></body></html>'
    )
    printed = read_document(page.encode("cp1252"), "text/html", "https://legacylis.virginia.gov/")
    assert printed.method == "html/va-2"
    assert printed.text == (
        "2026 SESSION\nSENATE BILL NO. 9\nBe it enacted by the General Assembly of Virginia:\n"
        "1. That § 37.2-808 of the Code of Virginia is amended and reenacted as follows:\n"
        "§ 37.2-808. Custody.\nA. A person [ may shall ] ride to a hospital the nearest place "
        "(see B)."
    )
    assert deleted(printed) == ["may", "a hospital"]
    assert inserted(printed) == ["shall", "the nearest place"]
    assert printed.as_amended()[0].endswith("[ shall ] ride to the nearest place (see B).")


def test_virginia_excuses_itself_in_a_page_that_answers_200() -> None:
    excuse = '<div id="mainC"><p>Sorry, your query could not be completed.</p><p>261+ful+SB9</p>'
    with pytest.raises(Unreadable, match="holds no bill"):
        read(f"<html><body>{excuse}</div></body></html>")


def test_virginia_in_the_bare_paragraphs_of_its_new_site() -> None:
    printed = read(
        "<p>Be it enacted by the General Assembly of Virginia:</p><p>§ 1. A team rides.</p>",
        "https://lis.blob.core.windows.net/files/1.HTML",
    )
    assert printed.method == "html/va-2"
    assert printed.text.endswith("\n§ 1. A team rides.")


def test_the_districts_law_library_without_the_codifiers_notes() -> None:
    printed = read(
        '<!DOCTYPE html SYSTEM "about:legacy-compat">\n<html lang="en-US"><body>'
        '<nav><a class="skip-link">Skip to main content</a></nav><div id="grid" '
        'class="ns__document__us-dc"><section id="area__breadcrumbs">D.C. Laws</section>'
        '<main id="area__content" class="ns__document__us-dc"><article class="content">'
        '<h1 class="h__title--small">D.C. Law 26-129. Youth Act of 2026.</h1><p>AN ACT</p>'
        "<p>BE IT ENACTED BY THE COUNCIL OF THE DISTRICT OF COLUMBIA, That this act may be cited as "
        'the "Youth Act of 2026".</p><aside class="marginalia"><p>Amend § 7-1131.17</p></aside>'
        '<p id="§2"><span class="level-num">Sec. 2. </span>The Teams Act is amended as follows:</p>'
        '<p class="text-indent-1"><span class="level-num">(a)</span> A new paragraph is added:</p>'
        '<p class="quote">"<span class="level-num">(3)</span> Teams ride.".</p></article></main>'
        '<section id="area__document_meta"><h2>Law Information</h2></section></div></body></html>',
        "https://code.dccouncil.gov/us/dc/council/laws/26-129",
    )
    assert printed.method == "html/dc-2"
    assert printed.text == (
        "D.C. Law 26-129. Youth Act of 2026.\nAN ACT\nBE IT ENACTED BY THE COUNCIL OF THE DISTRICT "
        'OF COLUMBIA, That this act may be cited as the "Youth Act of 2026".\n'
        "Sec. 2. The Teams Act is amended as follows:\n(a) A new paragraph is added:\n"
        '"(3) Teams ride.".'
    )
