-- Which printing of each bill that has a readable text is the newest?
CREATE VIEW latest_versions AS
SELECT v.bill_id, v.version_id, v.number, v.note, v.date, v.classification
FROM versions v
WHERE v.number = (SELECT max(x.number) FROM versions x JOIN version_texts t USING (version_id) WHERE x.bill_id = v.bill_id);
