-- Which classes do the version's provisions have, which words show it, how often is such a label right, and what had the machine said where a person decided?
SELECT l.provision_id, l.class, c.label, l.evidence_start, l.evidence_end, l.why, l.method, l.method_version, l.score,
  a.f1, a.support,
  (SELECT max(m.score) FROM labels m WHERE l.method = 'curated'
    AND m.provision_id = l.provision_id AND m.class = l.class AND m.method <> 'curated') AS machine_score
FROM provisions p JOIN current_labels l USING (provision_id) JOIN classes c USING (class)
LEFT JOIN class_accuracy a ON a.class = l.class AND a.method = l.method AND a.method_version = l.method_version
WHERE p.version_id = :version_id ORDER BY p.number, l.score DESC, c.number
