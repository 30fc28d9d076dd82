-- Which charges does the ledger record for a place, with the figure charged now or last known?
SELECT f.fee_id, f.name, f.state, a.kind, a.stage, a.amount_usd, a.percent, a.unit, a.from_date, a.to_date, a.section,
  a.source_name, a.source_url, a.bill_id, a.identifier
FROM fees f JOIN fee_ledger a USING (fee_id)
WHERE f.jurisdiction = :jurisdiction
ORDER BY f.state IN ('in_force', 'enacted') DESC, f.fee_id, a.from_date, a.number
