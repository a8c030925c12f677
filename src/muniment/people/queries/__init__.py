"""What the people room tells: readers, the org chart, the address book, the company."""

from muniment.people.queries.addresses import (
    PeopleFilter,
    PersonRow,
    PostRow,
    names,
    people,
    person,
    posts_of,
)
from muniment.people.queries.chart import (
    ChartNode,
    managers_of,
    org_chart,
    possible_managers,
    reports_of,
)
from muniment.people.queries.groups import (
    CompanyRow,
    OutsideCompanyRow,
    TeamRow,
    company,
    is_first_run,
    outside_companies,
    teams,
)
from muniment.people.queries.readers import (
    ReaderRow,
    TokenReader,
    reader,
    reader_by_token,
)
from muniment.people.queries.signins import (
    FactorRow,
    InvitationRow,
    SessionRow,
    TokenRow,
    factors_of,
    invitation,
    session_id,
    sessions_of,
    tokens_of,
)

__all__ = [
    "ChartNode",
    "CompanyRow",
    "FactorRow",
    "InvitationRow",
    "OutsideCompanyRow",
    "PeopleFilter",
    "PersonRow",
    "PostRow",
    "ReaderRow",
    "SessionRow",
    "TeamRow",
    "TokenReader",
    "TokenRow",
    "company",
    "factors_of",
    "invitation",
    "is_first_run",
    "managers_of",
    "names",
    "org_chart",
    "outside_companies",
    "people",
    "person",
    "possible_managers",
    "posts_of",
    "reader",
    "reader_by_token",
    "reports_of",
    "session_id",
    "sessions_of",
    "teams",
    "tokens_of",
]
