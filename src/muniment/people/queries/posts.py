"""Who held which post at a moment of the past."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from muniment.people.models import PostPeriod


def line_managers_at(at: datetime) -> dict[UUID, UUID | None]:
    """Everybody who held a post just before a moment, with her line manager then; one query."""
    held = PostPeriod.objects.filter(Q(ends_at=None) | Q(ends_at__gte=at), starts_at__lt=at)
    return dict(held.values_list("person_id", "line_manager_id"))
