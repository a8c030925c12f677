"""Addresses of the portal: one page for each link, and no other."""

from django.urls import path

from muniment.portal import contacts, views

app_name = "portal"
urlpatterns = [
    path("contact/<str:token>/", contacts.contact, name="contact"),
    path("<str:token>/", views.answer, name="answer"),
]
