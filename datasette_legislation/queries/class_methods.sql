-- Who labels with the class?
SELECT method, method_version, count(*) AS labels FROM labels WHERE class = :class GROUP BY method, method_version ORDER BY method
