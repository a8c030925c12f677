"""Addresses of the access table."""

from django.urls import path

from muniment.web.policy import drafting, explaining, views

PREFIX = "access/"
app_name = "access"

urlpatterns = [
    path("", views.index, name="index"),
    path("versions/", views.versions, name="versions"),
    path("versions/<int:number>/", views.version, name="version"),
    path("versions/<int:number>/adopt/", drafting.adopt, name="adopt"),
    path("versions/<int:number>/withdraw/", drafting.withdraw, name="withdraw"),
    path("compare/", views.compare, name="compare"),
    path("csv/", views.csv_out, name="csv_out"),
    path("draft/", drafting.draft, name="draft"),
    path("draft/csv/", drafting.csv_in, name="csv_in"),
    path("draft/review/", drafting.review, name="review"),
    path("draft/propose/", drafting.propose, name="propose"),
    path("draft/in/<slug:compartment>/", drafting.in_lists, name="in_lists"),
    path("explain/", explaining.index, name="explain"),
]
