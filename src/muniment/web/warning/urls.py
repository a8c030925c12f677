"""Addresses of the warning pages."""

from django.urls import path

from muniment.web.warning import customers, lists, questions, rates, settings, winbacks

PREFIX = "warnings/"
app_name = "warning"
_ONE = "customers/<uuid:dossier_id>/"
_CASE = "winback/<uuid:winback_id>/"
urlpatterns = [
    path("", lists.index, name="index"),
    path("<uuid:warning_id>/withdraw/", lists.withdraw, name="withdraw"),
    path(_ONE, customers.customer, name="customer"),
    path(f"{_ONE}warnings/<uuid:warning_id>/", customers.outcome, name="outcome"),
    path(f"{_ONE}word/", customers.word, name="word"),
    path(f"{_ONE}pause/", customers.pause, name="pause"),
    path(f"{_ONE}pause/<uuid:suspension_id>/end/", customers.resume, name="resume"),
    path(f"{_ONE}rhythm/", customers.rhythm, name="rhythm"),
    path(f"{_ONE}rhythm/end/", customers.end_rhythm, name="end_rhythm"),
    path(f"{_ONE}winback/", winbacks.start, name="open_winback"),
    path("winback/", winbacks.index, name="winbacks"),
    path(_CASE, winbacks.case, name="winback"),
    path(f"{_CASE}words/", winbacks.tell, name="tell_winback"),
    path(f"{_CASE}steps/", winbacks.step, name="add_step"),
    path(f"{_CASE}steps/<uuid:step_id>/", winbacks.done, name="do_step"),
    path(f"{_CASE}move/", winbacks.move, name="move_winback"),
    path("people/", questions.index, name="questions"),
    path("people/<uuid:dark_id>/", questions.answer, name="answer"),
    path("settings/", settings.index, name="settings"),
    path("settings/days/", settings.save, name="save_settings"),
    path("settings/rates/", settings.rates, name="save_rates"),
    path("settings/rates/bank/", rates.take, name="bank_rates"),
    path("settings/rates/bank/fetch/", rates.fetch, name="fetch_rates"),
    path("settings/score/", settings.score, name="score"),
]
