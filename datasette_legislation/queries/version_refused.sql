-- Which classes did a person refuse to the version's provisions, and had the machine given them?
SELECT l.provision_id, l.class, c.label, l.why, l.method, l.method_version,
  (SELECT max(m.score) FROM labels m
    WHERE m.provision_id = l.provision_id AND m.class = l.class AND m.method <> 'curated') AS machine_score
FROM provisions p JOIN labels l USING (provision_id) JOIN classes c USING (class)
WHERE p.version_id = :version_id AND l.verdict = 'refused' ORDER BY p.number, c.number
