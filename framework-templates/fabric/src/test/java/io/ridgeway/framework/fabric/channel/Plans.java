package io.ridgeway.framework.fabric.channel;

import io.ridgeway.framework.fabric.lab.TestOrganisation;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Plans of channels to try things on. */
final class Plans {
  static final TestOrganisation ORDERER = new TestOrganisation("orderer");
  static final TestOrganisation ALPHA = new TestOrganisation("alpha");
  static final TestOrganisation BETA = new TestOrganisation("beta");
  static final TestOrganisation GAMMA = new TestOrganisation("gamma");
  static final TestOrganisation REGULATOR = new TestOrganisation("regulator");
  private static final Batch BATCH =
      new Batch(100, 4 * 1024 * 1024, 512 * 1024, Duration.ofMillis(250));

  private Plans() {}

  static HostPort orderer(int i) {
    return new HostPort("orderer-" + i + ".example", 7050);
  }

  static HostPort peer(TestOrganisation organisation, int i) {
    return new HostPort("peer-" + i + "." + organisation.name() + ".example", 7051);
  }

  static List<Consenter> consenters(int count) {
    List<Consenter> consenters = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      consenters.add(ORDERER.consenter(i, orderer(i)));
    }
    return consenters;
  }

  static ChannelPlan raft(int orderers, Level level, Member... members) {
    return plan(level, new Ordering.Raft(consenters(orderers)), Map.of(), members);
  }

  static ChannelPlan bft(int orderers, Member... members) {
    return plan(Level.V3, new Ordering.Bft(consenters(orderers)), Map.of(), members);
  }

  static ChannelPlan plan(
      Level level, Ordering ordering, Map<String, String> acls, Member... members) {
    return new ChannelPlan(
        "trade",
        level,
        ordering,
        BATCH,
        List.of(
            ORDERER.orders(
                ordering.consenters().stream().map(Consenter::address).toArray(HostPort[]::new))),
        List.of(members),
        acls);
  }
}
