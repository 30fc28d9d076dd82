-- Which bills match? Number and title weigh most, then our digest, then the publisher's summary.
SELECT rowid, -bm25(bills_fts, 8.0, 5.0, 1.0, 3.0) FROM bills_fts WHERE bills_fts MATCH :match
