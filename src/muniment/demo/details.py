"""What the house knows of an invented customer beyond name and address, by field code.

Salespeople write in their own language: the Chinese ones in Chinese.
"""

from random import Random

from muniment.demo.customers import InventedCustomer

ENGLISH, CHINESE = "en", "zh-hans"

_TEXTS: dict[str, dict[str, tuple[str, ...]]] = {
    "profile.buying_habits": {
        ENGLISH: (
            "Orders six weeks before the season; wants one price for the whole list.",
            "Decides fast by telephone, writes late; never presses for discount before autumn.",
            "Sends the drawing back once; the second sample is always accepted.",
            "Buys little and often in spring, two containers at once in August.",
        ),
        CHINESE: (
            "每季提前六周下单，习惯整单报一个价。",
            "电话里决定快，邮件回得慢；秋季之前一般不压价。",
            "样品通常打回一次，第二次都能通过。",
            "上半年小单多，八月集中走两个柜。",
        ),
    },
    "profile.intentions": {
        ENGLISH: (
            "Wants a range under its own name next spring; two of our rivals were asked as well.",
            "Plans to open three shops; the range doubles if the first container sells.",
            "Thinks of dropping the candles, because the carrier charges them as dangerous goods.",
        ),
        CHINESE: (
            "计划明年春季做自有品牌，同时问了我们两家同行。",
            "准备新开三家店，首柜卖得好数量翻倍。",
            "考虑停掉蜡烛，货代按危险品收费太高。",
        ),
    },
    "profile.preferences": {
        ENGLISH: (
            "No calls before ten. Likes photographs better than drawings.",
            "Wants one person to speak with; took it badly when the contact changed.",
            "Never mention the competitor in the next town. Tea, not coffee.",
        ),
        CHINESE: (
            "十点前不接电话；看照片不看图纸。",
            "只认一个联系人，上次换人很不高兴。",
            "不要提同城的那家同行；来访喝茶不喝咖啡。",
        ),
    },
    "end_buyers.sales_channels": {
        ENGLISH: (
            "Own shops, and a stall at two winter markets.",
            "Sells on to garden centres and museum shops; no platform.",
            "Half through its own web shop, half to small retailers.",
        ),
        CHINESE: ("自有门店，另有两个冬季集市摊位。", "批发给园艺中心和博物馆商店，不做平台。"),
    },
    "pricing.price_agreement": {
        ENGLISH: (
            "Spring list of January, valid for the season; repeat orders at last price.",
            "List less five from 300 cartons; new items quoted one by one.",
        ),
        CHINESE: (
            "按一月春季价目表，当季有效；返单按上次价。",
            "300箱以上按价目减五个点，新品单独报。",
        ),
    },
    "pricing.target_price": {
        ENGLISH: ("GBP 1.15 for the small tin, FOB Ningbo", "two pounds a piece for the lantern"),
        CHINESE: ("小号罐子 1.15 英镑，宁波离岸价", "灯笼每只不超过两英镑"),
    },
    "pricing.commission": {
        ENGLISH: ("none", "2% to the buying office, paid after receipt"),
        CHINESE: ("无", "采购代理 2%，收汇后付"),
    },
    "product.specifications": {
        ENGLISH: (
            "Matt glaze, no lead; label on the base in four languages. Inner box of six.",
            "Pine, waxed, no varnish. Drop test at 80 cm. Bar code on the side of each carton.",
            "Tinplate 0.23 mm, food safe inside. Pantone 3308 C and white only.",
        ),
        CHINESE: (
            "哑光无铅釉；底标四国语言，六只一内盒。",
            "松木打蜡不上漆；80厘米跌落测试；外箱侧面贴条码。",
            "马口铁0.23毫米，内壁食品级；只用潘通3308C和白色。",
        ),
    },
    "supply.quality_agreement": {
        ENGLISH: (
            "AQL 2.5 / 4.0; our own inspector at 80% of production.",
            "First order inspected by the customer's office, repeats by us.",
        ),
        CHINESE: ("AQL 2.5/4.0，大货完成八成我方验货。", "首单客户办事处验货，返单我方自验。"),
    },
    "supply.suppliers": {
        ENGLISH: ("Factory 12, Yiwu (tins)\nFactory 31, Ninghai (wood)", "Factory 7, Chaozhou"),
        CHINESE: ("义乌12号厂（铁罐）\n宁海31号厂（木器）", "潮州7号厂（陶瓷）"),
    },
    "supply.purchase_cost": {
        ENGLISH: ("RMB 6.40 the small tin, RMB 11.80 the large one", "RMB 23.00 a set, tax in"),
        CHINESE: ("小罐含税 6.40 元，大罐 11.80 元", "每套含税 23.00 元"),
    },
    "logistics.document_requirements": {
        ENGLISH: (
            "Invoice and packing list in three copies, bill of lading by telex release.",
            "Certificate of origin with each shipment; no factory name on any paper.",
        ),
        CHINESE: ("发票、箱单各三份，提单电放。", "每票附原产地证；单证上不得出现工厂名称。"),
    },
    "origin.assigned_by": {
        ENGLISH: ("Marcus Feld, after the fair", "Shen Yulan, with the country"),
        CHINESE: ("周敏，展会后分配", "沈玉兰，按国家分配"),
    },
    "origin.proof": {
        ENGLISH: (
            "Fair invoice and booth photographs, binder 3; first letter in the mail archive.",
            "Travel expenses of both visits with accounts; sample invoices 118 and 131.",
        ),
        CHINESE: (
            "展位发票和现场照片存3号文件夹，首封邮件在邮件归档。",
            "两次拜访差旅费在财务，样品发票118、131号。",
        ),
    },
}
_TOLD = {
    ENGLISH: ("telephone call", "Canton Fair, hall 9", "visit in spring", "letter of the buyer"),
    CHINESE: ("电话", "广交会9号馆", "春季拜访", "客户来信"),
}
_FORWARDERS = (("us", "Lantern Quay Freight"), ("customer", "Nominated: Northmark Forwarding"))
_CERTIFICATES = ("REACH", "LFGB", "BSCI", "FSC", "EN 71", "FDA")


