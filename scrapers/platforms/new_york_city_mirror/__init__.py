"""https://github.com/jehiah/nyc_legislation, which keeps what New York City's Legistar says.

`rows` says what its files hold, `bill` makes one our item with what the Legistar platform knows.
"""
