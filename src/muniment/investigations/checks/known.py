"""Our own customers, as the house answers the question for them."""

from collections.abc import Iterable, Mapping

from muniment.matching import domains


def known_domains(answer: object) -> dict[str, str]:
    """Registered domain → codename, of what `own_customers` answers.

    Args:
        answer: rows with `codename` and `domains` (hosts, web or mail addresses), as mappings
            or as objects; free mail providers and shared sites are nobody's domain.
    """
    known: dict[str, str] = {}
    for row in answer if isinstance(answer, Iterable) else ():
        for text in _texts(_field(row, "domains")):
            found = domains.registered(text)
            if found and not domains.is_free_mail(found.name) and not domains.is_shared_site(text):
                known.setdefault(found.name, str(_field(row, "codename") or ""))
    return known


def _field(row: object, name: str) -> object:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


def _texts(told: object) -> Iterable[str]:
    if isinstance(told, str):
        return (told,)
    return (str(text) for text in told) if isinstance(told, Iterable) else ()
