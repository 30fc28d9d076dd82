-- Which considerations match?
SELECT rowid, -bm25(considerations_fts, 5.0, 1.0) FROM considerations_fts WHERE considerations_fts MATCH :match
