"""Company names as words that compare: no case, no accents, no legal form.

Chinese, Japanese and Korean names have no spaces; each pair of neighbouring characters
stands for a word, as usual in search over such scripts.
"""

import re
from collections.abc import Iterator

from muniment.vault.domain.tidy import folded

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+")
_CJK_RUN = re.compile(rf"[{_CJK}]+\Z")
_APOSTROPHE = re.compile("['’`´]")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\s?\.\s?){2,}|\b(?:[^\W\d_]\s?/\s?)[^\W\d_]\b")
_SPLIT_FORMS = re.compile(r"\b(?:sp\W*z\W*o\W*o|s\W*de\W*r\W*l|p t)\b")
_BARE_INITIALS = re.compile(r"\b(?:[^\W\d_] ){1,3}[^\W\d_]\Z")
LONGEST_WORD = 40
MOST_WORDS = 24

LEGAL_FORMS = frozenset(
    """
    ltd limited co company corp corporation inc incorporated llc llp lp plc cic
    gmbh mbh ag kg kgaa ohg gbr ug ev eg haftungsbeschrankt
    sa sas sasu sarl sarlu eurl snc sca sci scop spa srl srls sapa
    bv nv cv vof bvba sprl ab hb as asa ans aps ivs oy oyj ab ky
    sl slu sac saa eirl ltda lda unipessoal sab sapi rl me epp eireli cia
    doo dd ad eood ood ead sro spol zoo spzoo kft zrt nyrt bt rt sia uab
    ooo oao zao pao ip tov too jsc ojsc cjsc pjsc ooo ао ооо зао пао оао тов
    pty pvt pte private proprietary sdn bhd tbk pt fze fzco fzc fzllc dmcc wll saoc saog
    kk gk yk jsc pcl sti ltdsti sanayi ticaret ve san tic
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a list of strings
)
_EASTERN_FORMS = re.compile(
    "股份有限公司|有限责任公司|有限責任公司|集团有限公司|有限公司|股份公司|集团公司|"
    "株式会社|有限会社|合同会社|株式會社|주식회사|유한회사"
)
_LINKS = frozenset(
    "and und et y e de la le the of for da do dos das del der du van von".split()  # noqa: SIM905 - as above
)
GENERIC_WORDS = frozenset(
    """
    trading trade trader traders import imports importer export exports exporter importacao
    exportacao international intl global world worldwide group holding holdings enterprise
    enterprises industry industries industrial commerce commercial general business services
    service solutions products product supply supplies distribution distributors wholesale retail
    store shop online technology technologies tech systems manufacturing company comercial
    comercio handel handels handelsgesellschaft import-export
    贸易 进出 出口 进口 国际 集团 实业 科技 电子 商贸 发展 公司 深圳 圳市 上海 广州 州市 宁波 波市
    香港 义乌 乌市 北京 浙江 江省 广东 东省
    """.split()  # noqa: SIM905 - as above
)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in their order, each once; never empty while the name has letters.

    Legal forms and linking words are left out unless nothing else remains.
    """
    runs = list(_runs(_EASTERN_FORMS.sub(" ", name))) or list(_runs(name))
    telling = [run for run in runs if run not in LEGAL_FORMS and run not in _LINKS] or runs
    words = (word for run in telling for word in _words_of_run(run))
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def distinctive_words_of(name: str) -> tuple[str, ...]:
    """The words that tell one company from another; all words if they are all generic."""
    words = words_of(name)
    return tuple(word for word in words if word not in GENERIC_WORDS) or words


def _runs(name: str) -> Iterator[str]:
    text = _APOSTROPHE.sub("", folded(name))
    text = _SPLIT_FORMS.sub(" ", text) if _SPLIT_FORMS.sub("", text).strip() else text
    text = _INITIALS.sub(lambda found: re.sub(r"[\s./]", "", found[0]) + " ", text)
    text = _BARE_INITIALS.sub(lambda found: found[0].replace(" ", ""), text.strip())
    return (run for run in _RUN.findall(text))


def _words_of_run(run: str) -> list[str]:
    if _CJK_RUN.match(run) and len(run) > 1:
        return [run[at : at + 2] for at in range(len(run) - 1)]
    return [run[:LONGEST_WORD]]
