"""Kills workers on a real Kafka and a real PostgreSQL, and prints the ledger.

usage: python bench/faults.py [--messages 20000] [--kills 200] [--freezes 5] [--outages 2] [--jumps 5]
           [--leader-moves 0] [--seed 7] [--chain]

Starts a broker and a database of its own. Between the SIGKILLs workers are frozen past their session, their
clocks are set, the broker and the database are killed and started again, and the dead letter topic takes
nothing for a while. With ``--leader-moves`` there are three brokers, one of which is killed at each move;
then the others are left alone, so that ``--outages`` must be 0. ``--chain`` has workers that run all stages,
from a delivery to a flag in the review API. Ends with 1 where the books do not balance.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

# As a script this file would itself be found under the name of the tests that it uses.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from tests.faults import chain  # noqa: E402  # the path is set above
from tests.faults.chain import ChainSoak  # noqa: E402
from tests.faults.soak import Plan, Soak, context  # noqa: E402
from tests.integration.kafka.broker import Broker  # noqa: E402
from tests.integration.kafka.cluster import Cluster  # noqa: E402
from tests.integration.postgresql.server import PrivateServer, binaries  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> int:
    """Run as the command line says; print the ledger; return 1 where it is not balanced."""
    parser = argparse.ArgumentParser(description="Kill workers on a real Kafka and PostgreSQL.")
    parser.add_argument("--messages", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--freezes", type=int, default=5)
    parser.add_argument("--outages", type=int, default=2, help="of broker, database and topic, each")
    parser.add_argument("--jumps", type=int, default=5, help="of the workers' clocks, by up to a day")
    parser.add_argument("--leader-moves", type=int, default=0, help="on three brokers")
    parser.add_argument("--pause", type=float, default=0.3, help="longest pause before a fault, in seconds")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--chain", action="store_true", help="the whole chain instead of one small stage")
    given = parser.parse_args(arguments)
    if given.leader_moves and given.outages:
        parser.error("--leader-moves needs --outages 0")
    folder = binaries()
    if folder is None:
        parser.error("PostgreSQL is not installed on this machine")
    plan = Plan(
        given.messages,
        given.kills,
        workers=given.workers,
        freezes=given.freezes,
        outages=given.outages,
        jumps=given.jumps,
        leader_moves=given.leader_moves,
        seed=given.seed,
        pause_s=given.pause,
    )
    logging.disable(logging.CRITICAL)
    broker, server = Cluster() if given.leader_moves else Broker(), PrivateServer(folder)
    try:
        soak, processes = (ChainSoak, chain.context()) if given.chain else (Soak, context())
        books = soak(broker, server, plan, processes, lambda line: print(line, flush=True)).run()
    finally:
        server.close()
        broker.close()
    for name, value in asdict(books).items():
        print(f"{name:14} {value}")
    print("balanced" if books.is_balanced else "NOT BALANCED")
    return 0 if books.is_balanced else 1


if __name__ == "__main__":
    sys.exit(main())
