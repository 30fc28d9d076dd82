"""The places of `legislation/jurisdictions.yml` and how their sessions are found."""

from collections import Counter
from zoneinfo import ZoneInfo

import pytest
import us

from legislation import jurisdictions as j

ENTRY = """
{slug}:
  name: Testland
  short_name: TL
  level: state
  division_id: ocd-division/country:us/state:tl
  jurisdiction_id: ocd-jurisdiction/country:us/state:tl/government
  timezone: America/Chicago
  legislature: Testland Assembly
"""


def test_every_state_district_territory_is_listed() -> None:
    levels = Counter(place.level for place in j.all_jurisdictions())
    assert levels["federal"] == 1
    assert levels["state"] == 50
    assert levels["district"] == 1
    assert levels["territory"] == 5
    assert levels["city"] >= 45
    assert levels["county"] >= 3


def test_names_and_postal_codes_are_those_of_the_us_library() -> None:
    for place in j.all_jurisdictions():
        if place.postal:
            known = us.states.lookup(place.postal)
            assert (known.name, known.abbr) == (place.name, place.postal)


def test_time_zones_exist() -> None:
    for place in j.all_jurisdictions():
        assert ZoneInfo(place.timezone)


def test_no_two_tiles_share_a_place_on_the_map() -> None:
    tiles = [place.tile for place in j.all_jurisdictions() if place.postal]
    assert None not in tiles
    assert len(set(tiles)) == len(tiles) == 56


def test_every_parent_is_listed() -> None:
    listed = {place.slug for place in j.all_jurisdictions()}
    for place in j.all_jurisdictions():
        assert place.slug == "us" or place.parent in listed


@pytest.mark.parametrize(
    ("division_id", "slug"),
    [
        ("ocd-division/country:us", "us"),
        ("ocd-division/country:us/state:wa", "us_wa"),
        ("ocd-division/country:us/district:dc", "us_dc"),
        ("ocd-division/country:us/territory:pr", "us_pr"),
        ("ocd-division/country:us/state:ny/place:new_york", "us_ny_new_york"),
        ("ocd-division/country:us/state:tx/county:harris", "us_tx_harris_county"),
    ],
)
def test_slug_follows_from_the_division(division_id: str, slug: str) -> None:
    assert j.slug_of(division_id) == j.slug_for_division(division_id) == slug
    jurisdiction_id = division_id.replace("ocd-division", "ocd-jurisdiction") + "/government"
    assert j.slug_for_jurisdiction_id(jurisdiction_id) == slug


def test_parents() -> None:
    assert j.parent("us_wa_seattle") == "us_wa"
    assert j.parent("us_wa") == "us"
    assert j.parent("us") is None


@pytest.mark.parametrize(
    ("slug", "identifier", "key"),
    [
        ("us_wa", "2025-2026", "2025"),
        ("us_ca", "20252026", "2025"),
        ("us_ca", "2025-2026", "2025"),
        ("us_nj", "222", "2026"),
        ("us_nj", "2022-2023", "2022"),
        ("us", "119", "119"),
        ("us", "116th Congress", "116"),
        ("us_tx", "892", "2025s2"),
        ("us_tx", "89th Legislature", "2025"),
        ("us_az", "57th-2nd-regular", "2026"),
        ("us_ut", "2025S2", "2025s2"),
        ("us_va", "2020 Special Session I", "2020s1"),
        ("us_il", "Illinois Compiled Statutes", "code"),
        ("us_dc", "Council Period 26", "2025"),
        ("us_ny_new_york", "2026", "2026"),
    ],
)
def test_session_is_found_by_identifier_key_and_alias(slug: str, identifier: str, key: str) -> None:
    assert j.has_session(slug, identifier)
    assert j.session(slug, identifier).key == key
    assert j.session(slug, key).key == key


def test_unlisted_session_is_made_up_from_its_name() -> None:
    session = j.session("us_sd", "2031-special-1")
    assert not j.has_session("us_sd", "2031-special-1")
    assert (session.key, session.start_year, session.end_year) == ("2031special1", 2031, 2031)


def test_unlisted_biennium_has_two_years() -> None:
    assert j.session("us_sd", "2031-32").end_year == 2032


