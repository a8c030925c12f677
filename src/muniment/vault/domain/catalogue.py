"""The compartments and fields a new company starts with.

Wording follows the trade glossary; levels follow what courts ask of a customer list:
contacts, habits, intentions and the content of dealings are worth more than a name.
"""

from collections.abc import Iterable

from muniment.core.errors import gettext_noop
from muniment.vault.domain.fields import (
    Choice,
    CompartmentSpec,
    FieldSpec,
    FieldType,
    IndexKind,
    MaskKind,
    SecrecyLevel,
)

_T, _L, _M, _I = FieldType, SecrecyLevel, MaskKind, IndexKind

COMPARTMENTS: tuple[CompartmentSpec, ...] = (
    CompartmentSpec(
        "identity", "Identity", "客户身份", "building",
        gettext_noop("Who the customer is: name, numbers, seat."),
    ),
    CompartmentSpec(
        "contacts", "Contacts", "联系人", "address-book",
        gettext_noop("The people we speak with and how to reach them."),
    ),
    CompartmentSpec(
        "end_buyers", "End buyers", "终端客户", "users-group",
        gettext_noop("Who stands behind the customer and buys from them."),
    ),
    CompartmentSpec(
        "pricing", "Pricing and terms", "价格与条件", "coins",
        gettext_noop("What the customer pays, how and on what terms."),
    ),
    CompartmentSpec(
        "product", "Products and orders", "产品与订单", "package",
        gettext_noop("What the customer buys, in which form and how much."),
    ),
    CompartmentSpec(
        "supply", "Supply", "货源", "building-factory",
        gettext_noop("Where the goods come from and what they cost us."),
    ),
    CompartmentSpec(
        "logistics", "Logistics and documents", "物流与单证", "ship",
        gettext_noop("How goods and papers travel to the customer."),
    ),
    CompartmentSpec(
        "profile", "Habits and intentions", "习惯与意向", "user-heart",
        gettext_noop("How the customer likes to work and what it intends."),
    ),
    CompartmentSpec(
        "origin", "Origin", "客户来源", "flag",
        gettext_noop("How, when and at whose cost the customer was found."),
    ),
)  # fmt: skip

_STATUS = (
    Choice("prospect", "Prospect", "潜在客户"),
    Choice("active", "Active", "合作中"),
    Choice("dormant", "Dormant", "沉睡"),
    Choice("lost", "Lost", "已流失"),
)
_INDUSTRY = (
    Choice("importer", "Importer or wholesaler", "进口商/批发商"),
    Choice("retailer", "Retailer", "零售商"),
    Choice("brand", "Brand owner", "品牌商"),
    Choice("manufacturer", "Manufacturer", "生产商"),
    Choice("online_seller", "Online seller", "电商卖家"),
    Choice("contractor", "Project contractor", "工程商"),
    Choice("trading_house", "Trading company", "贸易公司"),
    Choice("public_body", "Public body", "政府/公共机构"),
)
_INCOTERM = tuple(
    Choice(code, f"{code.upper()} – {en}", f"{code.upper()} – {zh}")
    for code, en, zh in (
        ("exw", "Ex Works", "工厂交货"),
        ("fca", "Free Carrier", "货交承运人"),
        ("fas", "Free Alongside Ship", "装运港船边交货"),
        ("fob", "Free on Board", "离岸价"),
        ("cfr", "Cost and Freight", "成本加运费"),
        ("cif", "Cost, Insurance and Freight", "到岸价"),
        ("cpt", "Carriage Paid To", "运费付至"),
        ("cip", "Carriage and Insurance Paid To", "运费和保险费付至"),
        ("dap", "Delivered at Place", "目的地交货"),
        ("dpu", "Delivered at Place Unloaded", "目的地卸货后交货"),
        ("ddp", "Delivered Duty Paid", "完税后交货"),
    )
)
_FORWARDER = (
    Choice("customer", "Nominated by the customer", "客户指定货代"),
    Choice("us", "Chosen by us", "我方货代"),
    Choice("open", "Settled for each order", "逐单商定"),
)
_CHANNEL = (
    Choice("fair", "Trade fair", "展会"),
    Choice("platform", "Online platform", "电商平台"),
    Choice("website", "Our website or search", "官网/搜索"),
    Choice("outreach", "Our own letters or calls", "主动开发"),
    Choice("social", "Social media", "社交媒体"),
    Choice("referral", "Referral", "转介绍"),
    Choice("visit", "Visit to the market", "市场拜访"),
    Choice("agent", "Export agent or partner", "代理或合作伙伴"),
    Choice("inherited", "Handed on inside the company", "公司内部移交"),
)

