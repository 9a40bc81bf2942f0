package io.ridgeway.framework.ethereum;

import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.model.NetworkId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the genesis block is made from, whichever client runs it: the typed view of an Ethereum
 * network's birth record.
 *
 * @param id the chain id
 * @param timestamp the block's time in seconds since 1970
 * @param epochLength blocks after which open votes on validators lapse
 * @param requestTimeoutSeconds the first round's time; each further round has twice as long
 */
record Chain(
    long id,
    long timestamp,
    String extraData,
    long gasLimit,
    long blockPeriodSeconds,
    long requestTimeoutSeconds,
    long epochLength) {

  /** Derived chain ids start here and have {@value #DERIVED_BITS} further bits. */
  private static final long DERIVED_FROM = 0x3000_0000L;

  private static final int DERIVED_BITS = 26;
  private static final long EPOCH_LENGTH = 30_000;
  private static final long LEAST_REQUEST_TIMEOUT_SECONDS = 4;

  static BirthRecord born(BirthInput input, Parameters parameters) {
    List<AccountAddress> validators =
        input.plan().nodes().stream()
            .filter(n -> n.group().isPresent())
            .map(n -> AccountAddress.ofPublicKey(input.identities().key(n.name()).publicKey()))
            .sorted()
            .toList();
    long blockPeriod = parameters.number(input.spec(), "blockPeriodSeconds");
    return new BirthRecord(
        Map.of(
            "version", input.spec().framework().version(),
            "chainId",
                parameters
                    .find(input.spec(), "chainId")
                    .orElseGet(() -> text(derivedId(input.network()))),
            "timestamp", text(input.now().getEpochSecond()),
            "extraData", ExtraData.of(validators),
            "validators",
                validators.stream()
                    .map(AccountAddress::checksummed)
                    .collect(Collectors.joining(",")),
            "gasLimit", parameters.text(input.spec(), "gasLimit"),
            "blockPeriodSeconds", text(blockPeriod),
            // A round must outlast the wait for the block's time.
            "requestTimeoutSeconds", text(Math.max(LEAST_REQUEST_TIMEOUT_SECONDS, 2 * blockPeriod)),
            "epochLength", text(EPOCH_LENGTH)));
  }

  static Chain of(BirthRecord birth) {
    return new Chain(
        Long.parseLong(birth.get("chainId")),
        Long.parseLong(birth.get("timestamp")),
        birth.get("extraData"),
        Long.parseLong(birth.get("gasLimit")),
        Long.parseLong(birth.get("blockPeriodSeconds")),
        Long.parseLong(birth.get("requestTimeoutSeconds")),
        Long.parseLong(birth.get("epochLength")));
  }

  /**
   * A chain id from the network's id: the same each time, below 2^31 so that every tool takes it,
   * and in a stretch (805,306,368 to 872,415,231) away from the small numbers that public chains
   * have. Two networks may get the same one, rarely; their accounts differ, so nothing can be
   * replayed.
   */
  static long derivedId(NetworkId network) {
    byte[] hash = Keccak.hash(network.value().getBytes(StandardCharsets.US_ASCII));
    return DERIVED_FROM + (ByteBuffer.wrap(hash).getLong() >>> (Long.SIZE - DERIVED_BITS));
  }

  /** What templates see as {@code $chain}. */
  Map<String, Object> values() {
    return Map.of(
        "id", id,
        "timestamp", "0x" + Long.toHexString(timestamp),
        "extraData", extraData,
        "gasLimit", gasLimit,
        "gasLimitHex", "0x" + Long.toHexString(gasLimit),
        "blockPeriodSeconds", blockPeriodSeconds,
        "requestTimeoutSeconds", requestTimeoutSeconds,
        "epochLength", epochLength);
  }

  private static String text(long number) {
    return Long.toString(number);
  }
}