@pytest.mark.parametrize(
    ("slug", "identifier", "last"),
    [
        # the day of the adjournment, of the term's end; bills carry over from 2025 to 2026
        ("us_wa", "2025-2026", "2026-03-12"),
        ("us_nj", "222", "2028-01-11"),
        ("us", "119", "2027-01-03"),
        # two sessions, and bills carried over from the first to the second
        ("us_ok", "2025", "2026-05-29"),
        ("us_hi", "2023", "2024-05-03"),
        ("us_va", "2022", "2023-02-25"),
        # the day is not recorded
        ("us_az", "57th-2nd-regular", "2026-12-31"),
        ("us_ny", "2025-2026", "2026-12-31"),
        # not listed: whether its bills carry over is not known
        ("us_sd", "2031", "2032-12-31"),
        ("us_sd", "99th Legislature", None),
        ("us_il", "Illinois Compiled Statutes", None),
        # councils of four years and of two, and councils without a rule
        ("us_ny_new_york", "2018", "2021-12-31"),
        ("us_ny_new_york", "2022", "2023-12-31"),
        ("us_ny_new_york", "2024", "2025-12-31"),
        ("us_ny_new_york", "2026", "2029-12-31"),
        ("us_pa_philadelphia", "2019", "2020-01-05"),
        ("us_wa_seattle", "2019", None),
    ],
)
def test_last_day_of_what_a_session_left_pending(
    slug: str, identifier: str, last: str | None
) -> None:
    found = j.last_day(slug, j.session(slug, identifier))
    assert (found.isoformat() if found else None) == last


def test_sessions_of_a_place_end_in_their_order() -> None:
    for place in j.all_jurisdictions():
        assert list(place.term_ends) == sorted(place.term_ends)
        assert place.is_local or not place.term_ends
        ends = [
            (session.end_year, j.last_day(place.slug, session))
            for session in place.sessions
            if session.end_year and not session.key.endswith(("s1", "s2"))
        ]
        assert [last for _, last in ends] == [last for _, last in sorted(ends)], place.slug


def test_unknown_place_says_what_to_do() -> None:
    sentence = "Jurisdiction 'us_zz' is unknown; add an entry in legislation/jurisdictions.yml."
    with pytest.raises(j.UnknownJurisdiction) as error:
        j.jurisdiction("us_zz")
    assert str(error.value) == sentence
    for ask in (j.slug_for_division, j.slug_for_jurisdiction_id):
        with pytest.raises(j.UnknownJurisdiction, match="add an entry"):
            ask("ocd-division/country:us/state:zz")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            ENTRY.format(slug="us_xx"),
            "Jurisdiction 'us_xx': the slug of ocd-division/country:us/state:tl is us_tl; "
            "correct its entry in legislation/jurisdictions.yml.",
        ),
        (
            ENTRY.format(slug="us_tl") + "  tiel: [1, 2]\n",
            "Jurisdiction 'us_tl': tiel: Extra inputs are not permitted; "
            "correct its entry in legislation/jurisdictions.yml.",
        ),
        (
            ENTRY.format(slug="us_tl")
            + '  sessions:\n  - {identifier: "9", key: "2025", name: Ninth}\n'
            + '  - {identifier: "10", key: "2026", name: Tenth, aliases: ["9"]}\n',
            "Jurisdiction 'us_tl': two sessions are called '9'; "
            "correct its entry in legislation/jurisdictions.yml.",
        ),
        (
            ENTRY.format(slug="us_tl")
            + '  sessions:\n  - {identifier: "9", key: "2025", name: Ninth, end_year: 2025, '
            + "end_date: 2028-01-01}\n",
            "Jurisdiction 'us_tl': sessions.0: 9 cannot end on 2028-01-01, its end_year says no; "
            "correct its entry in legislation/jurisdictions.yml.",
        ),
    ],
)
def test_bad_entry_says_what_to_do(tmp_path, text: str, sentence: str) -> None:
    path = tmp_path / "jurisdictions.yml"
    path.write_text(text)
    with pytest.raises(j.InvalidJurisdiction) as error:
        j.read_jurisdictions(path)
    assert str(error.value) == sentence
