"""Addresses of the sections of a case and of their settings; `urls.py` takes them in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
