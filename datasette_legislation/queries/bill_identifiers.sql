-- Which other numbers does the bill have?
SELECT identifier, note FROM identifiers WHERE bill_id = :bill_id ORDER BY note, identifier
