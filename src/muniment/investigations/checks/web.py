"""The website: does it stand, whose is it, and does it know the person who writes?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from muniment.core.errors import gettext_noop
from muniment.investigations.checks.base import LiveCheck
from muniment.investigations.domain.checks import (
    Fetched,
    Found,
    NotReached,
    Outcome,
    Result,
    Source,
    Step,
    Subject,
    World,
)
from muniment.investigations.domain.website import (
    Page,
    icon_print,
    names_person,
    own_host,
    read_page,
    share_of_words,
)
from muniment.matching import domains, mails, phones

_MOST_MORE_PAGES = 3
_KEEPS_OUT = {401: "refused", 403: "refused", 429: "rate_limited", 451: "refused", 503: "refused"}
_READ_MORE = gettext_noop(
    "Open the site in your browser and paste what it says about the company and its people: "
    "it shows its text by script only."
)


_LOOK_WHERE_IT_LEADS = gettext_noop(
    "The site sends its visitors to the site of another. Open it in your browser, see whose page "
    "that is, and ask the company why. What the other page says counts for nothing here."
)


@dataclass(frozen=True, slots=True)
class _Site:
    """What was reached of a site: its pages, the answers they came with, what was odd.

    Attributes:
        leads_away: its first page belongs to another domain, or sends the reader there.
    """

    host: str
    answers: tuple[Fetched, ...]
    pages: tuple[Page, ...]
    found: tuple[Found, ...]
    leads_away: bool = False

    @property
    def text(self) -> str:
        return "\n".join(f"{page.title}\n{page.text}" for page in self.pages)

    @property
    def evidence(self) -> tuple[str, ...]:
        return tuple(answer.evidence for answer in self.answers)


class Website(LiveCheck):
    """Fetch the company's page and a few of its pages about people, and compare."""

    id: ClassVar[str] = "email_web.site"
    title: ClassVar[str] = gettext_noop("Website")
    step: ClassVar[Step] = Step.EMAIL_WEB
    needs: ClassVar[Sequence[frozenset[str]]] = (frozenset({"company.website", "contact.email"}),)
    sources: ClassVar[tuple[Source, ...]] = (
        Source(
            gettext_noop("The company's own website"),
            "",
            gettext_noop("Public pages, five at most, at the pace of a reader."),
        ),
    )
    weight: ClassVar[int] = 3
    timeout_s: ClassVar[float] = 90
    max_age_days: ClassVar[int] = 30

    def not_applicable(self, subject: Subject) -> str:
        """Without a domain of its own a company has no page to fetch."""
        return "" if _place(subject) else "no_own_domain"

    def run(self, subject: Subject, world: World) -> Result:
        """Read the site.

        Raises:
            NotReached: the site did not answer, or keeps programs out.
        """
        place = _place(subject)
        host = domains.host_of(place)
        try:
            site = _visit(place, host, subject, world)
        except NotReached as silence:
            return _not_there(host, silence, world)
        if site.leads_away:  # whoever wrote that page, it does not speak for this company
            return Result(Outcome.NEEDS_PERSON, site.found, task=_LOOK_WHERE_IT_LEADS)
        home = site.pages[0]
        found = [*site.found, *_about_page(site)]
        if home.parked or home.thin or home.needs_script:
            asks = home.needs_script and not home.parked
            outcome = Outcome.NEEDS_PERSON if asks else Outcome.DONE
            task = _READ_MORE if asks else ""
            return Result(outcome, tuple(found), task=task, detail=_detail(site))
        found += _compared(site, subject)
        return Result(Outcome.DONE, tuple(found), learnt=_learnt(site, world), detail=_detail(site))


def _place(subject: Subject) -> str:
    """The address of the site: as told, else the domain of a mail address that is no free one."""
    for text in (*subject.all("company.website"), *subject.all("contact.email")):
        if own_host([text]):
            return text
    return ""


