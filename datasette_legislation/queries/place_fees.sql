-- Which fees does the catalogue record for a place, law before proposal?
SELECT f.*, c.is_session_over, c.source FROM fee_ledger f JOIN bill_current c USING (bill_id)
WHERE f.jurisdiction = :jurisdiction
ORDER BY f.status IN ('enacted', 'adopted') DESC, f.from_date, f.kind, f.bill_id
