package io.ridgeway.framework.ethereum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.LedgerBlock;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what nodes tell of blocks and transactions. */
final class Explored {
  /** {@code 0x} and the four bytes that name a function. */
  private static final int SELECTOR = 10;

  private Explored() {}

  static Optional<LedgerBlock> block(JsonNode block) {
    if (!block.isObject()) {
      return Optional.empty();
    }
    List<LedgerBlock.Entry> transactions = new ArrayList<>();
    block
        .path("transactions")
        .forEach(hash -> transactions.add(new LedgerBlock.Entry(hash.asText(), "")));
    long number = number(block.path("number"));
    return Optional.of(
        new LedgerBlock(
            number,
            block.path("hash").asText(),
            number == 0 ? "" : block.path("parentHash").asText(),
            Optional.of(Instant.ofEpochSecond(number(block.path("timestamp")))),
            transactions));
  }

  /**
   * A transaction.
   *
   * @param receipt null's node while it waits
   */
  static LedgerTransaction transaction(JsonNode found, JsonNode receipt) {
    String input = found.path("input").asText("0x");
    boolean calls = found.path("to").isTextual() && input.length() >= SELECTOR;
    Optional<Receipt> ended = receipt(found.path("hash").asText(), receipt);
    return new LedgerTransaction(
        found.path("hash").asText(),
        ended.map(e -> OptionalLong.of(e.block())).orElse(OptionalLong.empty()),
        ended.map(Receipt::status).orElse(LedgerTransaction.Status.PENDING),
        ended.map(Receipt::code).orElse(""),
        Optional.empty(),
        found.path("from").asText(),
        found.path("to").asText(""),
        calls ? input.substring(0, SELECTOR) : "",
        calls && input.length() > SELECTOR
            ? List.of(Content.text("0x" + input.substring(SELECTOR)))
            : List.of(),
        Content.NONE);
  }

  /** The receipt, once there is one. */
  static Optional<Receipt> receipt(String transaction, JsonNode receipt) {
    if (!receipt.isObject()) {
      return Optional.empty();
    }
    boolean well = receipt.path("status").asText().equals("0x1");
    return Optional.of(
        new Receipt(
            transaction,
            number(receipt.path("blockNumber")),
            well ? LedgerTransaction.Status.COMMITTED : LedgerTransaction.Status.INVALID,
            well ? "SUCCESS" : "REVERTED",
            Content.NONE));
  }

  static long number(JsonNode quantity) {
    try {
      return Quantity.parse("the node's answer", quantity.asText(), 63).longValueExact();
    } catch (IllegalArgumentException e) {
      throw new LedgerException.Unreachable("A node of the network answers with nonsense.");
    }
  }
}
