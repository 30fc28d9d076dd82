-- By what can each program be found?
SELECT f.rowid AS rowid, p.program_id, p.jurisdiction, j.level, substr(p.launched, 1, 4) AS year,
  coalesce(p.launched, '') AS date,
  (SELECT json_group_array(area) FROM program_areas a WHERE a.program_id = p.program_id) AS areas
FROM programs_fts f JOIN programs p USING (program_id) JOIN jurisdictions j USING (jurisdiction)
