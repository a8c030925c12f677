"""The people of the demonstration company: fourteen staff in two teams, two export agents."""

from dataclasses import dataclass

from muniment.people.domain.roles import Role

COMPANY = "Lanting Homeware (Ningbo) Co., Ltd."
DOMAIN = "lanting.example"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0"
TELEPHONE = (
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 "
    "Mobile Safari/537.36"
)
EUROPE, OVERSEAS = "Europe", "Asia and the Americas"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the play.

    Attributes:
        key: short name in the script, and the part of the e-mail before the @.
        under: key of the line manager; "" for the owner and for outsiders.
        agency: name of the outside company, for agents.
        shown: whether the sign-ins printed at start name this person.
    """

    key: str
    name: str
    role: Role
    team: str = ""
    under: str = ""
    language: str = "en"
    agency: str = ""
    shown: bool = False

    @property
    def email(self) -> str:
        """The address to sign in with."""
        domain = {"": DOMAIN, "Donghai Export Service": "donghai.example"}.get(
            self.agency, "harbourline.example"
        )
        return f"{self.key}@{domain}"


OWNER = Part("shen.yulan", "Shen Yulan", Role.OWNER, shown=True)
STAFF = (
    Part("marcus.feld", "Marcus Feld", Role.SALES_MANAGER, EUROPE, OWNER.key, shown=True),
    Part("zhou.min", "周敏", Role.SALES_MANAGER, OVERSEAS, OWNER.key, "zh-hans", shown=True),
    Part("li.wei", "Li Wei", Role.SALESPERSON, EUROPE, "marcus.feld"),
    Part("chen.jing", "Chen Jing", Role.SALESPERSON, EUROPE, "marcus.feld", shown=True),
    Part("anna.kowalska", "Anna Kowalska", Role.SALESPERSON, EUROPE, "marcus.feld"),
    Part("wang.lei", "王磊", Role.SALESPERSON, OVERSEAS, "zhou.min", "zh-hans"),
    Part("priya.nair", "Priya Nair", Role.SALESPERSON, OVERSEAS, "zhou.min"),
    Part("huang.xin", "黄欣", Role.SALESPERSON, OVERSEAS, "zhou.min", "zh-hans"),
    Part("xu.fang", "Xu Fang", Role.DOCUMENT_CLERK, "", OWNER.key, shown=True),
    Part("sun.qiang", "Sun Qiang", Role.CUSTODIAN, "", OWNER.key),
    Part("gao.li", "Gao Li", Role.FINANCE, "", OWNER.key),
    Part("tang.yue", "Tang Yue", Role.COMPLIANCE, "", OWNER.key, shown=True),
    Part("ren.bo", "Ren Bo", Role.ADMINISTRATOR, "", OWNER.key, shown=True),
)
AGENCIES = {"Donghai Export Service": "CN", "Harbourline Trade Agents": "HK"}
AGENTS = (
    Part("zhang.hao", "Zhang Hao", Role.EXPORT_AGENT, agency="Donghai Export Service", shown=True),
    Part("mei.lin", "Mei Lin", Role.EXPORT_AGENT, agency="Harbourline Trade Agents"),
)
EVERYBODY = (OWNER, *STAFF, *AGENTS)
LANGUAGE = {part.key: part.language for part in EVERYBODY}

LEAVER = "li.wei"
FADING = "anna.kowalska"
"""Who noted hardly any call or visit in the last weeks, so that her manager is asked about her."""
SELLERS = {
    "li.wei": ("GB", "IE"),
    "chen.jing": ("DE", "NL", "AT"),
    "anna.kowalska": ("FR", "ES", "IT", "PL"),
    "wang.lei": ("JP", "KR"),
    "priya.nair": ("US", "CA", "AU"),
    "huang.xin": ("BR", "MX", "AE"),
}
"""Who sells where; a country without a seller of its own goes to the one with the fewest."""
MANAGER = {part.key: part.under for part in STAFF if part.key in SELLERS}
"""Who leads each seller."""
UNKEPT = (-12, -9)
"""Which customers wait for a keeper, as a slice of them all."""
