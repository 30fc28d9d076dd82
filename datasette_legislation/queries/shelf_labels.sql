-- Which classes does each provision have, and who says so?
SELECT p.rowid AS rowid, l.class, l.method, l.method_version FROM current_labels l JOIN provisions p USING (provision_id)
