"""Legislation repositories in the layout of https://github.com/govbot-data, one a jurisdiction.

Each holds what the Open States scrapers read (`metadata.json`) and the documents as the state
served them (`files/`). `registry` knows the repositories and where bills lie in one, `shapes` what
metadata.json holds; `bill` makes it our item, `parts` and `printings` the parts of that, `files`
finds the document of each link, `words` holds the terms.
"""
