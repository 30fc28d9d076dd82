-- How often is a label of each class right, and of which method and version does that hold?
SELECT class, method, method_version, f1, support FROM class_accuracy
