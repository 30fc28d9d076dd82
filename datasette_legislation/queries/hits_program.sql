-- Which programs match?
SELECT rowid, -bm25(programs_fts, 5.0, 1.0) FROM programs_fts WHERE programs_fts MATCH :match
