-- Evidence is a non-empty span inside its provision.
SELECT l.provision_id, l.class FROM labels l JOIN provisions p USING (provision_id)
WHERE l.evidence_start < 0 OR l.evidence_end <= l.evidence_start OR l.evidence_end > length(p.text);
