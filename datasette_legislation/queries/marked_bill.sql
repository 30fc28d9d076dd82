-- Where do the words stand in these bills?
SELECT rowid, highlight(bills_fts, 1, :open, :close) AS title,
  snippet(bills_fts, 2, :open, :close, '…', 44) AS abstract,
  snippet(bills_fts, 3, :open, :close, '…', 44) AS digest
FROM bills_fts
WHERE bills_fts MATCH :match AND rowid IN (SELECT value FROM json_each(:rowids))
