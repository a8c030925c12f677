"""The interface as a whole: its rooms, and what answers when something goes wrong."""

from django.db import DataError, OperationalError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from muniment import __version__
from muniment.api import (
    access,
    bank_rates,
    cards,
    case_course,
    case_facts,
    case_findings,
    case_schedule,
    case_search,
    case_verdicts,
    cases,
    closing,
    compartments,
    contact_duties,
    contact_mail,
    credit,
    customers,
    customs_data,
    customs_profile,
    exposure,
    exposure_weights,
    fields,
    handover,
    handover_after,
    handover_back,
    handover_exit,
    handover_rotation,
    handover_word,
    hands,
    imports,
    jobs,
    keeping,
    ledger,
    log,
    me,
    orders,
    people,
    problems,
    questionnaires,
    quiet_customer,
    screening,
    submission_settings,
    submissions,
    touches,
    tripwire,
    warning,
    warning_settings,
    winbacks,
)
from muniment.core.errors import MunimentError

ABOUT = """\
Everything that the pages of Muniment can do, for programs. A token belongs to one person and
allows no more than she may herself; every look is decided, counted and recorded as on the
pages. Errors are problem documents (RFC 9457) with a stable `code` and a `next_step` in the
language of the request."""

api = NinjaAPI(
    title="Muniment", version=__version__, description=ABOUT, docs_url=None, openapi_url=None
)
for router in (
    me.router,
    customers.router,
    compartments.router,
    orders.router,
    keeping.router,
    closing.router,
    closing.secrets,
    imports.router,
    cases.router,
    case_facts.router,
    case_findings.router,
    case_search.router,
    case_verdicts.router,
    case_course.router,
    case_schedule.router,
    questionnaires.router,
    hands.router,
    submissions.router,
    submission_settings.router,
    credit.router,
    cards.router,
    touches.router,
    contact_duties.router,
    contact_mail.router,
    exposure.router,
    exposure_weights.router,
    handover.router,
    handover_after.router,
    handover_word.router,
    handover_back.router,
    handover_exit.router,
    handover_rotation.router,
    screening.router,
    customs_data.router,
    customs_profile.router,
    tripwire.router,
    warning.router,
    quiet_customer.router,
    warning_settings.router,
    bank_rates.router,
    winbacks.router,
    people.router,
    access.router,
    fields.router,
    ledger.router,
    log.router,
    jobs.router,
):
    api.add_router("", router)
api.add_exception_handler(MunimentError, problems.of_muniment)
api.add_exception_handler(HttpError, problems.of_http)
api.add_exception_handler(ValidationError, problems.of_validation)
api.add_exception_handler(DataError, problems.of_data)
api.add_exception_handler(OperationalError, problems.of_database)
