-- Which places are known, the United States first, then states by name, then their cities and counties?
SELECT jurisdiction, name, level, postal, parent, jurisdiction_id, legislature, url, tile_row, tile_column
FROM jurisdictions
ORDER BY CASE level WHEN 'federal' THEN 0 WHEN 'state' THEN 1 WHEN 'district' THEN 1 WHEN 'territory' THEN 2 ELSE 3 END, name
