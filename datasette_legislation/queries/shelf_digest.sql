-- Which classes did a person record for each bill?
SELECT DISTINCT bill_id, class FROM digest_lines WHERE class IS NOT NULL
