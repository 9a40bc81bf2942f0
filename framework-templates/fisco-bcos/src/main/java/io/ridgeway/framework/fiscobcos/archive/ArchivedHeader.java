package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import io.ridgeway.framework.fiscobcos.NodeId;
import java.util.List;

/**
 * A block's header, and who signed it.
 *
 * @param version the rules by which it was made
 * @param parent the digest of the block before; 32 zeros of block 0
 * @param txsRoot {@code 0x} and 64 hex digits, as the next two
 * @param gasUsed in digits
 * @param timestamp in milliseconds
 * @param sealer whose proposal it is: a place in {@code sealers}
 * @param sealers the ids of who agrees on it, 128 hex digits each, in the ledger's order
 * @param weights their weights, in that order
 * @param extraData {@code 0x…}: the genesis in block 0, nothing else
 */
public record ArchivedHeader(
    int version,
    long number,
    String parent,
    String txsRoot,
    String receiptsRoot,
    String stateRoot,
    String gasUsed,
    long timestamp,
    long sealer,
    List<String> sealers,
    List<Long> weights,
    String extraData,
    List<Signed> signatures) {
  /** What stands where there is no digest. */
  public static final String NONE = "0x" + "0".repeat(64);

  public ArchivedHeader {
    Form.hash("a parent", parent);
    Form.hash("a root of transactions", txsRoot);
    Form.hash("a root of receipts", receiptsRoot);
    Form.hash("a root of states", stateRoot);
    Form.digits("a block's gas", gasUsed);
    Form.bytes("extra data", extraData);
    sealers.forEach(NodeId::new);
    sealers = List.copyOf(sealers);
    weights = List.copyOf(weights);
    signatures = List.copyOf(signatures);
    if (number < 0) {
      throw new IllegalArgumentException("no block is before block 0");
    }
    if (weights.size() != sealers.size()
        || weights.stream().anyMatch(w -> w < 1 || w > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("the sealers' weights aren't one positive number each");
    }
    if (number == 0) {
      checkGenesis(parent, txsRoot, receiptsRoot, stateRoot, gasUsed, timestamp, sealer);
      if (!sealers.isEmpty() || !signatures.isEmpty()) {
        throw new IllegalArgumentException("block 0 is signed by nobody");
      }
    } else if (!extraData.equals("0x")) {
      throw new IllegalArgumentException("extra data is in block 0 only");
    }
  }

  private static void checkGenesis(
      String parent,
      String txsRoot,
      String receiptsRoot,
      String stateRoot,
      String gasUsed,
      long timestamp,
      long sealer) {
    boolean bare =
        List.of(parent, txsRoot, receiptsRoot, stateRoot).stream().allMatch(NONE::equals);
    if (!bare || !gasUsed.equals("0") || timestamp != 0 || sealer != 0) {
      throw new IllegalArgumentException("block 0 holds its genesis and nothing else");
    }
  }

  /**
   * A signature over the digest.
   *
   * @param sealer whose: a place in the block's sealers
   * @param signature {@code 0x…}
   */
  public record Signed(int sealer, String signature) {
    public Signed {
      Form.bytes("a signature", signature);
    }
  }

  /** Its name, which sealers sign and the next block tells. */
  public String digest(Cryptography cryptography) {
    Digesting fields = new Digesting().number(version);
    // Nodes tell zeros of what block 0 doesn't have.
    if (number > 0) {
      fields
          .number(number - 1)
          .bytes(parent)
          .bytes(txsRoot)
          .bytes(receiptsRoot)
          .bytes(stateRoot)
          .number(number)
          .text(gasUsed);
    } else {
      fields.number(number);
    }
    fields.number(timestamp).number(sealer);
    sealers.forEach(id -> fields.bytes("0x" + id));
    fields.bytes(extraData);
    weights.forEach(weight -> fields.number(weight.longValue()));
    return fields.digest(cryptography);
  }
}
