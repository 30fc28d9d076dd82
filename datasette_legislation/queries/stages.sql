-- What are the stages of making a law?
SELECT stage, number, title, question, text, steps, elements, classes, areas, entries, programs FROM stages ORDER BY number
