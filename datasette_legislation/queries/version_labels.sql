-- Which classes do the version's provisions have, and which words show it?
SELECT l.provision_id, l.class, c.label, l.evidence_start, l.evidence_end, l.method, l.method_version, l.score
FROM provisions p JOIN labels l USING (provision_id) JOIN classes c USING (class)
WHERE p.version_id = :version_id ORDER BY p.number, l.score DESC, c.number
