-- What changed lately, newest first: the new bills, the steps they took, the words that are other than before?
CREATE VIEW recent_changes AS
SELECT c.changed_at, c.bill_id, b.jurisdiction, b.jurisdiction_name, b.identifier, b.title, c.field, c.old, c.new,
  c.source, c.run_id, b.is_relevant
FROM changes c JOIN bill_current b USING (bill_id)
ORDER BY c.changed_at DESC, c.bill_id, c.source, c.field;
