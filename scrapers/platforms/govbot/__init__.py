"""Legislation repositories in the layout of https://github.com/govbot-data, one a jurisdiction.

Each holds what the Open States scrapers read (`metadata.json`) and the documents as the state
served them (`files/`). `repository` gets a folder, `shapes` says what metadata.json holds, `bill`
makes it our item, `files` finds the document of each link, `stages` and `words` hold the terms.
"""
