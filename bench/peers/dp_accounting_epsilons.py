"""Epsilons of DP-SGD by dp_accounting: a task a line on stdin, an answer a line on stdout.

Its losses are multiples of 1e-4 unless told otherwise, which is coarse for a small epsilon: `refined` is the epsilon on
a grid so fine that one eight times as fine changes less than a thousandth.
"""

import json
import sys
import time

from dp_accounting import dp_event
from dp_accounting.pld import pld_privacy_accountant

INTERVAL = 1e-4


def epsilon(task, interval):
    step = dp_event.PoissonSampledDpEvent(task["rate"], dp_event.GaussianDpEvent(task["noise"]))
    accountant = pld_privacy_accountant.PLDAccountant(value_discretization_interval=interval)
    accountant.compose(step, task["steps"])
    return accountant.get_epsilon(task["delta"])


def refined(task, coarse):
    interval = INTERVAL
    while True:
        interval /= 8
        fine = epsilon(task, interval)
        if abs(coarse - fine) <= 1e-3 * fine:
            return fine
        coarse = fine


for line in sys.stdin:
    task = json.loads(line)
    start = time.perf_counter()
    found = epsilon(task, INTERVAL)
    milliseconds = 1000 * (time.perf_counter() - start)
    # a large epsilon has no need of it
    fine = found if found > 2 else refined(task, found)
    print(json.dumps({"epsilon": found, "refined": fine, "milliseconds": milliseconds}), flush=True)
