"""Addresses of the ledger."""

from django.urls import path

from muniment.web.ledger import entry, proofs, views

PREFIX = "ledger/"
app_name = "ledger"

urlpatterns = [
    path("", views.index, name="index"),
    path("checkpoints/", views.checkpoints, name="checkpoints"),
    path("verify.html", proofs.verifier, name="verifier"),
    path("<uuid:entry_id>/", entry.entry, name="entry"),
    path("<uuid:entry_id>/openings/", entry.openings, name="openings"),
    path("<uuid:entry_id>/check/", entry.verified, name="check"),
    path("<uuid:entry_id>/proof/", proofs.proof, name="proof"),
    path("<uuid:entry_id>/leaf/", proofs.leaf, name="leaf"),
    path("<uuid:entry_id>/package/", proofs.package, name="package"),
]
