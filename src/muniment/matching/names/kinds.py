"""What a name stands for, and how strictly two names are held against each other."""

from enum import StrEnum


class Kind(StrEnum):
    """Whose name it is."""

    PERSON = "person"
    COMPANY = "company"
    ORGANIZATION = "organization"
    LEGAL_ENTITY = "legal_entity"
    VESSEL = "vessel"

    @classmethod
    def of(cls, schema: str) -> "Kind":
        """Read the word that a list uses (`LegalEntity`, `individual`); unknown: a legal entity."""
        return _SCHEMAS.get("".join(schema.lower().split()).replace("_", ""), cls.LEGAL_ENTITY)


class Strictness(StrEnum):
    """What a wrong answer costs.

    `SCREENING` raises a pair that a person should look at: a missed party is the expensive
    error. `MERGING` joins records without asking: a stranger joined is the expensive error.
    """

    SCREENING = "screening"
    MERGING = "merging"


_SPELLINGS = {
    Kind.PERSON: ("person", "individual", "natural", "naturalperson", "people"),
    Kind.COMPANY: ("company", "business", "firm"),
    Kind.ORGANIZATION: ("organization", "organisation", "publicbody"),
    Kind.VESSEL: ("vessel", "ship", "aircraft", "airplane", "vehicle"),
}
_SCHEMAS = {word: kind for kind, words in _SPELLINGS.items() for word in words}
