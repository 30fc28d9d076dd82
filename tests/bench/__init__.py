"""Benchmarks: each figure as a ratio to a named reference in the same run, medians of several runs."""
