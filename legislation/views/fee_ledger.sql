-- What 988 fees, caps and prepaid fees does the catalogue record, under which bill, and who says so?
CREATE VIEW fee_ledger AS
SELECT b.jurisdiction, b.jurisdiction_name, b.bill_id, b.identifier, b.status, b.status_date,
  a.kind, a.amount_usd, a.unit, a.from_date, a.to_date, a.note, a.method, e.is_verified, e.verified_what
FROM amounts a JOIN bill_current b USING (bill_id) JOIN catalogue_entries e ON e.entry_id = a.entry_id
WHERE a.kind IN ('fee', 'fee_cap', 'prepaid_fee', 'prepaid_fee_cap');
