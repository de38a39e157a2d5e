"""Serve the pages behind the links of mails: a GET never changes anything, a POST answers.

The token is the capability: without session or cookie, another site cannot forge a request. A
route's name is in the API's description; its docstring would be too.
"""
