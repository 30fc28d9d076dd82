-- What does each 988 charge cost, cost before, or would cost: every figure with its law, section and source?
CREATE VIEW fee_ledger AS
SELECT f.jurisdiction, j.name AS jurisdiction_name, f.fee_id, f.name, f.mechanism, f.state,
  a.number, a.stage, a.kind, a.amount_usd, a.percent, a.unit, a.from_date, a.to_date,
  a.bill_id, b.identifier, b.status, b.status_date, a.version, a.section, a.source_name, a.source_url, a.note,
  f.method, f.verified_what, f.checked_date
FROM fees f JOIN jurisdictions j USING (jurisdiction) JOIN fee_amounts a USING (fee_id)
LEFT JOIN bill_current b ON b.bill_id = a.bill_id;
