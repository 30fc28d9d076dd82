-- Which language of bills new or reprinted in these days stands in another bill, too?
WITH newest AS MATERIALIZED (
  SELECT v.bill_id, v.version_id, b.jurisdiction FROM latest_versions v JOIN bill_current b USING (bill_id) WHERE b.is_relevant = 1
), fresh AS (
  SELECT DISTINCT c.bill_id FROM changes c
  WHERE c.field IN ('bill', 'versions') AND c.new IS NOT NULL AND c.changed_at >= :first AND c.changed_at < :after
), said AS MATERIALIZED (
  SELECT DISTINCT p.wording FROM fresh JOIN newest USING (bill_id) JOIN provisions p USING (version_id)
  WHERE p.wording <> '' AND EXISTS (SELECT 1 FROM labels l WHERE l.provision_id = p.provision_id AND l.verdict = 'given')
), shared AS (
  SELECT p.wording, group_concat(DISTINCT n.bill_id) AS in_bills, count(DISTINCT n.bill_id) AS bills,
    count(DISTINCT n.jurisdiction) AS places, min(p.provision_id) AS provision_id
  FROM said CROSS JOIN provisions p USING (wording) JOIN newest n USING (version_id)
  GROUP BY p.wording HAVING count(DISTINCT n.bill_id) > 1
), families AS (
  -- bills that share one section often share several: the first speaks for all
  SELECT *, row_number() OVER (PARTITION BY in_bills ORDER BY provision_id) AS number FROM shared
)
SELECT f.wording, f.bills, f.places, p.provision_id, p.number, p.section_number, p.heading, p.text, v.bill_id, v.number AS version
FROM families f JOIN provisions p USING (provision_id) JOIN versions v USING (version_id)
WHERE f.number = 1
ORDER BY f.places DESC, f.bills DESC, f.provision_id LIMIT 8
