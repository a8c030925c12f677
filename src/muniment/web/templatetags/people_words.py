"""Tags of the people pages."""

from django import template

from muniment.people.queries import ChartNode
from muniment.web.words import role_name

register = template.Library()


@register.simple_tag
def person_detail(node: ChartNode) -> str:
    """Say role and team of somebody in the org chart."""
    return ", ".join(part for part in (role_name(node.role), node.team) if part)
