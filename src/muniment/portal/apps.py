"""The portal as Django sees it: pages, letters, no tables."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """One-time pages for people without an account."""

    name = "muniment.portal"
    label = "portal"
    verbose_name = "Portal"
