"""The pages behind the links of mails. A GET changes nothing, ever; a POST answers.

The token is the capability: no session, no cookie, so nothing for another site to ride on.
A route's name is in the API's description; its docstring would be too.
"""
