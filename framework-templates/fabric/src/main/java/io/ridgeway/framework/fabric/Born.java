package io.ridgeway.framework.fabric;

import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.fabric.channel.Batch;
import io.ridgeway.framework.fabric.channel.GenesisBlock;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.HostPort;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperledger.fabric.protos.common.Block;

/**
 * What a network was born with: its channel's name and first block, {@code channel} and {@code
 * genesis} (Base64) in the birth record, and what it starts from: {@code contract}, and the address
 * of each member's service as {@code contract.MEMBER}.
 *
 * @param start empty if it starts from nothing
 */
record Born(String channel, Block genesis, Optional<Start> start) {
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

  private static final String CHANNEL = "channel";
  private static final String GENESIS = "genesis";

  /**
   * Makes it.
   *
   * @param nonce 24 random bytes
   */
  static Born now(BirthInput input, byte[] nonce) {
    FabricNetwork network =
        FabricNetwork.of(
            input.network(),
            input.spec(),
            input.placement(),
            input.addresses(),
            input.identities());
    String channel = PackFile.PARAMETERS.text(input.spec(), CHANNEL);
    return new Born(
        channel,
        GenesisBlock.of(
            FirstChannel.plan(network, channel, batch(input.spec())), input.now(), nonce),
        network.topology().contract().map(contract -> start(network, contract)));
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
          Optional.ofNullable(birth.values().get(CONTRACT))
              .map(contract -> start(birth, contract)));
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

  /** The name alone, without reading the block. */
  static String channel(BirthRecord birth) {
    return birth.get(CHANNEL);
  }

  BirthRecord record() {
    Map<String, String> values = new TreeMap<>();
    values.put(CHANNEL, channel);
    values.put(GENESIS, Base64.getEncoder().encodeToString(genesis.toByteArray()));
    start.ifPresent(
        s -> {
          values.put(CONTRACT, s.contract());
          s.services().forEach((member, at) -> values.put(CONTRACT + "." + member, at.toString()));
        });
    return new BirthRecord(values);
  }

  private static Batch batch(NetworkSpec spec) {
    return new Batch(
        (int) PackFile.PARAMETERS.number(spec, "batchTransactions"),
        Batch.USUAL.absoluteMaxBytes(),
        Batch.USUAL.preferredMaxBytes(),
        Duration.ofMillis(PackFile.PARAMETERS.number(spec, "batchTimeoutMillis")));
  }
}
