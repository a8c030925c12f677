"""Addresses of customers and dossiers."""

from django.urls import path

from muniment.web.vault import acts, customers, dossier, editing, opening, records, rights

PREFIX = "customers/"
app_name = "customers"

urlpatterns = [
    path("", customers.index, name="index"),
    path("clash/", customers.clash, name="clash"),
    path("clash/left/", customers.left, name="clash_left"),
    path("new/", opening.new, name="new"),
    path("<uuid:dossier_id>/", dossier.dossier, name="dossier"),
    path("<uuid:dossier_id>/named/", opening.named, name="named"),
    path("<uuid:dossier_id>/orders/", records.orders, name="orders"),
    path("<uuid:dossier_id>/record/", records.record, name="record"),
    path("<uuid:dossier_id>/rights/", rights.rights, name="rights"),
    path("<uuid:dossier_id>/secrets/", records.secrets, name="secrets"),
    path("<uuid:dossier_id>/closing/", rights.closing, name="closing"),
    path("<uuid:dossier_id>/history/<str:field>/", records.history, name="history"),
    path("<uuid:dossier_id>/do/<slug:name>/", acts.act, name="act"),
    path("<uuid:dossier_id>/do/<slug:name>/<str:what>/", acts.act, name="act_on"),
    path("<uuid:dossier_id>/in/<slug:code>/", dossier.compartment, name="compartment"),
    path("<uuid:dossier_id>/in/<slug:code>/closed/", dossier.closed, name="closed"),
    path("<uuid:dossier_id>/in/<slug:code>/edit/", editing.edit, name="edit"),
    path("<uuid:dossier_id>/in/<slug:code>/verify/", editing.verify, name="verify"),
    path("<uuid:dossier_id>/in/<slug:code>/why/", records.explained, name="explain"),
]
