"""Addresses of the list pages. A name that is screened travels in the body, never here."""

from django.urls import path

from muniment.web.screening import asking, own, versions

PREFIX = "lists/"
app_name = "screening"
urlpatterns = [
    path("", asking.screen, name="screen"),
    path("in-force/", versions.index, name="index"),
    path("load/", versions.load, name="load"),
    path("versions/<int:number>/", versions.version, name="version"),
    path("many/", asking.screen_file, name="screen_file"),
    path("own/", own.index, name="own"),
    path("own/enter/", own.enter, name="enter"),
    path("own/<uuid:own_id>/again/", own.again, name="again"),
    path("own/<uuid:own_id>/remove/", own.remove, name="remove"),
]
