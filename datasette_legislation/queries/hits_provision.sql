-- Which provisions match?
SELECT rowid, -bm25(provisions_fts, 3.0, 1.0) FROM provisions_fts WHERE provisions_fts MATCH :match
