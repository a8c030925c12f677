"""Addresses of the portal: one page for each link, and no other."""

from django.urls import path

from muniment.portal import views

app_name = "portal"
urlpatterns = [path("<str:token>/", views.answer, name="answer")]
