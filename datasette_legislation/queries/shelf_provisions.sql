-- Which provisions make up the newest readable text of each bill?
SELECT p.rowid AS rowid, v.bill_id FROM latest_versions v CROSS JOIN provisions p USING (version_id)
