-- What in the knowledge base wants a person's eye?
SELECT kind, entry_id, bill_id, jurisdiction, jurisdiction_name, reason, detail, checked_date FROM editorial_review
ORDER BY reason, jurisdiction_name, entry_id