def _visit(place: str, host: str, subject: Subject, world: World) -> _Site:
    country = subject.one("company.country")
    answer, odd = _first_answer(place, host, world)
    if answer.status in _KEEPS_OUT:
        raise NotReached(_KEEPS_OUT[answer.status])
    if answer.status >= 500:
        raise NotReached("server_error")
    home = _page(answer, country)
    away = _foreign([answer.url, home.onward], host)
    if away:
        odd.append(_of_site("web.redirects_away", host, (answer.evidence,), to=away))
    if answer.status >= 400:
        facts = {"status": answer.status}
        odd.append(_of_site("web.error_page", host, (answer.evidence,), **facts))
    if away:
        return _Site(host, (answer,), (home,), tuple(odd), leads_away=True)
    answers, pages = [answer], [home]
    for link in home.links[:_MOST_MORE_PAGES] if not (home.parked or home.thin) else ():
        more = _fetched(link, world)
        if more is not None and not _foreign([more.url], host):
            answers.append(more)
            pages.append(_page(more, country))
    return _Site(host, tuple(answers), tuple(pages), tuple(odd))


def _foreign(places: Sequence[str], host: str) -> str:
    """The first domain among some addresses that is not the site's own; "" when all are."""
    own = _owned(host)
    return next((name for place in places if (name := _owned(place)) and name != own), "")


def _owned(place: str) -> str:
    """The registered domain of an address; its host where nobody registers, as of numbers."""
    domain = domains.registered(place)
    return domain.name if domain else domains.host_of(place)


def _first_answer(place: str, host: str, world: World) -> tuple[Fetched, list[Found]]:
    """Ask by https first; a page that only speaks http, or with a wrong certificate, is odd."""
    if place.lower().startswith("http://"):
        tries = [place, f"https://{host}/"]
    else:
        tries = [place if "://" in place else f"https://{host}/", f"http://{host}/"]
    odd: list[Found] = []
    trouble = NotReached("no_address")
    for url in tries:
        try:
            answer = world.fetch(url)
        except NotReached as silence:
            if silence.reason == "tls_error":
                odd.append(_of_site("web.tls_broken", host, ()))
            if silence.reason in {"offline", "no_address", "closed_network", "rate_limited"}:
                raise
            # A wrong certificate says more than a closed door behind it.
            trouble = trouble if trouble.reason == "tls_error" else silence
            continue
        onward = _other_scheme(answer)
        if onward and onward not in tries:
            answer = world.fetch(onward)
        elif onward:
            continue
        if answer.url.startswith("http://"):
            odd.append(_of_site("web.no_tls", host, (answer.evidence,)))
        return answer, odd
    raise trouble


def _other_scheme(answer: Fetched) -> str:
    """Where an answer points that was not followed because the scheme changes."""
    place = answer.headers.get("location", "")
    is_redirect = 300 <= answer.status < 400
    return place if is_redirect and place.startswith(("http://", "https://")) else ""


def _fetched(link: str, world: World) -> Fetched | None:
    """One more page of the site; it is no loss when it does not come."""
    try:
        answer = world.fetch(link)
    except NotReached:
        return None
    is_page = answer.status == 200 and "html" in answer.headers.get("content-type", "html")
    return answer if is_page else None


def _page(answer: Fetched, country: str) -> Page:
    return read_page(answer.body, answer.headers.get("content-type", ""), answer.url, country)


def _not_there(host: str, silence: NotReached, world: World) -> Result:
    """A site whose name leads nowhere, or with another's certificate, is a finding."""
    if silence.reason == "tls_error":
        broken = _of_site("web.tls_broken", host, ())
        return Result(Outcome.UNAVAILABLE, (broken,), reason=silence.reason)
    if silence.reason != "no_address":
        raise silence
    answer = world.resolve(host, "A")
    if answer.state == "answer":
        raise silence
    return Result(Outcome.DONE, (_of_site("web.no_site", host, (answer.evidence,)),))


def _about_page(site: _Site) -> Iterator[Found]:
    home, evidence = site.pages[0], site.evidence[:1]
    if home.parked:
        yield _of_site("web.parked", site.host, evidence)
    elif home.thin:
        yield _of_site("web.thin", site.host, evidence, letters=len(home.text))
    if home.filler:
        yield _of_site("web.filler", site.host, evidence)


