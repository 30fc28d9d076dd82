-- What did a person record about this bill?
SELECT * FROM catalogue_entries WHERE bill_id = :bill_id ORDER BY entry_id
