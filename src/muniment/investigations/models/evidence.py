"""Evidence: what was seen, byte for byte, in a chain that shows when a link is touched."""

from django.db import models
from django.db.models import Q

from muniment.core.ids import new_id
from muniment.investigations.models.cases import Case


class Evidence(models.Model):
    """One piece of evidence; never edited, only superseded by a later one.

    `sealed` opens to canonical JSON: kind, source, method, status, at, by, sha256 and size of
    the plain bytes, a salt, and what it supersedes. `chain` is SHA-256 over the chain hash
    before it and that JSON; the salt keeps anybody from confirming a guess by it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence", db_index=False)
    number = models.PositiveIntegerField()
    run = models.UUIDField(null=True)  # of the check that kept it
    sealed = models.BinaryField()
    chain = models.CharField(max_length=64)  # hexadecimal
    at = models.DateTimeField()
    by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="investigations_evidence_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="investigations_evidence_from_one"
            ),
        ]


class EvidenceContent(models.Model):
    """The sealed bytes, apart from the list, so that reading a case does not load them."""

    evidence = models.OneToOneField(
        Evidence, models.PROTECT, primary_key=True, related_name="content"
    )
    sealed = models.BinaryField()
