"""Addresses of contact with customers."""

from django.urls import path

from muniment.web.touches import contact, coverage, importing, mine, tray

PREFIX = "contact/"
app_name = "touches"
_OF = "of/<uuid:dossier_id>/"
urlpatterns = [
    path("coverage/", coverage.index, name="coverage"),
    path("defaults/", coverage.defaults, name="defaults"),
    path("mine/", mine.index, name="mine"),
    path("quick/", mine.quick, name="quick"),
    path("feed/make/", mine.make_feed, name="make_feed"),
    path("feed/end/", mine.end_feed, name="end_feed"),
    path("feed/<str:token>.ics", mine.feed, name="feed"),
    path("tray/", tray.index, name="tray"),
    path("tray/<uuid:waiting_id>/assign/", tray.assign, name="assign"),
    path("tray/<uuid:waiting_id>/discard/", tray.discard, name="discard"),
    path("import/", importing.index, name="import"),
    path("import/<uuid:import_id>/", importing.checked, name="checked"),
    path("import/<uuid:import_id>/load/", importing.load, name="load"),
    path("import/<uuid:import_id>/give-up/", importing.give_up, name="give_up"),
    path(_OF, contact.index, name="contact"),
    path(_OF + "log/", contact.log, name="log"),
    path(_OF + "visit/", contact.plan, name="plan"),
    path(_OF + "promise/", contact.promise, name="promise"),
    path(_OF + "duty/", contact.duty, name="duty"),
    path("touch/<uuid:touch_id>/withdraw/", contact.withdraw, name="withdraw"),
    path("visit/<uuid:visit_id>/cancel/", contact.cancel, name="cancel"),
    path("promise/<uuid:promise_id>/<str:outcome>/", contact.settle, name="settle"),
]
