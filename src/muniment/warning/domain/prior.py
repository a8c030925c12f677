"""What other books teach about the coming week: weights for a book that is still young.

Written by `tools/train_silence.py`, from invented trade books and from the open logs of a gift-ware
trader (UCI Online Retail, CC BY 4.0), an online grocer and a music shop. The names are those of
`signs.names()`; the weights are log-odds of an order within a week.
"""

WEIGHTS = {
    "always": -3.3641,
    "usual gap": -1.3633,
    "weeks silent": -0.2171,
    "weeks silent beyond 4": -0.0778,
    "weeks silent beyond 9": -0.0184,
    "weeks silent beyond 17": -0.0331,
    "gaps silent beyond 0.14": 0.4694,
    "gaps silent beyond 0.37": 0.0819,
    "gaps silent beyond 0.61": -0.0136,
    "gaps silent beyond 1.00": -0.2520,
    "gaps silent beyond 1.65": -0.7173,
    "gaps silent beyond 2.72": -0.1747,
    "gaps silent beyond 4.95": -0.7423,
    "orders": -0.0218,
    "one order": -0.6059,
    "two orders": -0.6708,
    "one order, weeks silent": -0.0233,
    "against the longest gap": 0.5363,
    "beyond the longest gap": -1.2907,
    "slower of late": -0.1591,
    "irregular": -1.8620,
    "irregular and late": 0.8133,
    "irregular and early": -1.8708,
    "age": 0.2863,
    "size of the last order": 0.0115,
    "orders and late": -0.1413,
    "season": 0.8432,
}
