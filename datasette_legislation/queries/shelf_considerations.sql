-- By what can each consideration be found?
SELECT rowid, area, number FROM considerations_fts
