"""Three real Kafka brokers on loopback, of which one may be away."""

import time
from collections import Counter
from collections.abc import Callable

from kafka.admin import KafkaAdminClient
from kafka.errors import KafkaError

from tests.integration.kafka.broker import PATIENCE_S, Broker, cluster_id, free_port

NODES = (1, 2, 3)
PROPERTIES = """
node.id={node}
controller.quorum.voters={voters}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
share.coordinator.state.topic.replication.factor=3
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
auto.leader.rebalance.enable=false
"""


class Cluster:
    """Three brokers, each a controller as well. Their data stays until ``close``."""

    def __init__(self) -> None:
        ports = {node: (free_port(), free_port()) for node in NODES}
        voters = ",".join(f"{node}@127.0.0.1:{ports[node][1]}" for node in NODES)
        name = cluster_id()
        self._brokers: dict[int, Broker] = {}
        self._turn = 0
        try:
            for node, (port, controller) in ports.items():
                more = PROPERTIES.format(node=node, voters=voters, port=port, controller=controller)
                self._brokers[node] = Broker(more, port=port, cluster=name)
                self._brokers[node].launch()
            for broker in self._brokers.values():
                broker.wait()
            self._wait_for(lambda: len(self._nodes()) == len(NODES))
        except BaseException:
            self.close()
            raise

    @property
    def bootstrap(self) -> str:
        """``host:port`` of all brokers."""
        return ",".join(broker.bootstrap for broker in self._brokers.values())

    def move_leaders(self) -> int:
        """Kill the next broker that leads anything, wait until others lead, start it, give it its lead back.

        So the leaders of all its partitions move twice. Returns how many partitions it led.
        """
        self._wait_for(lambda: not self._behind())
        led = Counter(leader for leader, _, _ in self._partitions())
        node = sorted(led)[self._turn % len(led)]
        self._turn += 1
        self._brokers[node].kill()
        self._wait_for(lambda: all(leader not in (node, -1) for leader, _, _ in self._partitions()))
        self._brokers[node].start()
        self._wait_for(lambda: not self._behind())
        self._lead_as_planned()
        self._wait_for(lambda: all(leader == replicas[0] for leader, replicas, _ in self._partitions()))
        return led[node]

    def close(self) -> None:
        """End the brokers and remove their files."""
        for broker in self._brokers.values():
            broker.close()

    def _lead_as_planned(self) -> None:
        """Make the first replica of every partition its leader, while all are up."""
        admin = self._admin()
        try:
            topics = admin.describe_topics()
            admin.perform_leader_election(
                0, {topic["topic"]: [each["partition"] for each in topic["partitions"]] for topic in topics}
            )
        finally:
            admin.close()

    def _admin(self) -> KafkaAdminClient:
        return KafkaAdminClient(bootstrap_servers=self.bootstrap.split(","))

    def _nodes(self) -> list[int]:
        admin = self._admin()
        try:
            return [broker["node_id"] for broker in admin.describe_cluster()["brokers"]]
        finally:
            admin.close()

    def _behind(self) -> bool:
        """Whether any replica is not in sync."""
        return any(set(replicas) != set(in_sync) for _, replicas, in_sync in self._partitions())

    def _partitions(self) -> list[tuple[int, list[int], list[int]]]:
        """Leader, replicas and those in sync, of every partition."""
        admin = self._admin()
        try:
            return [
                (partition["leader"], partition["replicas"], partition["isr"])
                for topic in admin.describe_topics()
                for partition in topic["partitions"]
            ]
        finally:
            admin.close()

    @staticmethod
    def _wait_for(condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                if condition():
                    return
            except KafkaError:  # no broker answered: they are about to choose
                pass
            if time.monotonic() > deadline:
                raise RuntimeError("The brokers did not come to rest.")
            time.sleep(0.2)
