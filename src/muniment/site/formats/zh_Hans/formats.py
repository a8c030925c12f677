"""Chinese: numbers in groups of three as trade papers have them; days that browsers understand.

A field of the kind `date` shows its day only if it is written 2026-03-05, and Django's Chinese
formats begin with 2026/03/05: the day filled in would be lost.
"""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
DATE_INPUT_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日"]
