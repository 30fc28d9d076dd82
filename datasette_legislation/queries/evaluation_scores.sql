-- How often is the machine right, class by class and over all?
SELECT s.task, s.kind, s.name, c.label, s.precision, s.recall, s.f1, s.support, s.found
FROM evaluation_scores s LEFT JOIN classes c ON s.task = 'labels' AND c.class = s.name ORDER BY s.task, s.number
