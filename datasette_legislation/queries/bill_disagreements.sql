-- Where do the sources of the bill tell different things?
SELECT d.field, d.source, a.title AS source_title, d.says, d.other_source, b.title AS other_title, d.other_says
FROM source_disagreements d LEFT JOIN sources a ON a.source = d.source LEFT JOIN sources b ON b.source = d.other_source
WHERE d.bill_id = :bill_id ORDER BY d.field, d.other_source
