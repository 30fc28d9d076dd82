-- Which classes does each provision have, whoever says so?
SELECT DISTINCT p.rowid AS rowid, l.class FROM labels l JOIN provisions p USING (provision_id)
