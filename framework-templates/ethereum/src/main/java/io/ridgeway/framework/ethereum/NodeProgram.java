package io.ridgeway.framework.ethereum;

import io.ridgeway.model.deploy.Probe;
import io.ridgeway.model.deploy.Probes;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.deploy.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Ethereum client that the pack can run: one implementation and one set of templates each. */
sealed interface NodeProgram permits Besu, GoQuorum {
  /**
   * Whether its doors are open, and no more: a halted chain must not have its nodes restarted, and
   * each must find its peers for the chain to come back.
   */
  Probes PROBES =
      new Probes(Optional.of(new Probe.TcpOpen("p2p")), Optional.of(new Probe.TcpOpen("rpc")));

  /** The name of the software: {@code besu}. */
  String software();

  /** What runs for one node. */
  Workload workload(Seat seat, Software software);

  /** What every client's templates see as {@code $chain} and {@code $node}. */
  static Map<String, Object> values(Seat seat, List<String> rpcApis) {
    return Map.of(
        "chain",
        seat.chain().values(),
        "node",
        Map.of(
            "name", seat.node().name().value(),
            "p2pHost", seat.host(),
            "p2pPort", seat.port("p2p"),
            "rpcPort", seat.port("rpc"),
            "rpcHosts", seat.rpcHosts(),
            "rpcApis", rpcApis,
            "named", seat.named(),
            "peers", seat.peers()));
  }
}