_IDENTITY = (
    FieldSpec(
        "identity.legal_name", "identity", "Legal name", "公司全称",
        _T.TEXT, _L.SECRET, _M.TEXT, _I.WORDS, in_list=True, required=True,
        help_en="As in the commercial register.", help_zh="与商业登记一致。",
    ),
    FieldSpec(
        "identity.trading_names", "identity", "Trading names", "商号/别名",
        _T.TEXT, _L.SECRET, _M.TEXT, _I.WORDS, several=True,
        help_en="Brands, short names, former names; one a line.",
        help_zh="品牌、简称、曾用名，每行一个。",
    ),
    FieldSpec(
        "identity.country", "identity", "Country or region", "国家/地区",
        _T.COUNTRY, _L.INTERNAL, in_list=True, required=True,
    ),
    FieldSpec(
        "identity.registration_number", "identity", "Registration number", "注册号",
        _T.REGISTRATION_NUMBER, _L.SECRET, _M.TEXT, _I.EXACT_REGISTRATION,
        help_en="Company number in the register of its country.",
        help_zh="所在国家登记机关的公司编号。",
    ),
    FieldSpec(
        "identity.tax_number", "identity", "Tax number", "税号",
        _T.REGISTRATION_NUMBER, _L.SECRET, _M.TEXT, _I.EXACT_REGISTRATION,
        help_en="VAT, EORI or tax number.", help_zh="增值税号、EORI 或税务登记号。",
    ),
    FieldSpec(
        "identity.website", "identity", "Website", "网站",
        _T.URL, _L.SECRET, _M.URL, _I.EXACT_DOMAIN,
    ),
    FieldSpec(
        "identity.registered_address", "identity", "Registered address", "注册地址",
        _T.ADDRESS, _L.SECRET, _M.ADDRESS,
    ),
    FieldSpec(
        "identity.customer_code", "identity", "Customer number", "客户编号",
        _T.TEXT, _L.INTERNAL, in_list=True,
        help_en="Our own number for this customer; no part of its name.",
        help_zh="本公司编号，不含客户名称。",
    ),
    FieldSpec(
        "identity.industry", "identity", "Kind of business", "业务类型",
        _T.CHOICE, _L.INTERNAL, in_list=True, choices=_INDUSTRY,
    ),
    FieldSpec(
        "identity.status", "identity", "Status", "客户状态",
        _T.CHOICE, _L.INTERNAL, in_list=True, choices=_STATUS,
    ),
)  # fmt: skip
_CONTACTS = (
    FieldSpec(
        "contacts.people", "contacts", "Contact persons", "联系人",
        _T.CONTACTS, _L.SECRET, _M.CONTACTS, _I.CONTACTS, required=True,
        help_en="Name, post, e-mail, phone, note for each person.",
        help_zh="每人的姓名、职务、邮箱、电话和备注。",
    ),
    FieldSpec(
        "contacts.emails", "contacts", "Company e-mail", "公司邮箱",
        _T.EMAIL, _L.SECRET, _M.EMAIL, _I.EXACT_EMAIL, several=True,
        help_en="One address a line.", help_zh="每行一个邮箱。",
    ),
    FieldSpec(
        "contacts.phones", "contacts", "Company phone", "公司电话",
        _T.PHONE, _L.SECRET, _M.PHONE, _I.EXACT_PHONE, several=True,
        help_en="With country code, one a line.", help_zh="含国家代码，每行一个。",
    ),
    FieldSpec(
        "contacts.messengers", "contacts", "Messengers", "即时通讯",
        _T.TEXT, _L.SECRET, _M.TEXT, several=True,
        help_en="WhatsApp, WeChat, Skype and the like; one a line.",
        help_zh="WhatsApp、微信、Skype 等，每行一个。",
    ),
    FieldSpec(
        "contacts.decision_maker", "contacts", "Who decides", "决策人",
        _T.TEXT, _L.TOP_SECRET, _M.TEXT,
        help_en="Who really says yes, and why.", help_zh="真正拍板的人及原因。",
    ),
)  # fmt: skip
_END_BUYERS = (
    FieldSpec(
        "end_buyers.companies", "end_buyers", "End buyers", "终端客户",
        _T.TEXT, _L.TOP_SECRET, _M.TEXT, _I.WORDS, several=True,
        help_en="Companies our customer sells to; one a line.",
        help_zh="客户的下游买家，每行一个。",
    ),
    FieldSpec(
        "end_buyers.people", "end_buyers", "Their contact persons", "终端客户联系人",
        _T.CONTACTS, _L.TOP_SECRET, _M.CONTACTS, _I.CONTACTS,
    ),
    FieldSpec(
        "end_buyers.countries", "end_buyers", "Markets", "销售市场",
        _T.COUNTRY, _L.SECRET, several=True,
    ),
    FieldSpec(
        "end_buyers.sales_channels", "end_buyers", "How they sell", "销售渠道",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
    ),
)  # fmt: skip
_PRICING = (
    FieldSpec(
        "pricing.price_agreement", "pricing", "Agreed prices", "约定价格",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
        help_en="Price list, segments, validity.", help_zh="价目、分段报价及有效期。",
    ),
    FieldSpec(
        "pricing.payment_terms", "pricing", "Payment terms", "付款条件",
        _T.PAYMENT_TERMS, _L.SECRET, _M.HIDDEN, required=True,
        help_en="Like “30% T/T deposit, 70% against copy of B/L”.",
        help_zh="如“30% T/T 定金，70% 见提单副本”。",
    ),
    FieldSpec(
        "pricing.credit_limit", "pricing", "Credit limit", "信用限额",
        _T.MONEY, _L.SECRET, _M.MONEY,
        help_en="Sinosure or our own limit.", help_zh="信保限额或自定限额。",
    ),
    FieldSpec(
        "pricing.discount_percent", "pricing", "Discount, %", "折扣 %",
        _T.NUMBER, _L.SECRET, _M.HIDDEN,
    ),
    FieldSpec(
        "pricing.target_price", "pricing", "Target price", "客户目标价",
        _T.TEXT, _L.SECRET, _M.HIDDEN,
        help_en="What the customer wants to pay, and for what.",
        help_zh="客户对何种产品的目标价。",
    ),
    FieldSpec(
        "pricing.margin_percent", "pricing", "Our margin, %", "毛利率 %",
        _T.NUMBER, _L.TOP_SECRET, _M.HIDDEN,
    ),
    FieldSpec(
        "pricing.commission", "pricing", "Commission", "佣金",
        _T.TEXT, _L.TOP_SECRET, _M.HIDDEN,
        help_en="To whom, how much, on what.", help_zh="付给谁、多少、依据。",
    ),
)  # fmt: skip
_PRODUCT = (
    FieldSpec(
        "product.ranges", "product", "Product ranges", "采购品类",
        _T.TEXT, _L.INTERNAL, in_list=True, several=True,
    ),
    FieldSpec(
        "product.specifications", "product", "Specifications", "规格要求",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
        help_en="Materials, drawings, packing, labels.", help_zh="材料、图纸、包装、标签。",
    ),
    FieldSpec(
        "product.certificates", "product", "Certificates asked for", "认证要求",
        _T.TEXT, _L.INTERNAL, several=True,
    ),
    FieldSpec(
        "product.annual_purchase", "product", "Purchases a year", "年采购额",
        _T.MONEY, _L.SECRET, _M.MONEY,
    ),
    FieldSpec(
        "product.order_history", "product", "Order history", "历史订单",
        _T.REGISTER, _L.SECRET, _M.HIDDEN,
        help_en="Who may see the order register of this customer.",
        help_zh="谁可以查看该客户的订单登记。",
    ),
)  # fmt: skip
_SUPPLY = (
    FieldSpec(
        "supply.suppliers", "supply", "Suppliers", "供应商",
        _T.TEXT, _L.TOP_SECRET, _M.TEXT, several=True,
    ),
    FieldSpec(
        "supply.purchase_cost", "supply", "Purchase cost", "采购成本",
        _T.TEXT, _L.TOP_SECRET, _M.HIDDEN,
    ),
    FieldSpec(
        "supply.lead_time_days", "supply", "Lead time, days", "交期（天）",
        _T.NUMBER, _L.INTERNAL, _M.HIDDEN,
    ),
    FieldSpec(
        "supply.quality_agreement", "supply", "Quality and inspection", "质量与验货",
        _T.LONG_TEXT, _L.INTERNAL, _M.HIDDEN,
    ),
)  # fmt: skip
_LOGISTICS = (
    FieldSpec(
        "logistics.incoterm", "logistics", "Trade term", "贸易术语",
        _T.CHOICE, _L.INTERNAL, choices=_INCOTERM,
    ),
    FieldSpec(
        "logistics.destination_port", "logistics", "Port of destination", "目的港",
        _T.TEXT, _L.INTERNAL, _M.HIDDEN,
    ),
    FieldSpec(
        "logistics.forwarder_choice", "logistics", "Who names the forwarder", "货代由谁指定",
        _T.CHOICE, _L.INTERNAL, choices=_FORWARDER,
    ),
    FieldSpec(
        "logistics.forwarder", "logistics", "Forwarder", "货代",
        _T.TEXT, _L.SECRET, _M.TEXT,
    ),
    FieldSpec(
        "logistics.consignee", "logistics", "Consignee", "收货人",
        _T.ADDRESS, _L.SECRET, _M.ADDRESS,
    ),
    FieldSpec(
        "logistics.notify_party", "logistics", "Notify party", "通知方",
        _T.ADDRESS, _L.SECRET, _M.ADDRESS,
    ),
    FieldSpec(
        "logistics.shipping_marks", "logistics", "Shipping marks", "唛头",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
    ),
    FieldSpec(
        "logistics.document_requirements", "logistics", "Documents asked for", "单证要求",
        _T.LONG_TEXT, _L.INTERNAL, _M.HIDDEN,
    ),
)  # fmt: skip
_PROFILE = (
    FieldSpec(
        "profile.languages", "profile", "Languages", "沟通语言",
        _T.TEXT, _L.INTERNAL, several=True,
    ),
    FieldSpec(
        "profile.buying_habits", "profile", "Buying habits", "交易习惯",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
        help_en="Season, lot size, how they negotiate.", help_zh="季节、批量、谈判方式。",
    ),
    FieldSpec(
        "profile.intentions", "profile", "Intentions", "采购意向",
        _T.LONG_TEXT, _L.TOP_SECRET, _M.HIDDEN,
        help_en="What they plan to buy or change.", help_zh="计划采购或变动的内容。",
    ),
    FieldSpec(
        "profile.preferences", "profile", "Preferences", "偏好与忌讳",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
    ),
)  # fmt: skip
_ORIGIN = (
    FieldSpec(
        "origin.channel", "origin", "Channel", "开发渠道",
        _T.CHOICE, _L.INTERNAL, required=True, choices=_CHANNEL,
    ),
    FieldSpec(
        "origin.first_contact_on", "origin", "First contact", "首次接触日期",
        _T.DATE, _L.INTERNAL, _M.YEAR, required=True,
    ),
    FieldSpec(
        "origin.developed_by", "origin", "Developed by", "开发人",
        _T.TEXT, _L.INTERNAL, _M.HIDDEN,
        help_en="Who found the customer; more than one person counts.",
        help_zh="开发该客户的人员，可多人。", several=True,
    ),
    FieldSpec(
        "origin.assigned_by", "origin", "Assigned by", "由谁分配",
        _T.TEXT, _L.INTERNAL, _M.HIDDEN,
        help_en="Who in the company gave the customer to its salesperson, and when.",
        help_zh="公司由谁、何时将客户分配给业务员。",
    ),
    FieldSpec(
        "origin.cost", "origin", "Cost of winning", "开发成本",
        _T.MONEY, _L.SECRET, _M.MONEY,
        help_en="Fair, travel, samples, advertising.", help_zh="展会、差旅、样品、推广费用。",
    ),
    FieldSpec(
        "origin.proof", "origin", "Proof of cost and first contact", "成本与首次接触凭证",
        _T.LONG_TEXT, _L.SECRET, _M.HIDDEN,
        help_en="Invoices, fair records, first letters and where they are kept.",
        help_zh="发票、展会记录、首封邮件及其存放处。",
    ),
)  # fmt: skip

FIELDS: tuple[FieldSpec, ...] = (
    *_IDENTITY, *_CONTACTS, *_END_BUYERS, *_PRICING, *_PRODUCT,
    *_SUPPLY, *_LOGISTICS, *_PROFILE, *_ORIGIN,
)  # fmt: skip


def by_code(fields: Iterable[FieldSpec] = FIELDS) -> dict[str, FieldSpec]:
    """Arrange fields by their code, in their order."""
    return {spec.code: spec for spec in fields}
