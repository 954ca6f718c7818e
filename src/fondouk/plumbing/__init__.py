"""What every room stands on and no trader sees: outbox, ids, clock, transactions, audit, blobs."""
