-- Which line does the data of each source want beside them?
SELECT source, credit || ', ' || credit_url AS credit FROM sources WHERE credit <> ''
