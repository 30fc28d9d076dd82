-- Which provision classes does each bill have, who says so, and how often? Machine labels count in the newest text only.
CREATE VIEW bill_classes AS
SELECT bill_id, class, 'curated' AS method, count(*) AS provisions, max(score) AS score
FROM digest_lines WHERE class IS NOT NULL GROUP BY bill_id, class
UNION ALL
SELECT v.bill_id, l.class, l.method, count(*) AS provisions, max(l.score) AS score
FROM current_labels l JOIN provisions p USING (provision_id) JOIN latest_versions v USING (version_id)
GROUP BY v.bill_id, l.class, l.method;
