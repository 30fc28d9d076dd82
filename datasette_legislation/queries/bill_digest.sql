-- What does the law do, in our words?
SELECT d.entry_id, d.number, d.class, c.label, d.does, d.section, d.amount, d.date, d.agency, d.score, e.is_verified
FROM digest_lines d JOIN catalogue_entries e USING (entry_id) LEFT JOIN classes c USING (class)
WHERE d.bill_id = :bill_id ORDER BY d.entry_id, d.number
