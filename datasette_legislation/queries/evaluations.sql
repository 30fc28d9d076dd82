-- What was measured, on what, when?
SELECT * FROM evaluations
ORDER BY CASE task WHEN 'labels' THEN 1 WHEN 'extraction' THEN 2 WHEN 'segmentation' THEN 3 ELSE 4 END
