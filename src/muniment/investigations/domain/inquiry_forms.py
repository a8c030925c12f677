"""How people sign: the words, forms and marks by which a signature's lines are told apart."""

import re

from muniment.matching import mails

CLOSING = re.compile(
    r"[\s>*_]*(?:(?:with )?(?:(?:kind|best|warm|kindest|warmest|many)\s+)*regards?"
    r"|(?:very )?best(?: wishes)?|rgds|brgds|br|b\.rgds"
    r"|thanks?(?: you)?(?: (?:and|&) (?:best |kind )?regards?| (?:so |very )?much| in advance"
    r"| a lot)?"
    r"|sincerely(?: yours)?|yours? (?:sincerely|faithfully|truly|cordially)|cheers|respectfully"
    r"|cordially"
    r"|mit freundlichen grüßen|freundliche grüße|mfg|viele grüße|atentamente|saludos(?: cordiales)?"
    r"|un saludo|cordialement|bien cordialement|salutations|atenciosamente|cordiali saluti"
    r"|distinti saluti"
    r"|saygılarımla|с уважением|pozdrawiam|z poważaniem|met vriendelijke groet(?:en)?"
    r"|med vänlig hälsning"
    r"|此致|敬礼|谢谢|祝好|顺祝商祺|よろしくお願いいたします)[\s,.!。，、_*-]*\Z",
    re.I,
)
DASHES = re.compile(r"\s*(?:--+|__+|==+|\*{3,})\s*\Z")
DISCLAIMER = re.compile(
    r"(?:this (?:e-?mail|message|communication|transmission)|confidential|disclaimer"
    r"|the information (?:contained|in)"
    r"|please consider the environment|sent from my|get outlook for|virus[- ]free"
    r"|if you (?:are not|have received)"
    r"|unsubscribe)",
    re.I,
)
FORMS = re.compile(
    r"(?:(?<![\w.])(?:ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|gmbh|mbh|ag|kg"
    r"|ohg|ug|e\.k|s\.?a\.?|sas|sarl"
    r"|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|oyj?|ab|a/s|aps|asa|pty|pvt|plc|llp|fzc|fze|fzco|fz-llc"
    r"|dmcc|lda|ltda|s\.?l\.?u?|eirl"
    r"|s\.?a\.? de c\.?v|sp\. ?z ?o\. ?o|s\.?r\.?o|d\.?o\.?o|kft|zrt|ood|eood|ооо|оао|зао|пао"
    r"|ип|тов|jsc|ojsc|a\.?ş"
    r"|san\.? ?(?:ve)? ?tic|sdn\.? ?bhd|bhd|pte|co|company|group|holdings?|enterprises?"
    r"|industries|trading|traders"
    r"|imports?|exports?|impex|international|bank|stores?|suppl(?:y|ies)|manufactur(?:ing|ers?)"
    r"|factory|est|establishment|& sons|& co|công ty|tnhh)"
    r"(?![\w/])|有限公司|株式会社|合同会社|集团|公司|贸易|주식회사)",
    re.I,
)
STRONG_FORM = re.compile(
    r"(?:\A(?:pt|cv|ud|m/s)\b\.?\s(?=\S)|(?<![\w.])(?:ltd|limited|llc|l\.l\.c|inc|corp|gmbh"
    r"|s\.?a\.?|sarl|s\.?r\.?l|s\.?p\.?a"
    r"|b\.?v|pty|pvt|plc|llp|fzc|fze|fzco"
    r"|fz-llc|dmcc|lda|ltda|ооо|оао|зао|jsc|a\.?ş|sdn\.? ?bhd|pte)(?![\w/])|有限公司|株式会社)",
    re.I,
)
TITLE = re.compile(
    r"(?<![\w@])(?:managers?|director|buyer|purchas(?:er|ing)|procurement|ceo|cfo|coo|cto|chief"
    r"|president|vice|vp"
    r"|head of|founder|owner|partner|proprietor|executive|officer|engineer|secretary|assistant"
    r"|merchandiser|agent|representative|rep"
    r"|coordinator|specialist|supervisor|sales|sourcing|secretary|analyst|consultant|attorney"
    r"|counsel|lead|chairman"
    r"|gerente|compras|directora?|comprador|jefe|leiter(?:in)?|einkäufer(?:in)?|einkauf"
    r"|geschäftsführer(?:in)?|directeur|directrice"
    r"|acheteur|acheteuse|responsable|müdürü?|satın ?alma|менеджер|директор|закуп\w*)(?!\w)|经理"
    r"|总监|采购|主管|部长|董事|社长",
    re.I,
)
LABEL = re.compile(
    r"\s*[*_]{0,2}((?:company|firm|organi[sz]ation|firma|empresa|公司|公司名称)(?: name)?|name"
    r"|full name|contact person|contact|attn|姓名|联系人"
    r"|title|position|designation|职位|职务|address|add|addr|adresse|dirección|endereço|адрес|地址"
    r"|country|land|país|国家"
    r"|tel|tél(?:éphone)?|telephone|phone|ph|port(?:able)?|mobile(?:/\w+)?|mob|cell|cellphone"
    r"|handphone|hp|whats ?app|wechat|viber|t"
    r"|m|p|c|telefon|tel[eé]fono|тел|电话|手机"
    r"|fax|f|传真|e-?mail|mail|e|邮箱|website|web ?site|web|site|url|w|www|网址"
    r"|(?:vat|tva)(?: (?:no|number|id|reg))?|tax (?:id|no|number)|ein|cnpj|nif|trn|gst(?:in)?"
    r"|ust-?id(?:nr)?|inn|инн"
    r"|reg(?:istration)?\.? ?(?:no|number)|company (?:no|number|reg(?:istration)?(?: no"
    r"| number)?)|cr(?: no)?|hrb|营业执照号|税号)"
    r"[*_]{0,2}\s?[.#]{0,2}\s?[:：]\s*(.+)\Z",
    re.I,
)
LABELS = (
    ("company.registration_number", r"(?:reg|company (?:no|number|reg)|cr|hrb|营业执照号)"),
    ("company.tax_number", r"(?:vat|tva|tax|ein|cnpj|nif|trn|gst|ust|inn|инн|税号)"),
    ("company.name", r"(?:company|firm|organi|firma|empresa|公司)"),
    ("person.name", r"(?:name|full name|contact|attn|姓名|联系人)"),
    ("person.title", r"(?:title|position|designation|职)"),
    ("company.address", r"(?:add|adresse|dirección|endereço|адрес|地址)"),
    ("company.country", r"(?:country|land|país|国家)"),
    ("contact.fax", r"(?:fax|f\Z|传真)"),
    ("company.website", r"(?:web|site|url|w\Z|www|网址)"),
    ("contact.email", r"(?:e-?mail|mail|e\Z|邮箱)"),
    (
        "contact.phone",
        r"(?:tel|tél|port|phone|ph|mob|cell|hand|hp|whats|wechat|viber|t\Z|m\Z|p\Z|c\Z|тел|电话|手机)",
    ),
)
NUMBERED = re.compile(
    r"\s*(?:(?P<tax>ust-?id(?:nr)?|vat|tva|btw|nif|cnpj|gstin|trn|ein|p\.? ?iva|mva|moms)"
    r"|(?P<register>cvr|org\.? ?nr|orgnr|kvk|siren|siret|hrb|krs|regon|krk|ičo|ico|oib|nzbn|abn"
    r"|acn|uen|cui|company no|company number))"
    r"(?:[ .-]?(?:no|nr|number))?[.:#]*\s+(?P<number>(?:[A-Z]{1,3}[ -]?)?\d[\d .\-/]{4,17}\d)\Z",
    re.I,
)
"""A number of a register or of the tax office, as signatures write them without a colon."""
PHONE_LIKE = re.compile(r"\+?\(?\d[\d\s().\-/]{5,22}\d")
URL = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"')\]]{4,200}"
    r"|www\.[\w\u00c0-\uffff-]+(?:\.[\w\u00c0-\uffff-]+){1,4}[^\s<>\"')\]]{0,120})",
    re.I,
)
INTRODUCED = re.compile(
    r"(?:(?i:my name is|i am|this is|i'm|myself|me llamo|mein name ist|меня зовут|je m'appelle))\s+"
    r"((?:(?i:mr|mrs|ms|miss|dr|eng|ing)\.?\s+)?[A-ZÀ-ÞА-Я][\w'’.-]{0,24}(?:\s+[A-ZÀ-ÞА-Я][\w'’.-]{0,24}){0,3})"
)
WE_ARE = re.compile(
    r"(?:(?i:we are|we're|on behalf of|represent(?:ing)?|(?:manager|director|buyer|officer|head"
    r"|ceo|owner|agent|president|department) (?:at|of|with|for)"
    r"|writing (?:to you )?from|here from|(?:i am|this is) \w+(?: \w+)? (?:from|of|with)"
    r"|i work (?:for|at|with)|our company,?|from)\s+(?:(?i:the company|messrs\.?|m/s\.?)\s+)?)"
    r"([A-ZÀ-ÞА-Я0-9][^\n,;:!?()]{2,80})"
)
WE_ARE_CHINESE = re.compile(
    r"(?:我们是|我司是|我是|来自|本公司)([\u4e00-\u9fff（）()]{2,24}?(?:公司|集团|贸易行|商行))"
)
NAME_WORD = re.compile(
    r"[A-ZÀ-ÞА-ЯŁŚŻİÇ][\w'’.-]*\Z|(?:de|da|di|del|la|van|von|der|den|bin|binti|al|el|dos|du|le"
    r"|ten|y|ibn|abu)\Z"
)
HONORIFIC = re.compile(
    r"\s*(?:mr|mrs|ms|miss|dr|prof|eng|ing|sir|madam|herr|frau|sr|sra)\b\.?\s*", re.I
)
NO_NAME = mails.ROLES - {"gm", "md"} | frozenset({"department", "dept", "team", "desk", "group"})
OPENERS = frozenset("dear hello hi the please we our i this thank".split())  # noqa: SIM905
STREET = re.compile(
    r"(?:\w*(?:straße|strasse|str\.|gasse|weg|platz)\b|\b(?:street|st\.|road|rd\.?|avenue"
    r"|ave\.?|boulevard|blvd|lane|drive|floor|suite|building|bldg|tower|plaza|p\.?\s?o\.?\s?box"
    r"|block|unit"
    r"|no\.|district|industrial|zone|calle|avenida|av\.|rua|rue|via|piazza|cad\.|cadde|sokak"
    r"|mah\.|ул\.|улица|office|room|house)"
    r"|路|街|号|区)",
    re.I,
)  # fmt: skip
LONGEST_SIGNATURE = 16
LONGEST_LINE = 160
FEWEST_DIGITS = 8
STREET_AND_TOWN = re.compile(
    r"[A-ZÀ-Þ][\w.'’\-]{2,40}(?: [\w.'’\-]{1,30}){0,4} \d{1,4} ?[a-zA-Z]?\s*,\s*"
    r"(?:[A-Z]{1,2}[- ]?)?\d{4,5}\s+[A-ZÀ-Þ]"
)
"""`Havnegade 12, 8000 Aarhus`: the street before its number, the town behind its postcode."""
