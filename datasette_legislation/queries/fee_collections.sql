-- What did each charge bring, year by year?
SELECT fee_id, year, amount_usd, source_url, source_name, note FROM fee_collections ORDER BY fee_id, number
