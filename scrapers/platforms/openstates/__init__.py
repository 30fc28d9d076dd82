"""Open States, https://openstates.org: the API v3 and the files of whole sessions.

Their bills are what govbot's repositories hold, written out otherwise; each is brought into the shape
that `scrapers.platforms.govbot.shapes` reads. Source: openstates/api-v3 (`api/schemas.py`) and
openstates/openstates.org (`bulk/management/commands/bulk_export.py`).
"""
