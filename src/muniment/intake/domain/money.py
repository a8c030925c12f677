"""Currencies as files name them."""

import unicodedata

# Source: ISO 4217, list one, without funds, metals and codes for testing.
_LISTED = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR
KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR
SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
"""
_CODES = frozenset(_LISTED.split())
_NAMES = {
    "RMB": "CNY", "CNH": "CNY", "人民币": "CNY", "元": "CNY",
    "美元": "USD", "美金": "USD", "US$": "USD", "USDOLLAR": "USD", "DOLLAR": "USD",
    "欧元": "EUR", "EURO": "EUR", "€": "EUR", "英镑": "GBP", "£": "GBP", "日元": "JPY",
    "港币": "HKD", "港元": "HKD", "HK$": "HKD", "澳元": "AUD", "加元": "CAD", "卢布": "RUB",
    "韩元": "KRW", "新台币": "TWD", "瑞士法郎": "CHF", "卢比": "INR", "新加坡元": "SGD",
}  # fmt: skip


def known_currency(given: str) -> str | None:
    """Give the ISO 4217 code of a code, sign or name in English or Chinese; None if unknown."""
    text = unicodedata.normalize("NFKC", given).strip().upper().replace(" ", "")
    code = _NAMES.get(text, text)
    return code if code in _CODES else None
