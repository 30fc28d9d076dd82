-- The database. Facts are what a publisher said and carry fetch_id; claims are what we say and
-- carry method, method_version, score and run_id. No table mixes the two.
-- Each table opens with its comment, each column has its own: docs/data-dictionary.md and the
-- descriptions in metadata.yml are made from them (`python -m legislation dictionary`).

-- ------------------------------------------------------------------ where and when

-- Every place the tracker knows: the United States, states, territories, counties and cities.
CREATE TABLE jurisdictions (
  jurisdiction TEXT PRIMARY KEY, -- readable key made from the Open Civic Data division, such as us_wa
  name TEXT NOT NULL, -- name as people say it
  level TEXT NOT NULL CHECK (level IN ('federal', 'state', 'district', 'territory', 'county', 'city')), -- level of government
  postal TEXT, -- two-letter postal code of the state or territory
  parent TEXT REFERENCES jurisdictions (jurisdiction), -- the state of a city or county, the United States of a state
  division_id TEXT NOT NULL UNIQUE, -- Open Civic Data division id
  jurisdiction_id TEXT NOT NULL UNIQUE, -- Open Civic Data jurisdiction id
  legislature TEXT, -- name of the body that legislates
  timezone TEXT NOT NULL, -- IANA time zone in which the body dates its actions
  url TEXT, -- official site of the body
  tile_row INTEGER, -- row in the tile map of the home page, from 0
  tile_column INTEGER -- column in the tile map of the home page, from 0
) STRICT;

-- Sessions in which bills were found.
CREATE TABLE legislative_sessions (
  session_id TEXT PRIMARY KEY, -- jurisdiction and session key, such as us_wa-2025
  jurisdiction TEXT NOT NULL REFERENCES jurisdictions (jurisdiction), -- whose session
  key TEXT NOT NULL, -- the short part that bill ids use
  identifier TEXT NOT NULL, -- as the publisher writes it
  name TEXT NOT NULL, -- as people say it
  start_year INTEGER, -- first calendar year
  end_year INTEGER, -- last calendar year
  end_date TEXT -- last day on which its bills could pass: adjournment or end of the term, where that is not known the end of the last year; empty where nothing lapses
) STRICT;

-- ------------------------------------------------------------------ provenance

-- One row for each time a spider, the build or the enrichment ran.
CREATE TABLE runs (
  run_id TEXT PRIMARY KEY, -- what ran and when it started
  kind TEXT NOT NULL CHECK (kind IN ('crawl', 'build', 'enrich')), -- which step
  name TEXT NOT NULL, -- spider or step
  started_at TEXT NOT NULL, -- UTC
  finished_at TEXT, -- UTC; empty when the run was killed
  outcome TEXT NOT NULL, -- finished, failed, or why it stopped
  found INTEGER NOT NULL DEFAULT 0, -- items met
  kept INTEGER NOT NULL DEFAULT 0, -- items that were new or had changed
  unchanged INTEGER NOT NULL DEFAULT 0, -- items that the publisher's list shows as unchanged, not asked for again
  requests INTEGER NOT NULL DEFAULT 0, -- requests sent, repeated ones and robots.txt among them
  missing INTEGER NOT NULL DEFAULT 0, -- items that the publisher no longer lists, noticed in this run
  skipped TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(skipped)), -- JSON object: reason and how many
  quarantined INTEGER NOT NULL DEFAULT 0, -- items put aside with a reason
  unknown_actions TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(unknown_actions)), -- JSON object: action words that no rule classifies and how many
  errors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(errors)), -- JSON array of sentences
  warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)), -- JSON array of sentences: what the monitors found
  is_whole INTEGER NOT NULL DEFAULT 1 CHECK (is_whole IN (0, 1)), -- 0 when only a part of the source was asked for
  actions INTEGER NOT NULL DEFAULT 0, -- actions in the bills met
  filled TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(filled)), -- JSON object: field and how many of the bills met have it
  fields_seen TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(fields_seen)) -- JSON object: shape of the publisher's answers, its fields and how often each came
) STRICT;
-- For source_health: years of daily crawls, of which the last few count.
CREATE INDEX runs_by_name ON runs (name, kind, outcome, is_whole, started_at, found, unchanged);
-- Every page asks whether anything was built or enriched since.
CREATE INDEX runs_of_our_own ON runs (started_at, finished_at) WHERE kind <> 'crawl';

-- Who publishes what the tracker reads, how far it is trusted, what it is known to lack: legislation/sources.yml.
CREATE TABLE sources (
  source TEXT PRIMARY KEY, -- spider
  entry TEXT NOT NULL, -- key in sources.yml: the spider, or the platform that describes it
  title TEXT NOT NULL, -- name for people
  publisher TEXT NOT NULL, -- who publishes it
  level TEXT NOT NULL CHECK (level IN ('federal', 'state', 'local', 'aggregator', 'catalogue')), -- group on the page of sources
  is_platform INTEGER NOT NULL CHECK (is_platform IN (0, 1)), -- 1 when it stands for every council on a platform
  places TEXT NOT NULL CHECK (json_valid(places)), -- JSON array of the places it covers
  url TEXT NOT NULL, -- home page for people
  key_variable TEXT NOT NULL, -- environment variable of its key, empty when it has none
  key_url TEXT NOT NULL, -- where to ask for the key
  needs_key INTEGER NOT NULL CHECK (needs_key IN (0, 1)), -- 1 when nothing can be read without the key
  credit TEXT NOT NULL, -- line that stands wherever its data show, with the licence
  credit_url TEXT NOT NULL, -- where the credit leads
  rank INTEGER NOT NULL, -- order of trust; 1 is the publisher itself
  stale_after_days INTEGER NOT NULL, -- days after which its age is said on every page that uses it
  least_items INTEGER NOT NULL, -- fewest items of a whole crawl
  expected_fields TEXT NOT NULL CHECK (json_valid(expected_fields)), -- JSON object: field and the share of bills that must have it
  known_gaps TEXT NOT NULL CHECK (json_valid(known_gaps)), -- JSON array of sentences
  exercised TEXT NOT NULL, -- whether its tests run on real captures, written payloads only, or both
  exercised_note TEXT NOT NULL, -- in a sentence
  verified TEXT -- day of the last live check that passed; empty until one did
) STRICT;

