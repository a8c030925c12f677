"""Addresses of the settings."""

from django.urls import path

from muniment.web.settings_pages import views

PREFIX = "settings/"
app_name = "settings"

urlpatterns = [
    path("", views.index, name="index"),
    path("check/", views.check, name="check"),
    path("check/progress/", views.progress, name="progress"),
]
