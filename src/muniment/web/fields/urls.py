"""Addresses of the fields page. A code with a dot is a field, one without is a compartment."""

from django.urls import path

from muniment.web.fields import views

PREFIX = "fields/"
app_name = "fields"

urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.add, name="add"),
    path("new-compartment/", views.add_compartment, name="add_compartment"),
    path("of/<str:code>/", views.field, name="field"),
    path("of/<str:code>/rename/", views.rename, name="rename"),
    path("of/<str:code>/retire/", views.retire, name="retire"),
    path("of/<str:code>/restore/", views.restore, name="restore"),
]
