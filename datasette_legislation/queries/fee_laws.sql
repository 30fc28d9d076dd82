-- Which bills make, change or propose each charge?
SELECT l.fee_id, b.bill_id, b.identifier, b.title, b.status, b.status_date
FROM fee_laws l JOIN bill_current b USING (bill_id) ORDER BY l.fee_id, b.status_date
