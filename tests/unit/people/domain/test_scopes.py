"""What an API token may be allowed."""

from muniment.people.domain.scopes import SCOPES, unknown
from muniment.people.domain.secrets import digest


def test_known_scopes_pass_and_others_are_named():
    assert unknown(SCOPES) == []
    assert unknown(["consult", "everything", "all"]) == ["all", "everything"]


def test_a_digest_tells_nothing_of_its_secret():
    assert len(digest("mun_secret")) == 32
    assert b"secret" not in digest("mun_secret")
    assert digest("a") != digest("b")
