-- What are the version's provisions, in printed order?
SELECT provision_id, number, section_number, heading, start, "end", text, method, score
FROM provisions WHERE version_id = :version_id ORDER BY number
