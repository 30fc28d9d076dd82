-- Who labels, in how many provisions of all texts?
SELECT method, method_version, count(*) AS labels FROM current_labels GROUP BY method, method_version ORDER BY labels DESC
