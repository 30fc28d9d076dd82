-- How to advance a bill, and what a complete bill has?
SELECT kind, number, key, title, asks, steps, classes, examples FROM strategies ORDER BY kind DESC, number
