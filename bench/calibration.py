"""A fixed loop of ordinary work: figures are given as a ratio to it, so that machines compare.

It never changes; a change would make older figures worthless.
"""

import time

_TEXT = "Huile d'argan vierge, pressée à froid, bidon de 5 litres; زيت أركان"


def _work() -> int:
    found = 0
    for number in range(6000):
        words = (_TEXT + str(number)).lower().split()
        counts: dict[str, int] = {}
        for word in words:
            counts[word] = counts.get(word, 0) + len(word)
        found += sum(counts.values()) + sum(sorted(counts.values())[:3])
    return found


def unit_ms(rounds: int = 7) -> float:
    """CPU milliseconds of one pass of the loop: the best of several, the least disturbed."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        _work()
        best = min(best, time.process_time() - started)
    return best * 1000


if __name__ == "__main__":
    print(f"{unit_ms():.2f} ms")