def _compared(site: _Site, subject: Subject) -> Iterator[Found]:
    yield from _names(site, subject)
    yield from _numbers(site, subject)
    yield from _addresses(site, subject)
    yield from _mails(site, subject)


def _names(site: _Site, subject: Subject) -> Iterator[Found]:
    text, evidence = site.text, site.evidence
    for name in subject.all("person.name")[:3]:
        if names_person(text, name):
            yield _found("person.confirmed_on_site", name, evidence, name=name)
        elif len(site.pages) > 1:
            # A few pages are not the whole site: seen with little confidence.
            yield _found("person.not_on_site", name, evidence, confidence=35, name=name)
    for name in subject.all("company.name")[:1]:
        share = share_of_words(text, name)
        if share >= 0.75:
            yield _of_site("web.names_company", site.host, evidence, name=name)
        elif share < 0.34 and name.isascii():
            yield _of_site("web.other_company", site.host, evidence, confidence=60, name=name)


def _numbers(site: _Site, subject: Subject) -> Iterator[Found]:
    country = subject.one("company.country")
    shown = [number for page in site.pages for number in page.phones]
    for told in subject.all("contact.phone")[:4]:
        if any(phones.agree(told, number, country, country) for number in shown):
            yield _found("web.phone_on_site", told, site.evidence, phone=told)
        elif shown:
            yield _found("web.phone_not_on_site", told, site.evidence, confidence=60, phone=told)


def _addresses(site: _Site, subject: Subject) -> Iterator[Found]:
    for told in subject.all("company.address")[:1]:
        if share_of_words(site.text, told) >= 0.7:
            yield _found("web.address_on_site", told, site.evidence, address=told)


def _mails(site: _Site, subject: Subject) -> Iterator[Found]:
    shown = {address for page in site.pages for address in page.mails}
    for told in subject.all("contact.email")[:3]:
        if mails.normal(told) in shown:
            yield _of_site("web.mail_on_site", site.host, site.evidence, address=told)
    strange = {address for address in shown if not domains.same_owner(address, site.host)}
    if shown and strange == shown and all(not domains.is_free_mail(one) for one in strange):
        other = sorted(strange)[0]
        yield _of_site("web.mail_of_others", site.host, site.evidence, confidence=50, address=other)


def _learnt(site: _Site, world: World) -> Mapping[str, tuple[str, ...]]:
    """What ties this site to others of the same hands; ties are weighed elsewhere."""
    learnt = {"web.analytics_id": tuple(site.pages[0].accounts)}
    learnt["web.template"] = tuple(filter(None, [site.pages[0].template]))
    icon = site.pages[0].icon
    try:
        answer = world.fetch(icon, limit_bytes=300_000) if icon else None
    except NotReached:
        answer = None
    if answer is not None and answer.status == 200:
        learnt["web.favicon"] = tuple(filter(None, [icon_print(answer.body)]))
    return {code: values for code, values in learnt.items() if values}


def _detail(site: _Site) -> dict[str, object]:
    home = site.pages[0]
    return {
        "title": home.title,
        "pages": [answer.url for answer in site.answers],
        "mails": [*home.mails],
        "phones": [*home.phones],
        "accounts": [*home.accounts],
    }


def _of_site(
    signal: str, host: str, evidence: tuple[str, ...], *, confidence: int = 85, **facts: str | int
) -> Found:
    """A finding about the site itself, which its sentence names."""
    told = {"domain": domains.shown(host), **facts}
    return _found(signal, host, evidence, confidence=confidence, **told)


def _found(
    signal: str, key: str, evidence: tuple[str, ...], *, confidence: int = 85, **facts: str | int
) -> Found:
    written = "|".join(f"{name}={facts[name]}" for name in sorted(facts))
    return Found(
        signal,
        key,
        facts,
        confidence=confidence,
        evidence=evidence,
        fingerprint=written,
        valid_days=90,
    )
