-- A machine never calls a bill enacted without the date of the action that made it so.
SELECT bill_id FROM statuses WHERE method <> 'curated' AND status = 'enacted' AND status_date IS NULL;
