"""The browsers of the account tests, for the people pages."""

from tests.web.account.conftest import ada, ben, browser, company, kinds

__all__ = ["ada", "ben", "browser", "company", "kinds"]
