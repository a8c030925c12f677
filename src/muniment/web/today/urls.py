"""Addresses of Today."""

from django.urls import path

from muniment.web.today import views

PREFIX = ""
app_name = "today"
urlpatterns = [path("", views.index, name="index")]