-- What could not be read, with the reason; nothing that was met is lost silently.
CREATE TABLE quarantine (
  quarantine_id TEXT PRIMARY KEY, -- digest of step, subject and reason
  step TEXT NOT NULL, -- spider or step that put it aside
  subject TEXT NOT NULL, -- bill, version, file or address it is about
  reason TEXT NOT NULL, -- one sentence that names the next step
  url TEXT -- where it came from
) STRICT;
CREATE INDEX quarantine_by_subject ON quarantine (subject);

-- Retrieved bytes: one row for the same bytes at the same address, with the first time they were seen.
CREATE TABLE fetches (
  fetch_id TEXT PRIMARY KEY, -- digest of address and bytes
  url TEXT NOT NULL, -- address without keys or tokens
  fetched_at TEXT NOT NULL, -- UTC time these bytes were first retrieved
  status INTEGER NOT NULL, -- HTTP status, 200 for a file
  media_type TEXT NOT NULL, -- as the publisher said, may be empty
  sha256 TEXT NOT NULL, -- digest of the bytes and their name in the archive
  size INTEGER NOT NULL, -- bytes
  spider TEXT NOT NULL, -- who fetched
  run_id TEXT NOT NULL -- in which run
) STRICT;

-- ------------------------------------------------------------------ facts

-- Bills, resolutions, ordinances, local laws and statutes in force: one row each, whatever the source.
CREATE TABLE bills (
  bill_id TEXT PRIMARY KEY, -- readable and stable, such as us_wa-2025-HB1811
  jurisdiction TEXT NOT NULL REFERENCES jurisdictions (jurisdiction), -- whose bill
  session_id TEXT NOT NULL REFERENCES legislative_sessions (session_id), -- in which session
  identifier TEXT NOT NULL, -- number as the publisher prints it
  title TEXT NOT NULL, -- title as the publisher prints it
  classification TEXT NOT NULL CHECK (json_valid(classification)), -- JSON array of Open Civic Data words
  abstract TEXT NOT NULL DEFAULT '', -- the publisher's summary, if any
  subjects TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(subjects)), -- JSON array of the publisher's subjects
  other_titles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(other_titles)), -- JSON array
  publisher_status TEXT NOT NULL DEFAULT '', -- where it stands in the publisher's own words
  url TEXT NOT NULL DEFAULT '', -- the publisher's page about it
  introduced_date TEXT, -- date of the first action
  latest_action_date TEXT, -- date of the last action
  latest_action TEXT NOT NULL DEFAULT '', -- words of the last action
  source TEXT NOT NULL, -- the source whose words are shown here
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id) -- retrieved bytes that say so
) STRICT;
CREATE INDEX bills_by_jurisdiction ON bills (jurisdiction);
CREATE INDEX bills_by_session ON bills (session_id);

-- What each source says of a bill; several rows where several sources know it.
CREATE TABLE bill_sources (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  source TEXT NOT NULL, -- spider
  identifier TEXT NOT NULL, -- number in this source
  title TEXT NOT NULL, -- title in this source
  publisher_status TEXT NOT NULL DEFAULT '', -- status in this source
  url TEXT NOT NULL DEFAULT '', -- this source's page
  actions INTEGER NOT NULL DEFAULT 0, -- actions that this source records
  latest_action_date TEXT, -- date of the last one
  latest_action TEXT NOT NULL DEFAULT '', -- its words
  versions INTEGER NOT NULL DEFAULT 0, -- printings that this source names
  missing_since TEXT, -- UTC time of the crawl that no longer found it in this source's list
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes
  PRIMARY KEY (bill_id, source)
) STRICT;
CREATE INDEX bill_sources_by_source ON bill_sources (source);

-- Other numbers of the same bill: file numbers, record ids, local law numbers.
CREATE TABLE identifiers (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  identifier TEXT NOT NULL, -- the other number
  note TEXT NOT NULL DEFAULT '', -- what kind of number
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes
  PRIMARY KEY (bill_id, identifier)
) STRICT;

-- Companions, replacements and earlier introductions that the publisher names.
CREATE TABLE related_bills (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  identifier TEXT NOT NULL, -- number of the other bill
  session TEXT NOT NULL DEFAULT '', -- its session as the publisher writes it
  relation TEXT NOT NULL DEFAULT '', -- companion, prior-session, replaces and so on
  related_bill_id TEXT, -- the other bill here, if the tracker holds it
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes
  PRIMARY KEY (bill_id, identifier, session)
) STRICT;

