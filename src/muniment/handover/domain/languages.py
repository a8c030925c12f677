"""In which language to write to a customer, by what is known about it."""

import re

_NAMES = {
    "en": ("en", "english", "英语", "英文"),
    "zh-hans": ("zh", "cn", "chinese", "mandarin", "中文", "汉语", "普通话", "华语"),
    "es": ("es", "spanish", "español", "castellano", "西班牙语"),
    "fr": ("fr", "french", "français", "法语"),
    "de": ("de", "german", "deutsch", "德语"),
    "pt": ("pt", "portuguese", "português", "葡萄牙语"),
    "ru": ("ru", "russian", "русский", "俄语"),
    "ar": ("ar", "arabic", "العربية", "阿拉伯语"),
}
_COUNTRIES = {
    "zh-hans": "CN SG",
    "es": "ES MX AR CL CO PE VE EC GT BO DO HN PY SV NI CR PA UY CU PR",
    "fr": "FR BE LU MC SN CI CM ML BF NE TG BJ GA CG CD GN MG",
    "de": "DE AT CH LI",
    "pt": "PT BR AO MZ CV",
    "ru": "RU BY KZ KG",
    "ar": "SA AE EG DZ MA TN LY IQ JO KW LB OM QA BH YE SY SD PS",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names}
_BY_COUNTRY = {one: code for code, told in _COUNTRIES.items() for one in told.split()}


def language_for(spoken: str, country: str) -> str:
    """Choose the language of the letter: what the customer speaks, or else its country's.

    Args:
        spoken: as the dossier says it, several apart by commas or lines; the first known counts.
        country: two letters, ISO 3166.

    English where neither is known to us.
    """
    for part in re.split(r"[,;/\n、，]", spoken):
        name = part.strip().casefold()
        for candidate in (name, name.partition("-")[0].strip(), name.partition(" ")[0]):
            if candidate in _BY_NAME:
                return _BY_NAME[candidate]
    return _BY_COUNTRY.get(country.strip().upper(), "en")
