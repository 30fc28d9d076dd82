-- Where do the words stand in these programs?
SELECT rowid, highlight(programs_fts, 0, :open, :close) AS title,
  snippet(programs_fts, 1, :open, :close, '…', 44) AS text
FROM programs_fts
WHERE programs_fts MATCH :match AND rowid IN (SELECT value FROM json_each(:rowids))
