-- Which language of bills new or reprinted in these days stood in another bill, too?
WITH newest AS MATERIALIZED (
  -- the printing of each bill that was the newest at the end of these days: later ones do not change the answer
  SELECT v.bill_id, b.jurisdiction, max(v.number) AS number
  FROM versions v JOIN bill_current b USING (bill_id) JOIN version_texts t USING (version_id)
    JOIN links l ON l.link_id = t.link_id JOIN fetches f ON f.fetch_id = l.fetch_id
  WHERE b.is_relevant = 1 AND f.fetched_at < :after
  GROUP BY v.bill_id
), printed AS MATERIALIZED (
  SELECT n.bill_id, n.jurisdiction, v.version_id FROM newest n JOIN versions v USING (bill_id, number)
), fresh AS (
  SELECT DISTINCT c.bill_id FROM changes c
  WHERE c.field IN ('bill', 'versions') AND c.new IS NOT NULL AND c.changed_at >= :first AND c.changed_at < :after
), said AS MATERIALIZED (
  SELECT DISTINCT p.wording FROM fresh JOIN printed USING (bill_id) JOIN provisions p USING (version_id)
  WHERE p.wording <> '' AND EXISTS (SELECT 1 FROM labels l WHERE l.provision_id = p.provision_id AND l.verdict = 'given')
), standing AS (
  SELECT DISTINCT p.wording, n.bill_id, n.jurisdiction, min(p.provision_id) OVER (PARTITION BY p.wording) AS provision_id
  FROM said CROSS JOIN provisions p USING (wording) JOIN printed n USING (version_id)
  WHERE p.wording <> '' -- as the index has it
  ORDER BY p.wording, n.bill_id
), shared AS (
  SELECT wording, provision_id, json_group_array(bill_id) AS bill_ids, count(*) AS bills, count(DISTINCT jurisdiction) AS places
  FROM standing GROUP BY wording HAVING count(*) > 1
), families AS (
  -- bills that share one section often share several: the first speaks for all
  SELECT *, row_number() OVER (PARTITION BY bill_ids ORDER BY provision_id) AS rank FROM shared
)
SELECT f.bill_ids, f.bills, f.places, p.number, p.section_number, p.heading, p.text, v.bill_id, v.number AS version
FROM families f JOIN provisions p USING (provision_id) JOIN versions v USING (version_id)
WHERE f.rank = 1
ORDER BY f.places DESC, f.bills DESC, f.provision_id LIMIT 8
