package io.ridgeway.framework.fabric.channel;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.Orderers;
import org.hyperledger.fabric.protos.orderer.ConsensusType;
import org.hyperledger.fabric.protos.orderer.etcdraft.ConfigMetadata;

/** The orderers that vote, as a configuration has them, to be changed one at a time. */
sealed interface ConsenterSet {

  static ConsenterSet of(ConfigGroup.Builder orderer) {
    try {
      ConsensusType type =
          ConsensusType.parseFrom(orderer.getValuesOrThrow(ChannelGroup.CONSENSUS_TYPE).getValue());
      return switch (type.getType()) {
        case ChannelGroup.RAFT -> new Raft(ConfigMetadata.parseFrom(type.getMetadata()));
        case ChannelGroup.BFT ->
            new Bft(
                Orderers.parseFrom(orderer.getValuesOrThrow(ChannelGroup.CONSENTERS).getValue()));
        default -> throw new IllegalArgumentException("unknown ordering " + type.getType());
      };
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not the configuration of orderers", e);
    }
  }

  /** All of them, in the order of the configuration. */
  List<Consenter> all();

  ConsenterSet add(Consenter consenter);

  ConsenterSet remove(HostPort consenter);

  ConsenterSet replace(HostPort consenter, Consenter by);

  void into(ConfigGroup.Builder orderer);

  /** Raft's stand in the metadata of the consensus. */
  record Raft(ConfigMetadata metadata) implements ConsenterSet {
    /** Raft knows them by TLS alone, and counts them by itself. */
    @Override
    public List<Consenter> all() {
      List<Consenter> all = new ArrayList<>();
      metadata
          .getConsentersList()
          .forEach(
              c ->
                  all.add(
                      new Consenter(
                          all.size() + 1,
                          address(c),
                          "",
                          "",
                          c.getClientTlsCert().toStringUtf8(),
                          c.getServerTlsCert().toStringUtf8())));
      return all;
    }

    @Override
    public ConsenterSet add(Consenter consenter) {
      return with(added(metadata.getConsentersList(), consenter.raft(), Raft::address));
    }

    @Override
    public ConsenterSet remove(HostPort consenter) {
      return with(removed(metadata.getConsentersList(), consenter, Raft::address));
    }

    @Override
    public ConsenterSet replace(HostPort consenter, Consenter by) {
      return with(replaced(metadata.getConsentersList(), consenter, by.raft(), Raft::address));
    }

    private Raft with(List<org.hyperledger.fabric.protos.orderer.etcdraft.Consenter> consenters) {
      return new Raft(metadata.toBuilder().clearConsenters().addAllConsenters(consenters).build());
    }

    private static HostPort address(
        org.hyperledger.fabric.protos.orderer.etcdraft.Consenter consenter) {
      return new HostPort(consenter.getHost(), consenter.getPort());
    }

    @Override
    public void into(ConfigGroup.Builder orderer) {
      ChannelGroup.consensus(orderer, ChannelGroup.RAFT, metadata);
    }
  }

  /** BFT's stand in a value of their own. */
  record Bft(Orderers orderers) implements ConsenterSet {
    @Override
    public List<Consenter> all() {
      return orderers.getConsenterMappingList().stream()
          .map(
              c ->
                  new Consenter(
                      c.getId(),
                      address(c),
                      c.getMspId(),
                      c.getIdentity().toStringUtf8(),
                      c.getClientTlsCert().toStringUtf8(),
                      c.getServerTlsCert().toStringUtf8()))
          .toList();
    }

    @Override
    public ConsenterSet add(Consenter consenter) {
      numberIsFree(orderers.getConsenterMappingList(), consenter);
      return with(added(orderers.getConsenterMappingList(), consenter.bft(), Bft::address));
    }

    @Override
    public ConsenterSet remove(HostPort consenter) {
      return with(removed(orderers.getConsenterMappingList(), consenter, Bft::address));
    }

    @Override
    public ConsenterSet replace(HostPort consenter, Consenter by) {
      numberIsFree(
          orderers.getConsenterMappingList().stream()
              .filter(c -> !address(c).equals(consenter))
              .toList(),
          by);
      return with(replaced(orderers.getConsenterMappingList(), consenter, by.bft(), Bft::address));
    }

    private static void numberIsFree(
        List<org.hyperledger.fabric.protos.common.Consenter> others, Consenter consenter) {
      if (others.stream().anyMatch(c -> c.getId() == consenter.id())) {
        throw new Refusal(
            ProblemType.CONFLICT, "Another consenter has the number " + consenter.id() + ".");
      }
    }

    private static Bft with(List<org.hyperledger.fabric.protos.common.Consenter> consenters) {
      return new Bft(Orderers.newBuilder().addAllConsenterMapping(consenters).build());
    }

    private static HostPort address(org.hyperledger.fabric.protos.common.Consenter consenter) {
      return new HostPort(consenter.getHost(), consenter.getPort());
    }

    @Override
    public void into(ConfigGroup.Builder orderer) {
      ChannelGroup.consenters(orderer, orderers.getConsenterMappingList());
    }
  }

  private static <T> List<T> added(List<T> all, T one, Function<T, HostPort> address) {
    if (all.stream().map(address).anyMatch(address.apply(one)::equals)) {
      throw new Refusal(
          ProblemType.CONFLICT, "There is a consenter at " + address.apply(one) + " already.");
    }
    List<T> more = new ArrayList<>(all);
    more.add(one);
    return more;
  }

  private static <T> List<T> removed(List<T> all, HostPort at, Function<T, HostPort> address) {
    List<T> fewer = new ArrayList<>(all);
    if (!fewer.removeIf(c -> address.apply(c).equals(at))) {
      throw absent(at);
    }
    if (fewer.isEmpty()) {
      throw new Refusal(
          ProblemType.INVALID, "The consenter at " + at + " is the last: nobody would order.");
    }
    return fewer;
  }

  private static <T> List<T> replaced(
      List<T> all, HostPort at, T by, Function<T, HostPort> address) {
    HostPort next = address.apply(by);
    List<T> others = new ArrayList<>();
    boolean found = false;
    for (T each : all) {
      boolean meant = address.apply(each).equals(at);
      found |= meant;
      others.add(meant ? by : each);
      if (!meant && address.apply(each).equals(next)) {
        throw new Refusal(
            ProblemType.CONFLICT, "There is another consenter at " + next + " already.");
      }
    }
    if (!found) {
      throw absent(at);
    }
    return others;
  }

  private static Refusal absent(HostPort at) {
    return new Refusal(ProblemType.NOT_FOUND, "There is no consenter at " + at + ".");
  }
}
