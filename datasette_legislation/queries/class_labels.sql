-- Which provisions have the class, surest first?
SELECT p.rowid AS rowid, max(l.score) AS score FROM current_labels l JOIN provisions p USING (provision_id)
WHERE l.class = :class GROUP BY p.rowid ORDER BY score DESC, p.rowid
