"""Words on cards and under letters, in the languages of the trade."""

import re


def _any(words: str, *, whole: bool = True) -> re.Pattern[str]:
    parts = sorted((re.escape(one) for one in words.split()), key=len, reverse=True)
    body = "|".join(parts).replace("_", " ")
    return re.compile(rf"(?<![^\W\d_])(?:{body})(?![^\W\d_])" if whole else body, re.IGNORECASE)


CLOSINGS = re.compile(
    r"\W*(?:(?:many |with |best |kind |kindest |warm |warmest |yours |very |my )*"
    r"(?:regards|thanks(?: (?:a lot|again|so much|and (?:best |kind )?regards|in advance))?"
    r"|thank you(?: (?:very much|so much|again|in advance))?|thx|rgds|brgds|sincerely(?: yours)?"
    r"|truly(?: yours)?|faithfully|respectfully|cordially|cheers|best|wishes|take care|later|love"
    r"|see you|ciao|sent from my .*)"
    r"|b\.?\s?rgds|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|freundliche gr(?:ü|ue)(?:ß|ss)e"
    r"|(?:viele|beste) gr(?:ü|ue)(?:ß|ss)e|mfg|vg"
    r"|cordialement|bien (?:à vous|cordialement)|salutations(?: distinguées)?"
    r"|(?:un )?saludos?(?: cordiales| cordial)?|atentamente|atenciosamente|att|abraços"
    r"|cordiali saluti|distinti saluti|saluti|met vriendelijke groeten?|med vänlig hälsning"
    r"|med venlig hilsen|с уважением|saygılarımla|pozdrawiam|مع التحية|مع تحياتي"
    r"|此致|敬礼|顺颂商祺|祝好|谢谢|以上|よろしくお願いいたします|敬具|감사합니다|드림)\W*",
    re.IGNORECASE,
)
"""A line that closes a letter."""
CLOSED_BEFORE = re.compile(
    r"^\W*(?i:(?:many |with |best |kind )*(?:thanks|thank you|regards|sincerely|cheers))"
    r"[\s,.!–-]+(?=[A-Z])"
)
"""A closing word in front of the name, in one line."""
MOBILE = _any(
    "mobile mob cell cellphone cellular gsm handy mobil móvil movil celular cel portable "
    "cellulare моб мобильный cep جوال 手机 手機 携帯 휴대폰 whatsapp wechat viber telegram m",
)
FAX = _any("fax telefax facsimile факс faks fx فاكس 传真 傳真 팩스 f télécopie ファックス")
PHONE = _any(
    "tel phone telephone telefon téléphone teléfono telefono tél tlf ph office direct work home "
    "desk main switchboard тел телефон هاتف 电话 電話 전화 t p d o x ext 座机",
)
MESSENGER = _any("whatsapp wechat weixin skype line telegram viber kakao zalo qq 微信 imo signal")
MAIL = _any("e-mail email mail mailto 邮箱 電郵 电邮 邮件 メール 이메일 почта correo بريد e")
WEB = _any("web website site url www http https homepage internet 网址 网站 сайт 웹 ウェブ w")
ADDRESS = _any(
    "address add addr adresse anschrift dirección direccion endereço endereco indirizzo adres "
    "адрес العنوان عنوان 地址 住所 주소",
)
COMPANY = _any("company firma empresa société entreprise azienda компания 公司 会社 회사 شركة")
NAME = _any("name attn contact contacto kontakt имя 姓名 联系人 聯絡人 氏名 이름 الاسم nom nombre")
POST = _any("title position post job 职务 職務 职位 должность función cargo fonction")

POSTS = _any(
    """manager director president vice ceo cfo coo cto owner founder partner chairman head chief
    buyer purchaser purchasing procurement sourcing sales marketing export import merchandiser
    engineer assistant secretary executive officer supervisor coordinator specialist consultant
    analyst accountant controller clerk agent representative administrator attorney counsel lead
    proprietor principal associate trader broker scheduler planner buying commercial logistics
    geschäftsführer geschäftsführerin einkauf einkäufer einkäuferin leiter leiterin vertrieb
    prokurist inhaber inhaberin assistentin sachbearbeiter abteilungsleiter vorstand
    directeur directrice acheteur acheteuse responsable gérant gérante président chef commercial
    gerente jefe jefa comprador compradora compras ventas encargado encargada directora socio
    diretor diretora comprador vendas sócio titolare responsabile acquisti amministratore
    direttore direttrice inkoper directeur inköpschef indkøbschef kierownik dyrektor prezes
    müdür müdürü satın satınalma ihracat ithalat uzmanı genel
    директор менеджер начальник закупок закупкам руководитель инженер специалист продажам
    مدير المدير رئيس مشتريات المشتريات مبيعات مسؤول مهندس"""
)
POSTS_EAST = re.compile(
    "经理|總監|总监|采购|採購|主管|董事|总裁|總裁|工程师|销售|助理|业务|外贸|厂长|老板|部長|課長|社長|"
    "取締役|係長|主任|担当|대표|부장|과장|차장|이사|사장|팀장|대리|经理人|主任|專員|专员"
)
FORMS = _any(
    """ltd limited llc llp lp inc incorporated corp corporation co company gmbh ag kg ohg ug se
    kgaa sa sarl sas sasu eurl srl spa snc sl slu lda ltda eireli bv nv vof ab oy oyj as asa aps
    a/s k.k kk plc pty pte pvt sdn bhd fze fzco fzc fz-llc wll est establishment jsc ooo ооо оао
    зао пао ао ип тов sp.z o.o spółka kft zrt a.ş aş şti sti tic san doo d.o.o s.a s.r.l s.p.a
    s.l s.a.s b.v n.v gbr e.k ek mbh tbk cv pt s.a.r.l s.a.de c.v l.l.c"""
)
FORMS_EAST = re.compile(
    "有限公司|公司|集团|集團|厂|工厂|株式会社|有限会社|合同会社|주식회사|㈜|商行|شركة|مؤسسة"
)
TRADES = _any(
    """trading group industries industry international enterprises enterprise import export imports
    exports holding holdings textiles textile foods logistics shipping trade bros brothers
    sons factory mills distributors distribution wholesale supplies handel handels comercial
    importadora distribuidora exportadora ticaret sanayi bank university institute ministry"""
)
STREETS = _any(
    """street st road rd avenue ave boulevard blvd lane ln drive dr suite ste floor fl building
    bldg room rm unit block plaza tower square sq highway hwy parkway pkwy court broadway box
    p.o po district zone park estate house plot straße strasse platz weg allee gasse ring rue
    calle avenida av rua carrera plaza via viale corso piazza laan straat gatan vägen vej gade
    ulica ul улица ул проспект пр дом офис cadde caddesi cad sokak sok mah mahallesi no: osb
    شارع طريق مبنى"""
)
STREETS_EAST = re.compile("[路街道号號楼樓室镇鎮区區弄巷省市县]|丁目|番地|[시구동로길]\\s*\\d")
HONORIFICS = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|eng|ing|ir|dipl\.?-?ing|herr|frau|mme|mlle|sr|sra|sig|dott|"
    r"м-р|г-н|г-жа|السيد|السيدة|المهندس|m/s)\.?\s+",
    re.IGNORECASE,
)
DISCLAIMERS = _any(
    """confidential confidentiality privileged intended unauthorized unauthorised recipient
    disclaimer dissemination vertraulich confidentiel""",
)
