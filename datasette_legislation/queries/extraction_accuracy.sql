-- How often are the amounts, dates and names right that this version of the machine reads?
SELECT s.f1, s.support FROM evaluations e JOIN evaluation_scores s ON s.task = e.task AND s.kind = 'micro'
WHERE e.task = 'extraction' AND e.method = :method AND e.method_version = :method_version
