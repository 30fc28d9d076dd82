-- Who labels with the class, and how often is that right?
SELECT l.method, l.method_version, count(*) AS labels, a.precision, a.recall, a.f1, a.support, a.measured_on
FROM current_labels l LEFT JOIN class_accuracy a ON a.class = l.class AND a.method = l.method AND a.method_version = l.method_version
WHERE l.class = :class GROUP BY l.method, l.method_version ORDER BY l.method
