"""How many meetings of the tripwire wait; what they are is read through `tripping`."""

from muniment.investigations.models import TripwireHit


def open_meetings() -> int:
    """Count the meetings that nobody judged yet; one query."""
    return TripwireHit.objects.filter(state=TripwireHit.State.OPEN).count()