-- Sponsors in the publisher's order.
CREATE TABLE sponsorships (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  number INTEGER NOT NULL, -- order, from 1
  name TEXT NOT NULL, -- as printed
  classification TEXT NOT NULL, -- primary, cosponsor and so on
  entity_type TEXT NOT NULL DEFAULT '', -- person or organization
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)), -- 1 for a prime sponsor
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes
  PRIMARY KEY (bill_id, number)
) STRICT;

-- What happened to a bill, oldest first.
CREATE TABLE actions (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  number INTEGER NOT NULL, -- order, from 1
  date TEXT NOT NULL, -- date in the body's own time zone
  description TEXT NOT NULL, -- the publisher's words
  organization TEXT NOT NULL DEFAULT '', -- chamber, committee or officer
  classification TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classification)), -- JSON array of Open Civic Data words, empty where no rule knows the action
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes
  PRIMARY KEY (bill_id, number)
) STRICT;

-- Printings of the whole text, oldest first.
CREATE TABLE versions (
  version_id TEXT PRIMARY KEY, -- bill id and number, such as us_wa-2025-HB1811-v2
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  number INTEGER NOT NULL, -- order, from 1
  note TEXT NOT NULL, -- the publisher's name of the printing
  date TEXT, -- date of the printing
  classification TEXT, -- introduced, engrossed, enrolled and so on
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes that name the version
  UNIQUE (bill_id, number)
) STRICT;

-- Papers beside the text: fiscal notes, summaries, attachments.
CREATE TABLE documents (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  number INTEGER NOT NULL, -- order, from 1
  note TEXT NOT NULL, -- the publisher's name of the paper
  date TEXT, -- its date
  classification TEXT NOT NULL DEFAULT '', -- kind of paper
  fetch_id TEXT NOT NULL REFERENCES fetches (fetch_id), -- retrieved bytes that name it
  PRIMARY KEY (bill_id, number)
) STRICT;

-- Addresses of versions, documents and pages about a bill.
CREATE TABLE links (
  link_id TEXT PRIMARY KEY, -- digest of bill, place and address
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  version_id TEXT REFERENCES versions (version_id), -- the version it is a copy of
  document_number INTEGER, -- the document it is a copy of
  kind TEXT NOT NULL CHECK (kind IN ('version', 'document', 'official_text', 'official_status', 'text_copy', 'source')), -- what the address leads to
  url TEXT NOT NULL, -- the publisher's address
  media_type TEXT NOT NULL DEFAULT '', -- format
  fetch_id TEXT REFERENCES fetches (fetch_id) -- the archived bytes behind it, empty when not captured
) STRICT;
CREATE INDEX links_by_bill ON links (bill_id);
CREATE INDEX links_by_version ON links (version_id);

-- What changed in a bill since it was first seen, field by field, as each source told it.
CREATE TABLE changes (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  source TEXT NOT NULL, -- spider
  run_id TEXT NOT NULL, -- crawl that noticed
  field TEXT NOT NULL, -- name of the field; "bill" where the bill itself is new, is no longer listed, or is back
  old TEXT CHECK (old IS NULL OR json_valid(old)), -- JSON: what it was; of a list, what was taken away
  new TEXT CHECK (new IS NULL OR json_valid(new)), -- JSON: what it is; of a list, what was added
  changed_at TEXT NOT NULL, -- UTC time of that crawl
  PRIMARY KEY (bill_id, source, run_id, field)
) STRICT;
CREATE INDEX changes_by_time ON changes (changed_at DESC, bill_id, source, field); -- the order of recent_changes

-- ------------------------------------------------------------------ claims about bills

-- Whether a bill is about behavioral-health crisis response or 988, and why.
CREATE TABLE relevance (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  is_relevant INTEGER NOT NULL CHECK (is_relevant IN (0, 1)), -- 1 when it is
  why TEXT NOT NULL CHECK (json_valid(why)), -- JSON array of reasons
  input_sha256 TEXT NOT NULL, -- digest of what was read to decide
  method TEXT NOT NULL, -- curated, or the rule or model
  method_version TEXT NOT NULL, -- its version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that said so
  PRIMARY KEY (bill_id, method)
) STRICT;

-- Where a bill stands in our closed words, and why.
CREATE TABLE statuses (
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  status TEXT NOT NULL CHECK (status IN ('introduced', 'passed_chamber', 'passed', 'enacted', 'adopted', 'vetoed', 'failed', 'died', 'substituted')), -- closed word
  status_date TEXT, -- date it reached that status
  is_session_over INTEGER NOT NULL DEFAULT 0 CHECK (is_session_over IN (0, 1)), -- 1 when its session ended, with a governor's time to sign, and no outcome was seen: read it as not enacted as far as known
  why TEXT NOT NULL, -- the signal that decided, those that agree and those that do not
  method TEXT NOT NULL, -- curated, or the rule
  method_version TEXT NOT NULL, -- its version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that said so
  PRIMARY KEY (bill_id, method)
) STRICT;

