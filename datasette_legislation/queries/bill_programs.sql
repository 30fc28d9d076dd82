-- Which programs stand on the bill?
SELECT p.program_id, p.name FROM program_laws l JOIN programs p USING (program_id) WHERE l.bill_id = :bill_id ORDER BY p.name
