"""The states of an order, as far as its history tells them."""

from enum import StrEnum


class OrderState(StrEnum):
    """How far an order came."""

    BOOKED = "booked"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    RETURNED = "returned"