-- What a person recorded about a law after reading a source.
CREATE TABLE catalogue_entries (
  entry_id TEXT PRIMARY KEY, -- key in data/knowledge/laws
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  printed_as TEXT, -- number with its amendment prefix, such as E2SHB 1477
  sponsor TEXT, -- prime sponsor
  companion TEXT, -- number of the companion bill
  enacted_as TEXT, -- chapter, public act or local law number
  code_citation TEXT, -- where it stands in the code
  last_action TEXT, -- last line of the record that was read
  status_reason TEXT, -- what the status rests on, and why no date is known
  no_digest TEXT, -- why there is no digest line, where there is none
  open_questions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(open_questions)), -- JSON array of what is still to be found out
  checked_date TEXT NOT NULL, -- when a person last went over the entry
  is_number_known INTEGER NOT NULL CHECK (is_number_known IN (0, 1)), -- 0 where no official number was found
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)), -- 1 when its existence and title or content were read in a source
  verified_what TEXT NOT NULL, -- what exactly was read
  unverified_fields TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(unverified_fields)), -- JSON array of fields that were not
  other_topics TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(other_topics)), -- JSON object of further figures as recorded
  note TEXT, -- cautions
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the catalogue was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 when verified
  run_id TEXT NOT NULL -- run that read the entry
) STRICT;
CREATE INDEX catalogue_entries_by_bill ON catalogue_entries (bill_id);

-- What a law does, line by line, in our own words.
CREATE TABLE digest_lines (
  entry_id TEXT NOT NULL REFERENCES catalogue_entries (entry_id), -- the catalogue entry
  number INTEGER NOT NULL, -- order, from 1
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  class TEXT REFERENCES classes (class), -- provision class, empty where none fits
  does TEXT NOT NULL, -- our words
  section TEXT, -- section number where it stands
  amount TEXT, -- the sum or rate it states, in words
  date TEXT, -- the date it states
  agency TEXT, -- who must act
  reason TEXT, -- why no class fits, where none does
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the catalogue was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 when the entry is verified
  run_id TEXT NOT NULL, -- run that read the entry
  PRIMARY KEY (entry_id, number)
) STRICT;
CREATE INDEX digest_lines_by_bill ON digest_lines (bill_id);
CREATE INDEX digest_lines_by_class ON digest_lines (class);

-- Fees, caps, appropriations and estimates.
CREATE TABLE amounts (
  entry_id TEXT NOT NULL REFERENCES catalogue_entries (entry_id), -- the catalogue entry that records it
  number INTEGER NOT NULL, -- order, from 1
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  kind TEXT NOT NULL, -- fee, fee_cap, prepaid_fee, appropriation and so on
  amount_usd REAL, -- dollars; 0.40 for forty cents; empty where only words were found
  unit TEXT, -- for each what, such as access line per month
  from_date TEXT, -- first day it applies
  to_date TEXT, -- last day it applies
  section TEXT, -- section where it stands
  source_url TEXT, -- who says so, where the text was not seen
  note TEXT, -- words beside the figure
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the catalogue was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 when the entry is verified
  run_id TEXT NOT NULL, -- run that read the entry
  PRIMARY KEY (entry_id, number)
) STRICT;
CREATE INDEX amounts_by_bill ON amounts (bill_id);

-- Effective dates, sunsets and deadlines.
CREATE TABLE dates (
  entry_id TEXT NOT NULL REFERENCES catalogue_entries (entry_id), -- the catalogue entry that records it
  number INTEGER NOT NULL, -- order, from 1
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  kind TEXT NOT NULL, -- effective, sunset, deadline, report_due and so on
  date TEXT, -- ISO date where one was found
  section TEXT, -- section where it stands
  source_url TEXT, -- who says so, where the text was not seen
  note TEXT, -- words beside it
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the catalogue was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 when the entry is verified
  run_id TEXT NOT NULL, -- run that read the entry
  PRIMARY KEY (entry_id, number)
) STRICT;
CREATE INDEX dates_by_bill ON dates (bill_id);

-- Agencies, funds and advisory bodies that a law names.
CREATE TABLE agencies (
  entry_id TEXT NOT NULL REFERENCES catalogue_entries (entry_id), -- the catalogue entry that records it
  number INTEGER NOT NULL, -- order, from 1
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the bill
  role TEXT NOT NULL CHECK (role IN ('agency', 'fund', 'advisory_body')), -- what it is in the law
  name TEXT NOT NULL, -- its name
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the catalogue was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 when the entry is verified
  run_id TEXT NOT NULL, -- run that read the entry
  PRIMARY KEY (entry_id, number)
) STRICT;
CREATE INDEX agencies_by_bill ON agencies (bill_id);

-- ------------------------------------------------------------------ the 988 fee ledger

-- Charges on telephone service that pay for 988, in force or proposed.
CREATE TABLE fees (
  fee_id TEXT PRIMARY KEY, -- key in data/knowledge/fees
  jurisdiction TEXT NOT NULL REFERENCES jurisdictions (jurisdiction), -- where
  name TEXT NOT NULL, -- what the law calls it
  mechanism TEXT NOT NULL, -- surcharge, excise_tax, universal_service_share or relay_share
  state TEXT NOT NULL, -- in_force, enacted, proposed, not_enacted or repealed
  code_citation TEXT, -- where it stands in the code
  set_by TEXT, -- who sets the rate, and within what
  set_by_section TEXT, -- section that says so
  prepaid TEXT, -- the rule for prepaid service
  prepaid_section TEXT, -- section that says so
  fund TEXT, -- account that receives the money
  fund_section TEXT, -- section that creates it
  reverts INTEGER CHECK (reverts IN (0, 1)), -- 1 where balances lapse to the general fund, empty where not known
  reversion_section TEXT, -- section that says so
  missing TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(missing)), -- JSON array of {question, reason}: what was looked for in vain
  links TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(links)), -- JSON array of {kind, url}
  verified_what TEXT NOT NULL, -- what exactly was read
  checked_date TEXT NOT NULL, -- when a person last went over the entry
  note TEXT, -- cautions
  method TEXT NOT NULL, -- curated
  method_version TEXT NOT NULL, -- date the ledger was compiled
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1: a person read it
  run_id TEXT NOT NULL -- run that read the entry
) STRICT;
CREATE INDEX fees_by_jurisdiction ON fees (jurisdiction);

