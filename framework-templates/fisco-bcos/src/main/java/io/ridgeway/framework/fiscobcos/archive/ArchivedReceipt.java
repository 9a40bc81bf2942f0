package io.ridgeway.framework.fiscobcos.archive;

import io.ridgeway.framework.fiscobcos.Cryptography;
import java.util.List;

/**
 * What became of a transaction, as far as its digest says.
 *
 * @param gasUsed in digits
 * @param contract the address of what was deployed, as the ledger has it; empty otherwise
 * @param output {@code 0x…}
 * @param effectiveGasPrice from format 1 on; empty otherwise
 */
public record ArchivedReceipt(
    int version,
    String gasUsed,
    String contract,
    int status,
    String output,
    String effectiveGasPrice,
    List<Log> logs,
    long block) {
  public ArchivedReceipt {
    Form.digits("a receipt's gas", gasUsed);
    Form.address("a receipt's contract", contract);
    Form.bytes("an output", output);
    if (version < 1 && !effectiveGasPrice.isEmpty()) {
      throw new IllegalArgumentException("a receipt of format 0 has no price");
    }
    logs = List.copyOf(logs);
  }

  /**
   * What a contract told.
   *
   * @param address its, as the ledger has it
   * @param topics {@code 0x} and 64 hex digits each
   * @param data {@code 0x…}
   */
  public record Log(String address, List<String> topics, String data) {
    public Log {
      topics.forEach(topic -> Form.hash("a topic", topic));
      Form.address("a log's address", address);
      Form.bytes("a log's data", data);
      topics = List.copyOf(topics);
    }
  }

  /** About how many characters it takes in an archive. */
  public long size() {
    long size = output.length();
    for (Log log : logs) {
      size += log.data().length() + log.address().length();
      size += log.topics().stream().mapToLong(String::length).sum();
    }
    return size;
  }

  /** What the block's root of receipts is made of. */
  public String digest(Cryptography cryptography) {
    Digesting fields =
        new Digesting()
            .number(version)
            .text(gasUsed)
            .text(contract)
            .number(status)
            .bytes(output)
            .text(effectiveGasPrice);
    for (Log log : logs) {
      fields.text(log.address());
      log.topics().forEach(fields::bytes);
      fields.bytes(log.data());
    }
    return fields.number(block).digest(cryptography);
  }
}
