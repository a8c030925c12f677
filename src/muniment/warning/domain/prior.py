"""What other books teach about the coming week: weights for a book that is still young.

Written by `tools/train_silence.py`, from invented trade books and from the open logs of a gift-ware
trader (UCI Online Retail, CC BY 4.0), an online grocer and a music shop. The names are those of
`signs.names()`; the weights are log-odds of an order within a week.
"""

WEIGHTS = {
    "always": -3.4614,
    "usual gap": -1.4088,
    "weeks silent": -0.2353,
    "weeks silent beyond 4": -0.0869,
    "weeks silent beyond 9": -0.0010,
    "weeks silent beyond 17": 0.1380,
    "gaps silent beyond 0.14": 0.4461,
    "gaps silent beyond 0.37": 0.2481,
    "gaps silent beyond 0.61": -0.1206,
    "gaps silent beyond 1.00": -0.2622,
    "gaps silent beyond 1.65": -0.6604,
    "gaps silent beyond 2.72": -0.2954,
    "gaps silent beyond 4.95": -0.9074,
    "orders": -0.0342,
    "one order": -0.5186,
    "two orders": -0.6379,
    "one order, weeks silent": -0.0579,
    "against the longest gap": 0.5038,
    "beyond the longest gap": -1.2443,
    "slower of late": -0.1379,
    "irregular": -1.9240,
    "irregular and late": 0.8175,
    "irregular and early": -1.9764,
    "age": 0.2901,
    "size of the last order": 0.0171,
    "orders and late": -0.1394,
    "season": 0.8635,
}