-- Bills and statutes that make, change or propose a charge.
CREATE TABLE fee_laws (
  fee_id TEXT NOT NULL REFERENCES fees (fee_id), -- the charge
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the law
  PRIMARY KEY (fee_id, bill_id)
) STRICT;

-- Every figure of a charge over time, with the version and section where it stands.
CREATE TABLE fee_amounts (
  fee_id TEXT NOT NULL REFERENCES fees (fee_id), -- the charge
  number INTEGER NOT NULL, -- order, from 1
  stage TEXT NOT NULL CHECK (stage IN ('introduced', 'amended', 'enacted', 'in_force')), -- where the figure stood
  kind TEXT NOT NULL, -- fee, fee_cap, prepaid_fee or prepaid_fee_cap
  amount_usd REAL, -- dollars; 0.40 for forty cents; empty for a share
  percent REAL, -- share of a bill, where the charge is one
  unit TEXT NOT NULL, -- of what, such as access line per month
  from_date TEXT, -- first day it applies
  to_date TEXT, -- last day it applies
  bill_id TEXT REFERENCES bills (bill_id), -- bill or statute where it stands
  version TEXT, -- version of that bill
  section TEXT, -- section where it stands
  source_url TEXT NOT NULL, -- where it was read
  source_name TEXT NOT NULL, -- what was read
  note TEXT, -- cautions
  PRIMARY KEY (fee_id, number)
) STRICT;

-- What the money may pay for and who does not pay.
CREATE TABLE fee_clauses (
  fee_id TEXT NOT NULL REFERENCES fees (fee_id), -- the charge
  kind TEXT NOT NULL CHECK (kind IN ('use', 'exemption')), -- what the clause says
  number INTEGER NOT NULL, -- order, from 1
  does TEXT NOT NULL, -- our words
  section TEXT NOT NULL, -- section where it stands
  PRIMARY KEY (fee_id, kind, number)
) STRICT;

-- Dollars that a charge brought, by year.
CREATE TABLE fee_collections (
  fee_id TEXT NOT NULL REFERENCES fees (fee_id), -- the charge
  number INTEGER NOT NULL, -- order, from 1
  year TEXT NOT NULL, -- calendar or fiscal year, as the source counts
  amount_usd REAL NOT NULL, -- dollars
  source_url TEXT NOT NULL, -- where it was read
  source_name TEXT NOT NULL, -- who says so
  note TEXT, -- cautions
  PRIMARY KEY (fee_id, number)
) STRICT;

-- Where sources disagree about a charge.
CREATE TABLE fee_conflicts (
  fee_id TEXT NOT NULL REFERENCES fees (fee_id), -- the charge
  number INTEGER NOT NULL, -- order, from 1
  about TEXT NOT NULL, -- which figure
  claims TEXT NOT NULL CHECK (json_valid(claims)), -- JSON array of {says, source, source_name}
  we_follow TEXT NOT NULL, -- what the ledger shows, and why
  PRIMARY KEY (fee_id, number)
) STRICT;

-- ------------------------------------------------------------------ claims about texts

-- The text of a version as printed, read from its archived bytes.
CREATE TABLE version_texts (
  version_id TEXT PRIMARY KEY REFERENCES versions (version_id), -- the version
  text TEXT NOT NULL, -- as printed, struck and inserted words included
  inserted TEXT NOT NULL CHECK (json_valid(inserted)), -- JSON array of [start, end] of inserted words
  deleted TEXT NOT NULL CHECK (json_valid(deleted)), -- JSON array of [start, end] of struck words
  words INTEGER NOT NULL, -- number of words
  link_id TEXT NOT NULL, -- link whose bytes were read
  input_sha256 TEXT NOT NULL, -- digest of the bytes that were read
  provisions_sha256 TEXT NOT NULL DEFAULT '', -- digest of the text and methods its provisions come from; empty where it has none
  method TEXT NOT NULL, -- format and reader
  method_version TEXT NOT NULL, -- its version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- 1 for a text layer, less where marks were inferred from drawn lines
  run_id TEXT NOT NULL -- run that read it
) STRICT;

-- Provisions: the sections or subdivisions of a version, the unit that is labelled.
CREATE TABLE provisions (
  provision_id TEXT PRIMARY KEY, -- version id and number, such as us_wa-2025-HB1811-v2-p7
  version_id TEXT NOT NULL REFERENCES versions (version_id), -- the version
  number INTEGER NOT NULL, -- order, from 1
  section_number TEXT, -- as the drafter numbers it
  heading TEXT, -- as printed
  start INTEGER NOT NULL, -- first character in the version's text
  "end" INTEGER NOT NULL, -- one past the last character
  text TEXT NOT NULL, -- that slice of the version's text
  wording TEXT NOT NULL DEFAULT '', -- digest of its words as amended, equal where two provisions say the same; empty for a short one
  method TEXT NOT NULL, -- segmenter
  method_version TEXT NOT NULL, -- its version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that said so
  UNIQUE (version_id, number)
) STRICT;
CREATE INDEX provisions_by_wording ON provisions (wording) WHERE wording <> '';

