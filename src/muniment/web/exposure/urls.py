"""Addresses of exposure."""

from django.urls import path

from muniment.web.exposure import views, weights

PREFIX = "exposure/"
app_name = "exposure"
urlpatterns = [
    path("", views.index, name="index"),
    path("people/<uuid:person_id>/", views.person, name="person"),
    path("customers/<uuid:dossier_id>/", views.customer, name="customer"),
    path("pair/", views.pair, name="pair"),
    path("again/", views.again, name="again"),
    path("weights/", weights.index, name="weights"),
    path("weights/propose/", weights.propose, name="propose"),
    path("weights/learn/", weights.learn, name="learn"),
    path("weights/<int:number>/adopt/", weights.adopt, name="adopt"),
    path("weights/<int:number>/withdraw/", weights.withdraw, name="withdraw"),
]
