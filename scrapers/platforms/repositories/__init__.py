"""Repositories of bills: a folder on this machine, git here or on a host, or a web archive.

`tree` is what a reader of bills sees of any of them, `folder` a plain folder, `git` a git repository
that is here and `clone` one that is elsewhere, `git_command` git itself, `web_archive` what was once
read of one; `opening` finds out which an address is; `reader` and `spider` are the bases of those who
read one. Nothing is checked out, and from a host come only the files that a reader asks for.
"""