-- Classes of a provision, each with the words that show it. What counts is in the view current_labels.
CREATE TABLE labels (
  provision_id TEXT NOT NULL REFERENCES provisions (provision_id), -- the provision
  class TEXT NOT NULL REFERENCES classes (class), -- provision class of the codebook
  verdict TEXT NOT NULL DEFAULT 'given' CHECK (verdict IN ('given', 'refused')), -- refused: a person read the provision and found that it has not the class
  evidence_start INTEGER NOT NULL, -- first character of the evidence in the provision's text; of a refused class the whole text is
  evidence_end INTEGER NOT NULL, -- one past the last character
  why TEXT NOT NULL DEFAULT '', -- of a curated verdict: who gave it and for what reason
  method TEXT NOT NULL, -- curated, or the rules and model
  method_version TEXT NOT NULL, -- its version; of a curated verdict its date
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that said so
  PRIMARY KEY (provision_id, class, method)
) STRICT;
CREATE INDEX labels_by_class ON labels (class);

-- Fees and appropriations that a provision states, read by machine.
CREATE TABLE provision_amounts (
  provision_id TEXT NOT NULL REFERENCES provisions (provision_id), -- the provision
  number INTEGER NOT NULL, -- order, from 1
  kind TEXT NOT NULL CHECK (kind IN ('fee', 'fee_cap', 'fee_floor', 'appropriation')), -- what the figure is
  amount REAL, -- dollars, or the percentage where the unit opens with percent; empty for such sums as are needed
  unit TEXT NOT NULL DEFAULT '', -- of a fee, for each what, such as access line
  period TEXT NOT NULL DEFAULT '', -- of a fee: month, year or transaction
  from_date TEXT, -- first day a fee holds, where printed
  to_date TEXT, -- last day
  fiscal_year TEXT NOT NULL DEFAULT '', -- of an appropriation, where printed
  source TEXT NOT NULL DEFAULT '', -- of an appropriation: where the money comes from
  purpose TEXT NOT NULL DEFAULT '', -- of an appropriation: what for
  evidence_start INTEGER NOT NULL, -- first character of the words that state it, in the provision's text
  evidence_end INTEGER NOT NULL, -- one past the last character
  method TEXT NOT NULL, -- extraction rules
  method_version TEXT NOT NULL, -- their version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that read it
  PRIMARY KEY (provision_id, number)
) STRICT;

-- Effective dates, sunsets and deadlines that a provision states, read by machine.
CREATE TABLE provision_dates (
  provision_id TEXT NOT NULL REFERENCES provisions (provision_id), -- the provision
  number INTEGER NOT NULL, -- order, from 1
  kind TEXT NOT NULL CHECK (kind IN ('effective', 'sunset', 'deadline')), -- what happens then
  date TEXT, -- ISO date, empty where no calendar day is printed
  relative TEXT NOT NULL DEFAULT '', -- such as 90 days after enactment
  who TEXT NOT NULL DEFAULT '', -- of a deadline: who must act
  what TEXT NOT NULL DEFAULT '', -- of a deadline: must do what
  evidence_start INTEGER NOT NULL, -- first character of the words that state it, in the provision's text
  evidence_end INTEGER NOT NULL, -- one past the last character
  method TEXT NOT NULL, -- extraction rules
  method_version TEXT NOT NULL, -- their version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that read it
  PRIMARY KEY (provision_id, number)
) STRICT;
CREATE INDEX provision_dates_by_date ON provision_dates (date);

-- Agencies, funds and advisory bodies that a provision names, read by machine.
CREATE TABLE provision_bodies (
  provision_id TEXT NOT NULL REFERENCES provisions (provision_id), -- the provision
  number INTEGER NOT NULL, -- order, from 1
  role TEXT NOT NULL CHECK (role IN ('agency', 'fund', 'advisory_body')), -- what it is in the provision
  name TEXT NOT NULL, -- as printed
  members INTEGER, -- of an advisory body, how many it has, where stated
  appointed_by TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(appointed_by)), -- JSON array of who appoints them
  evidence_start INTEGER NOT NULL, -- first character of the words that state it, in the provision's text
  evidence_end INTEGER NOT NULL, -- one past the last character
  method TEXT NOT NULL, -- extraction rules
  method_version TEXT NOT NULL, -- their version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that read it
  PRIMARY KEY (provision_id, number)
) STRICT;
CREATE INDEX provision_bodies_by_name ON provision_bodies (name);

-- Laws that a provision amends, repeals, adds or cites, read by machine.
CREATE TABLE citations (
  provision_id TEXT NOT NULL REFERENCES provisions (provision_id), -- the provision
  number INTEGER NOT NULL, -- order, from 1
  kind TEXT NOT NULL CHECK (kind IN ('amends', 'repeals', 'adds', 'cites')), -- what the provision does with it
  citation TEXT NOT NULL, -- in its usual form, such as RCW 71.24.890
  jurisdiction TEXT NOT NULL DEFAULT '', -- whose law it is, such as us_wa, empty where not plain
  evidence_start INTEGER NOT NULL, -- first character of the words that state it, in the provision's text
  evidence_end INTEGER NOT NULL, -- one past the last character
  method TEXT NOT NULL, -- extraction rules
  method_version TEXT NOT NULL, -- their version
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), -- certainty from 0 to 1
  run_id TEXT NOT NULL, -- run that read it
  PRIMARY KEY (provision_id, number)
) STRICT;
CREATE INDEX citations_by_citation ON citations (citation);

-- ------------------------------------------------------------------ accuracy

