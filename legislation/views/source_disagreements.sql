-- Where do two sources of one bill tell different things? The source whose words are shown stands first;
-- compared are records with actions, since a catalogue entry has a title of its own.
CREATE VIEW source_disagreements AS
-- Not materialized: a bill's page asks for one bill.
WITH records AS NOT MATERIALIZED (
  SELECT s.bill_id, s.source, s.source = b.source AS is_shown, f.field,
    CASE f.field WHEN 'title' THEN s.title WHEN 'latest action' THEN s.latest_action_date ELSE s.versions END AS says
  FROM bill_sources s JOIN bills b USING (bill_id)
  CROSS JOIN (SELECT 'title' AS field UNION ALL SELECT 'latest action' UNION ALL SELECT 'printings') f
  WHERE s.actions > 0)
SELECT a.bill_id, a.field, a.source, a.says, b.source AS other_source, b.says AS other_says
FROM records a JOIN records b ON b.bill_id = a.bill_id AND b.field = a.field AND NOT b.is_shown
WHERE a.is_shown
  AND lower(rtrim(replace(a.says, '  ', ' '), '. ')) <> lower(rtrim(replace(b.says, '  ', ' '), '. '));
