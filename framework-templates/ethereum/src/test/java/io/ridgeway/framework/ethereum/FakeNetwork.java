package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Fake validators and RPC nodes of one network. */
final class FakeNetwork implements AutoCloseable {
  static final BirthRecord BIRTH = birth(1);

  private final Map<NodeName, FakeNode> nodes = new TreeMap<>();
  private final List<NodeName> voters;

  FakeNetwork(int validators, int rpcs) {
    voters =
        IntStream.rangeClosed(1, validators).mapToObj(i -> NodeName.of("validator", i)).toList();
    voters.forEach(name -> nodes.put(name, new FakeNode()));
    IntStream.rangeClosed(1, rpcs).forEach(i -> nodes.put(NodeName.of("rpc", i), new FakeNode()));
  }

  static BirthRecord birth(int blockPeriodSeconds) {
    return new BirthRecord(
        Map.of(
            "chainId", "1",
            "timestamp", "0",
            "extraData", "0x",
            "gasLimit", "30000000",
            "blockPeriodSeconds", String.valueOf(blockPeriodSeconds),
            "requestTimeoutSeconds", String.valueOf(Math.max(4, 2 * blockPeriodSeconds)),
            "epochLength", "30000"));
  }

  FakeNode node(String name) {
    return nodes.get(new NodeName(name));
  }

  /** Every node has the same chain. */
  FakeNetwork at(long height) {
    nodes.values().forEach(node -> node.chain("a", height));
    return this;
  }

  LedgerEndpoints endpoints() {
    Map<NodeName, Map<String, HostPort>> at = new TreeMap<>();
    nodes.forEach((name, node) -> at.put(name, Map.of("rpc", node.at())));
    return new LedgerEndpoints(new NetworkId("n000000000001"), at, voters, BIRTH);
  }

  @Override
  public void close() {
    nodes.values().forEach(FakeNode::close);
  }
}
