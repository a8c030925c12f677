"""Addresses of the same hands."""

from django.urls import path

from muniment.web.hands import views

PREFIX = "hands/"
app_name = "hands"
urlpatterns = [
    path("", views.index, name="index"),
    path("<uuid:case_id>/<uuid:link_id>/", views.pair, name="pair"),
    path("<uuid:case_id>/<uuid:link_id>/judge/", views.judge, name="judge"),
]
