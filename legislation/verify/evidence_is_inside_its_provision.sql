-- Evidence is a non-empty span inside its provision.
SELECT provision_id, what FROM (
  SELECT provision_id, class AS what, evidence_start, evidence_end FROM labels
  UNION ALL SELECT provision_id, kind, evidence_start, evidence_end FROM provision_amounts
  UNION ALL SELECT provision_id, kind, evidence_start, evidence_end FROM provision_dates
  UNION ALL SELECT provision_id, name, evidence_start, evidence_end FROM provision_bodies
  UNION ALL SELECT provision_id, citation, evidence_start, evidence_end FROM citations
) JOIN provisions p USING (provision_id)
WHERE evidence_start < 0 OR evidence_end <= evidence_start OR evidence_end > length(p.text);
