"""Councils that publish through Legistar, some hundred of them, each an entry of `councils.yml`.

`spider` asks the Web API and `insite` the web pages where a council's API is off; `rows`, `search_page`
and `detail_page` say what the answers hold, `bill` makes them our item, `actions` knows what an
action's words mean, `councils` reads the entries.
"""
