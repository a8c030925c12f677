"""The only way out of the house: fetching an address and asking the name service.

Everything that comes back is kept as evidence before anybody reads it. Whatever could not be
had raises `NotReached`; nothing here turns a silence into an answer.
"""