def source(random: Random, language: str) -> str:
    """Say who told it."""
    return random.choice(_TOLD[language])


def told(random: Random, language: str, *codes: str) -> dict[str, str]:
    """Fill free texts in the language of who writes."""
    return {code: random.choice(_TEXTS[code][language]) for code in codes}


def known_at_import(
    random: Random, one: InventedCustomer, language: str, *, bought: int
) -> dict[str, str]:
    """What the old customer list says of most customers, beside `one.values`.

    Args:
        bought: orders of the year in minor units.
    """
    told_texts = told(
        random, language, "end_buyers.sales_channels", "pricing.price_agreement",
        "product.specifications", "supply.quality_agreement", "profile.buying_habits",
        "profile.preferences", "logistics.document_requirements", "origin.assigned_by",
        "origin.proof",
    )  # fmt: skip
    choice, forwarder = random.choice(_FORWARDERS)
    address = f"{one.legal_name}\n{one.values['identity.registered_address']}"
    return told_texts | {
        "identity.trading_names": _short_name(one.legal_name),
        "contacts.phones": one.people[0].phone,
        "contacts.messengers": f"WhatsApp: {one.people[0].name}",
        "end_buyers.countries": one.country,
        "product.certificates": "\n".join(random.sample(_CERTIFICATES, 2)),
        "product.annual_purchase": f"{max(bought, 0) // 100000 * 1000}.00 GBP",
        "supply.lead_time_days": str(random.choice((25, 30, 35, 45, 60))),
        "logistics.forwarder_choice": choice,
        "logistics.forwarder": forwarder,
        "logistics.consignee": address,
        "logistics.notify_party": address,
        "logistics.shipping_marks": shipping_marks(one),
        "origin.cost": f"{random.randint(4, 60) * 100}.00 CNY",
    }


def shipping_marks(one: InventedCustomer) -> str:
    """The text on the cartons: initials, our number, the port, counted cartons."""
    initials = "".join(word[0] for word in one.legal_name.split() if word[0].isalpha())
    port = one.values["logistics.destination_port"].upper()
    return f"{initials} / {one.code}\n{port}\nC/NO. 1-UP\nMADE IN CHINA"


def learned(
    random: Random, one: InventedCustomer, behind: InventedCustomer, language: str
) -> dict[str, dict[str, str]]:
    """What the keeper learned over the years, by compartment: the top secrets.

    Args:
        behind: who stands behind the customer.
    """
    person = behind.people[0]
    decides = {
        ENGLISH: f"{one.people[-1].name}; asks the warehouse first",
        CHINESE: f"{one.people[-1].name}，先问仓库再定",
    }
    return {
        "contacts": {"contacts.decision_maker": decides[language]},
        "end_buyers": {
            "end_buyers.companies": behind.legal_name,
            "end_buyers.people": "; ".join((person.name, person.post, person.email, person.phone)),
        },
        "pricing": {
            "pricing.margin_percent": str(random.randint(11, 29)),
            **told(random, language, "pricing.target_price", "pricing.commission"),
        },
        "supply": told(random, language, "supply.suppliers", "supply.purchase_cost"),
        "profile": told(random, language, "profile.intentions"),
    }


def _short_name(legal_name: str) -> str:
    """Two words of a name; three where the second only joins, as in “Conti & Riva”."""
    words = legal_name.split()
    return " ".join(words[: 3 if words[1:2] in (["&"], ["and"], ["y"], ["und"], ["et"]) else 2])
