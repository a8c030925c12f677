"""The two ways in which a check can end badly."""


class Untrusted(Exception):
    """The evidence does not hold.

    Attributes:
        part: format, signature, inclusion, entry, origin or opening.
        why: a short code; `words.WHY` has the sentence.
    """

    def __init__(self, part: str, why: str) -> None:
        super().__init__(f"{part}: {why}")
        self.part = part
        self.why = why


class Misuse(Exception):
    """The check was asked for in a way that cannot be answered; says nothing about the evidence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
