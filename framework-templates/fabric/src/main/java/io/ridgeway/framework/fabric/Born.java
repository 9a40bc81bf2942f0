package io.ridgeway.framework.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Consenter;
import io.ridgeway.framework.fabric.channel.GenesisBlock;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.HostPort;
import io.ridgeway.model.place.Placement;
import io.ridgeway.model.place.Viewpoint;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperledger.fabric.protos.common.Block;

/**
 * What a network was born with: its channel's name and first block, {@code channel} and {@code
 * genesis} (Base64) in the birth record, from where its nodes see each other ({@code from}), and
 * what it starts from: {@code contract}, and the address of each member's service as {@code
 * contract.MEMBER}.
 *
 * @param start empty if it starts from nothing
 * @param settled what the channel has been brought to since: {@link #BFT_ORDERS}, {@link
 *     #BFT_DELIVERS}
 */
record Born(
    String channel, Block genesis, Viewpoint from, Optional<Start> start, Set<String> settled) {
  private static final String CONTRACT = "contract";

  /**
   * The contract that the channel starts from.
   *
   * @param services where each member's peers reach it
   */
  record Start(String contract, Map<String, HostPort> services) {
    Start {
      services = Collections.unmodifiableMap(new TreeMap<>(services));
    }
  }

  /** What is added once the channel agrees by BFT that was born with Raft: orderers know it. */
  static final String BFT_ORDERS = "bftOrders";

  /** And once peers fetch blocks as BFT's can be trusted. */
  static final String BFT_DELIVERS = "bftDelivers";

  private static final String CHANNEL = "channel";
  private static final String GENESIS = "genesis";
  private static final String FROM = "from";

  /**
   * Makes it.
   *
   * @param nonce 24 random bytes
   */
  static Born now(BirthInput input, byte[] nonce) {
    FabricNetwork network =
        FabricNetwork.of(
            input.network(),
            Topology.of(input.spec(), input.plan()),
            input.placement(),
            input.addresses(),
            FabricNetwork.viewpoint(input.placement()),
            input.identities());
    String channel = PackFile.PARAMETERS.text(input.spec(), CHANNEL);
    return new Born(
        channel,
        GenesisBlock.of(
            FirstChannel.plan(network, channel, batch(input.spec())), input.now(), nonce),
        network.from(),
        network.topology().contract().map(contract -> start(network, contract)),
        Set.of());
  }

  /**
   * Makes that of a channel on a host's nodes: the host's members endorse and its orderers order;
   * the guest's organisation has clients only. It is named as the guest, so that no two of a host
   * have the same name.
   *
   * @param nonce 24 random bytes
   */
  static Born guest(BirthInput guest, Hosting.Host host, byte[] nonce) {
    FabricNetwork network =
        FabricNetwork.of(
            host.network(),
            Topology.of(host.spec(), host.plan()),
            host.placement(),
            host.addresses(),
            from(host.birth(), host.placement()),
            host.identities());
    GuestSpec wanted = new GuestSpec(guest.spec());
    String channel = guest.network().value();
    Member clients =
        new Member(
            wanted.organisation(),
            FabricIdentities.msp(wanted.organisation(), guest.identities()),
            List.of(),
            Member.Kind.CLIENT);
    return new Born(
        channel,
        GenesisBlock.of(
            FirstChannel.plan(network, channel, wanted.batch(), List.of(clients)),
            guest.now(),
            nonce),
        network.from(),
        wanted.contract().flatMap(contract -> of(host.birth()).start()),
        Set.of());
  }

  private static Start start(FabricNetwork network, String contract) {
    Map<String, HostPort> services = new TreeMap<>();
    network
        .topology()
        .contractOwners()
        .forEach((node, owner) -> services.put(owner, network.reached(node, Roles.SERVICE)));
    return new Start(contract, services);
  }

  static Born of(BirthRecord birth) {
    try {
      return new Born(
          birth.get(CHANNEL),
          Block.parseFrom(Base64.getDecoder().decode(birth.get(GENESIS))),
          Viewpoint.valueOf(birth.values().getOrDefault(FROM, Viewpoint.INSIDE.name())),
          Optional.ofNullable(birth.values().get(CONTRACT)).map(contract -> start(birth, contract)),
          settled(birth));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the birth record has no block", e);
    }
  }

  private static Start start(BirthRecord birth, String contract) {
    String prefix = CONTRACT + ".";
    Map<String, HostPort> services = new TreeMap<>();
    birth
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                services.put(name.substring(prefix.length()), address(value));
              }
            });
    return new Start(contract, services);
  }

  /** As {@link HostPort#toString} writes it. */
  private static HostPort address(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
    return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
  }

  /**
   * From where its nodes see each other; networks from before it was kept don't say, and have it by
   * their places.
   */
  static Viewpoint from(BirthRecord birth, Placement placement) {
    return Optional.ofNullable(birth.values().get(FROM))
        .map(Viewpoint::valueOf)
        .orElseGet(() -> FabricNetwork.viewpoint(placement));
  }

  /** Where the first block says that orderers are. */
  List<HostPort> orderers() {
    return configuration().consenters().stream().map(Consenter::address).toList();
  }

  /** What the first block says of nodes. */
  FabricNetwork.First first() {
    ConfigEdit configuration = configuration();
    Map<String, Integer> peers = new TreeMap<>();
    configuration
        .organisations()
        .keySet()
        .forEach(name -> peers.put(name, configuration.anchors(name).size()));
    return new FabricNetwork.First(orderers(), peers);
  }

  /** What the first block says of the channel. */
  ConfigEdit configuration() {
    return new ConfigEdit(channel, Blocks.config(genesis));
  }

  /** What was added to a birth record since. */
  static Set<String> settled(BirthRecord birth) {
    Set<String> settled = new TreeSet<>(Set.of(BFT_ORDERS, BFT_DELIVERS));
    settled.retainAll(birth.values().keySet());
    return settled;
  }

  /** Whether its orderers agree by BFT, as far as their programs have been told. */
  boolean isBft() {
    return settled.contains(BFT_ORDERS) || configuration().isBft();
  }

  /** The name alone, without reading the block. */
  static String channel(BirthRecord birth) {
    return birth.get(CHANNEL);
  }

  BirthRecord record() {
    Map<String, String> values = new TreeMap<>();
    values.put(CHANNEL, channel);
    values.put(FROM, from.name());
    values.put(GENESIS, Base64.getEncoder().encodeToString(genesis.toByteArray()));
    start.ifPresent(
        s -> {
          values.put(CONTRACT, s.contract());
          s.services().forEach((member, at) -> values.put(CONTRACT + "." + member, at.toString()));
        });
    return new BirthRecord(values);
  }

  private static Batch batch(NetworkSpec spec) {
    return batch(spec, Batch.USUAL.absoluteMaxBytes(), Batch.USUAL.preferredMaxBytes());
  }

  /** Blocks as the order has them, none larger than that. */
  static Batch batch(NetworkSpec spec, int absoluteMaxBytes, int preferredMaxBytes) {
    return new Batch(
        (int) PackFile.PARAMETERS.number(spec, "batchTransactions"),
        absoluteMaxBytes,
        preferredMaxBytes,
        Duration.ofMillis(PackFile.PARAMETERS.number(spec, "batchTimeoutMillis")));
  }

  /** Whether its nodes know each other by the addresses inside their city node. */
  static boolean isInside(BirthRecord birth) {
    return Viewpoint.INSIDE.name().equals(birth.values().get(FROM));
  }
}
