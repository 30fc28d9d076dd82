-- How often are the machine's labels of each class right, and of which method and version does that hold?
CREATE VIEW class_accuracy AS
SELECT s.name AS class, e.method, e.method_version, e.measured_on, s.precision, s.recall, s.f1, s.support, s.found
FROM evaluations e JOIN evaluation_scores s USING (task)
WHERE e.task = 'labels' AND s.kind = 'one' AND s.support > 0;
