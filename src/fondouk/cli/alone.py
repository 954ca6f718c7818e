"""Do the worker's part at the command line, where no worker runs that would."""

import time


def catch_up_alone() -> bool:
    """Let every consumer read the outbox to its end, unless a worker lives that does it; whether
    that was done here.
    """
    from fondouk.flows.subscriptions import CONSUMERS
    from fondouk.plumbing import beats, clock, outbox

    if beats.alive("worker", at=clock.now()):
        return False
    while sum(outbox.pump(name, reactions) for name, reactions in CONSUMERS.items()):
        time.sleep(0)
    return True
