-- In which laws did a person record the class, and what do they do?
SELECT d.bill_id, d.number, d.does, d.section, e.is_verified FROM digest_lines d JOIN catalogue_entries e USING (entry_id)
WHERE d.class = :class ORDER BY d.bill_id, d.number
