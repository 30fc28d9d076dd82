import pytest

from legislation import ids


@pytest.mark.parametrize(
    ("identifier", "key", "expected"),
    [
        ("HB 1477", "2021", "HB1477"),
        ("H.R. 8767", "116", "HR8767"),
        ("SB00213", "2026", "SB213"),
        ("Int 0722-2026", "2026", "INT722"),
        ("Int 0722-2026", "2025", "INT-0722-2026"),
        ("B24-0285", "24", "B24-285"),
        ("CB 119949", "2020", "CB119949"),
        ("30 ILCS 105/6z-134", "statute", "30-ILCS-105-6Z-134"),
        ("Contract 2022 (number not confirmed)", "2022", "CONTRACT-2022-NUMBER-NOT-CONFIRMED"),
    ],
)
def test_same_number_however_it_is_spelled(identifier: str, key: str, expected: str) -> None:
    assert ids.compact_identifier(identifier, key) == expected


def test_padding_and_spacing_do_not_make_two_bills() -> None:
    spellings = ("SB 213", "SB213", "SB00213", "S.B. 213")
    assert len({ids.bill_id("us_ct", "2026", spelling) for spelling in spellings}) == 1


def test_ids_read_as_the_design_says() -> None:
    bill = ids.bill_id("us_wa", "2021", "HB 1477")
    assert bill == "us_wa-2021-HB1477"
    assert ids.version_id(bill, 2) == "us_wa-2021-HB1477-v2"
    assert ids.provision_id(ids.version_id(bill, 2), 7) == "us_wa-2021-HB1477-v2-p7"


def test_fetch_id_follows_address_and_bytes() -> None:
    assert ids.fetch_id("https://a", "1") == ids.fetch_id("https://a", "1")
    assert ids.fetch_id("https://a", "1") != ids.fetch_id("https://a", "2")