-- How each task of the machine was measured: on what, when, by which version.
CREATE TABLE evaluations (
  task TEXT PRIMARY KEY CHECK (task IN ('labels', 'extraction', 'segmentation', 'relevance')), -- what was measured
  measured_on TEXT NOT NULL, -- date
  "set" TEXT NOT NULL, -- what it was measured on, in a sentence
  items INTEGER NOT NULL, -- passages, documents or bills in the set
  groups INTEGER NOT NULL, -- jurisdictions they come from, 0 where not told
  method TEXT NOT NULL, -- what was measured, as claims name it
  method_version TEXT NOT NULL, -- its version: the figures hold for claims of this version
  codebook_version INTEGER, -- version of the codebook that the set was coded with
  compared TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(compared)), -- JSON array of other ways to do the task, each with micro_f1 and macro_f1 on the same set
  confusions TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(confusions)), -- JSON array of near classes: coded, given instead, in how many passages
  by_group TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(by_group)), -- JSON array of jurisdictions with items and f1
  agreement TEXT CHECK (agreement IS NULL OR json_valid(agreement)) -- JSON object: passages that a second coder read, and micro_f1 between the two
) STRICT;

-- How often the machine is right, class by class and over all.
CREATE TABLE evaluation_scores (
  task TEXT NOT NULL REFERENCES evaluations (task), -- what was measured
  number INTEGER NOT NULL, -- order, from 1
  kind TEXT NOT NULL CHECK (kind IN ('one', 'micro', 'macro')), -- one class or kind of value; micro: all examples alike; macro: the mean over classes with examples
  name TEXT NOT NULL, -- class of the codebook, kind of value, micro or macro
  precision REAL NOT NULL CHECK (precision BETWEEN 0 AND 1), -- share of what was found that is right
  recall REAL NOT NULL CHECK (recall BETWEEN 0 AND 1), -- share of what is there that was found
  f1 REAL NOT NULL CHECK (f1 BETWEEN 0 AND 1), -- harmonic mean of the two
  support INTEGER NOT NULL, -- examples in the set
  found INTEGER, -- how many the machine gave
  PRIMARY KEY (task, kind, name)
) STRICT;

-- ------------------------------------------------------------------ knowledge

-- The nine issue areas of the toolkit.
CREATE TABLE areas (
  area TEXT PRIMARY KEY, -- key, as in the codebook
  slug TEXT NOT NULL UNIQUE, -- word in the address of its page
  number INTEGER NOT NULL, -- order, from 1
  title TEXT NOT NULL, -- name of the area
  snapshot TEXT NOT NULL, -- what it is about, in our words
  basis TEXT NOT NULL DEFAULT '', -- what the entry rests on
  sources TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(sources)) -- JSON array of addresses
) STRICT;

-- What to weigh in each area, in our words.
CREATE TABLE considerations (
  area TEXT NOT NULL REFERENCES areas (area), -- the area
  number INTEGER NOT NULL, -- order, from 1
  title TEXT NOT NULL, -- in a few words
  text TEXT NOT NULL, -- in two or three sentences
  classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classes)), -- JSON array of provision classes
  entries TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(entries)), -- JSON array of catalogue entries that show it
  programs TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(programs)), -- JSON array of programs that show it
  PRIMARY KEY (area, number)
) STRICT;

-- Essential resources of each area.
CREATE TABLE resources (
  area TEXT NOT NULL REFERENCES areas (area), -- the area
  number INTEGER NOT NULL, -- order, from 1
  title TEXT NOT NULL, -- as published
  publisher TEXT NOT NULL, -- who published it
  year INTEGER, -- when, where known
  kind TEXT NOT NULL, -- practical strategy, field-based example, instructive video, report, dataset or law
  url TEXT, -- where it is, where known
  PRIMARY KEY (area, number)
) STRICT;

-- Ways to advance legislation and the key elements of a complete bill.
CREATE TABLE strategies (
  kind TEXT NOT NULL CHECK (kind IN ('way', 'element')), -- a way to advance a bill or an element of a bill
  number INTEGER NOT NULL, -- order, from 1
  key TEXT, -- key of an element
  title TEXT NOT NULL, -- in a few words
  asks TEXT NOT NULL DEFAULT '', -- the question an element answers
  steps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(steps)), -- JSON array of steps of a way
  classes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(classes)), -- JSON array of provision classes of an element
  examples TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(examples)), -- JSON array of catalogue entries that show an element
  PRIMARY KEY (kind, number)
) STRICT;

-- Stages of making a law: the answers to "what stage are you at?".
CREATE TABLE stages (
  stage TEXT PRIMARY KEY, -- key, part of the address
  number INTEGER NOT NULL, -- order, from 1
  title TEXT NOT NULL, -- in a few words
  question TEXT NOT NULL, -- what a reader at this stage asks
  text TEXT NOT NULL, -- in a paragraph
  steps TEXT NOT NULL CHECK (json_valid(steps)), -- JSON array of what to do
  elements TEXT NOT NULL CHECK (json_valid(elements)), -- JSON array of keys of elements of a bill
  classes TEXT NOT NULL CHECK (json_valid(classes)), -- JSON array of provision classes
  areas TEXT NOT NULL CHECK (json_valid(areas)), -- JSON array of issue areas that help
  entries TEXT NOT NULL CHECK (json_valid(entries)), -- JSON array of catalogue entries that show it
  programs TEXT NOT NULL CHECK (json_valid(programs)) -- JSON array of programs that show it
) STRICT;

