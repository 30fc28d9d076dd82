"""The weekly digest: what one ISO week brought, the same whenever it is asked for.

`week` knows calendars, `contents` asks the database, `message` makes the e-mail, `__main__` writes and
sends it; `updates_page` shows it on the site.
"""
