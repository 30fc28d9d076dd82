-- What a build ends with: references between bills, and the full-text indexes of what it wrote.
-- A bill is found by its number as printed (HB 1477), closed up (HB1477), and by its other numbers.
UPDATE related_bills SET related_bill_id = NULL WHERE related_bill_id NOT IN (SELECT bill_id FROM bills);
INSERT INTO bills_fts (identifier, title, abstract, digest, bill_id)
SELECT identifier || ' ' || replace(identifier, ' ', '')
  || coalesce((SELECT ' ' || group_concat(i.identifier, ' ') FROM identifiers i WHERE i.bill_id = b.bill_id), ''),
  title, abstract,
  coalesce((SELECT group_concat(does, '. ') FROM digest_lines d WHERE d.bill_id = b.bill_id), ''), bill_id
FROM bills b ORDER BY bill_id;
INSERT INTO programs_fts (name, body, program_id)
SELECT name, lead_agency || '. ' || coalesce(dispatch_integration, '') || '. ' || coalesce(staffing, '')
  || '. ' || coalesce(funding, '') || '. ' || coalesce(note, ''), program_id
FROM programs ORDER BY program_id;
INSERT INTO considerations_fts (title, text, area, number)
SELECT title, text, area, number FROM considerations ORDER BY area, number;