-- Community responder, co-responder, mobile crisis and call-diversion programs.
CREATE TABLE programs (
  program_id TEXT PRIMARY KEY, -- key in data/knowledge/programs
  jurisdiction TEXT NOT NULL REFERENCES jurisdictions (jurisdiction), -- where
  name TEXT NOT NULL, -- name of the program
  response_type TEXT NOT NULL, -- community_responder, co_responder, mobile_crisis or call_diversion
  status TEXT NOT NULL, -- active, planned, ended and so on
  status_as_of TEXT, -- date of the newest source read, where recorded
  launched TEXT, -- year or date
  launched_note TEXT, -- what that date leaves out
  lead_agency TEXT NOT NULL, -- who runs it
  dispatch_integration TEXT, -- how calls reach it
  staffing TEXT, -- who answers
  hours TEXT, -- when
  funding TEXT, -- what pays for it
  call_volume TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(call_volume)), -- JSON array of counts with period and kind; never to be added up
  is_verified INTEGER NOT NULL CHECK (is_verified IN (0, 1)), -- 1 when read in a source
  verified_what TEXT NOT NULL, -- what exactly was read
  sources TEXT NOT NULL CHECK (json_valid(sources)), -- JSON array of addresses
  highlight_number INTEGER, -- order among the featured programs
  law_note TEXT, -- what it stands on where no law of the catalogue
  checked_date TEXT NOT NULL, -- when a person last went over the entry
  note TEXT -- cautions
) STRICT;

-- Issue areas that a program shows.
CREATE TABLE program_areas (
  program_id TEXT NOT NULL REFERENCES programs (program_id), -- the program
  area TEXT NOT NULL REFERENCES areas (area), -- the area
  PRIMARY KEY (program_id, area)
) STRICT;

-- Laws that a program stands on.
CREATE TABLE program_laws (
  program_id TEXT NOT NULL REFERENCES programs (program_id), -- the program
  bill_id TEXT NOT NULL REFERENCES bills (bill_id), -- the law
  PRIMARY KEY (program_id, bill_id)
) STRICT;

-- What a program achieved, as a source says; never to be compared without the definition.
CREATE TABLE program_results (
  program_id TEXT NOT NULL REFERENCES programs (program_id), -- the program
  number INTEGER NOT NULL, -- order, from 1
  measure TEXT NOT NULL, -- what was counted
  value TEXT NOT NULL, -- the figure as the source gives it
  period TEXT NOT NULL, -- year or span of time
  definition TEXT NOT NULL, -- how the source defines it
  source_url TEXT NOT NULL, -- where it was read
  PRIMARY KEY (program_id, number)
) STRICT;

-- The program of each week.
CREATE TABLE highlights (
  week TEXT PRIMARY KEY, -- ISO week, such as 2026-W48
  program_id TEXT NOT NULL REFERENCES programs (program_id), -- the program
  text TEXT NOT NULL -- what another place can learn from it
) STRICT;

-- What entries of the knowledge base said wrongly, and when that was mended.
CREATE TABLE catalogue_corrections (
  correction_id TEXT PRIMARY KEY, -- key in data/knowledge/corrections.yml
  correction_date TEXT NOT NULL, -- day of the correction
  kind TEXT NOT NULL, -- law, program, fee or area
  entry_id TEXT NOT NULL, -- key of the entry
  bill_id TEXT, -- its bill, where it is a law
  was TEXT NOT NULL, -- what it said
  now TEXT NOT NULL, -- what it says
  source_url TEXT NOT NULL -- what showed the error
) STRICT;

-- Provision classes of the codebook.
CREATE TABLE classes (
  class TEXT PRIMARY KEY, -- key
  number INTEGER NOT NULL, -- order, from 1
  area TEXT NOT NULL REFERENCES areas (area), -- issue area it belongs to
  label TEXT NOT NULL, -- name
  topic TEXT NOT NULL CHECK (topic IN ('crisis', 'any')), -- crisis: coded only in a text about crisis response; any: whatever the subject
  does TEXT NOT NULL, -- what a provision of this class does
  not_this TEXT NOT NULL -- what does not count
) STRICT;

-- ------------------------------------------------------------------ search

-- Full-text index of bills: number, title, abstract and digest lines.
CREATE VIRTUAL TABLE bills_fts USING fts5 (
  identifier, title, abstract, digest, bill_id UNINDEXED, tokenize = 'porter unicode61'
);

-- Full-text index of provisions.
CREATE VIRTUAL TABLE provisions_fts USING fts5 (
  heading, text, content = 'provisions', content_rowid = 'rowid', tokenize = 'porter unicode61'
);
CREATE TRIGGER provisions_added AFTER INSERT ON provisions BEGIN
  INSERT INTO provisions_fts (rowid, heading, text) VALUES (new.rowid, new.heading, new.text);
END;
CREATE TRIGGER provisions_removed AFTER DELETE ON provisions BEGIN
  INSERT INTO provisions_fts (provisions_fts, rowid, heading, text)
  VALUES ('delete', old.rowid, old.heading, old.text);
END;

-- Full-text index of programs.
CREATE VIRTUAL TABLE programs_fts USING fts5 (
  name, body, program_id UNINDEXED, tokenize = 'porter unicode61'
);

-- Full-text index of considerations.
CREATE VIRTUAL TABLE considerations_fts USING fts5 (
  title, text, area UNINDEXED, number UNINDEXED, tokenize = 'porter unicode61'
);
