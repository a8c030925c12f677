"""The one way to what hangs on people: decide who may know → put it on record → then read.

Facts about a person are for those who answer for her, the owner and compliance. Customers are
named by their codename only, and their amounts follow the access table.
"""

from muniment.exposure.gate.card import AloneCount, count_alone
from muniment.exposure.gate.house import read_house
from muniment.exposure.gate.people import LOOK_BACK, read_customer, read_pair, read_person
from muniment.exposure.gate.sight import may_look

__all__ = [
    "LOOK_BACK",
    "AloneCount",
    "count_alone",
    "may_look",
    "read_customer",
    "read_house",
    "read_pair",
    "read_person",
]
