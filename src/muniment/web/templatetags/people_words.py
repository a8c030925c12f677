"""Tags of the people pages."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext

from muniment.people import queries
from muniment.people.domain.roles import Role
from muniment.people.queries import ChartNode, ReaderRow
from muniment.web.words import role_name

register = template.Library()


@register.simple_tag
def after_codes(reader: ReaderRow) -> str:
    """Name the page after the recovery codes: an owner without a copy of the keys takes one."""
    if reader.role is Role.OWNER and queries.company().keys_kept_at is None:
        return reverse("account:keep_keys")
    return "/"


@register.simple_tag
def person_detail(node: ChartNode) -> str:
    """Say role and team of somebody in the org chart."""
    return gettext(", ").join(part for part in (role_name(node.role), node.team) if part)
