package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fiscobcos.archive.ArchiveFormat;
import io.ridgeway.framework.fiscobcos.archive.ArchivedBlock;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader.Signed;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt.Log;
import io.ridgeway.framework.fiscobcos.archive.ArchivedTransaction;
import io.ridgeway.framework.fiscobcos.archive.BrokenArchive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a block with all that it holds from one node, as far as digests say something of it: what
 * nodes tell beside that (when they had heard of a transaction, their words for a failure) nobody
 * could prove.
 */
record BlockReading(Chain chain, Asking door) {
  /** A digest is of bytes, which the node tells as numbers. */
  private static final int BYTE = 0xff;

  /**
   * Reads it.
   *
   * @throws LedgerException if the node doesn't answer, or hasn't the block or what it holds
   * @throws BrokenArchive if its digests can't be made of what the node tells
   */
  ArchivedBlock block(long number) {
    JsonNode block =
        door.ask("getBlockByNumber", List.of(chain.groupId(), "", number, false, false));
    try {
      List<ArchivedTransaction> transactions = new ArrayList<>();
      List<ArchivedReceipt> receipts = new ArrayList<>();
      long size = 0;
      for (JsonNode told : block.path("transactions")) {
        transactions.add(transaction(told));
        ArchivedReceipt receipt =
            receipt(
                door.ask(
                    "getTransactionReceipt",
                    List.of(chain.groupId(), "", told.path("hash").asText(), false)));
        receipts.add(receipt);
        size += receipt.size();
        if (size > ArchiveFormat.LONGEST_BLOCK) {
          throw new BrokenArchive(
              "block " + number + ": has more receipts than an archive takes of one block");
        }
      }
      return new ArchivedBlock(header(block), transactions, receipts);
    } catch (IllegalArgumentException e) {
      throw new BrokenArchive("block " + number + ": " + e.getMessage());
    }
  }

  private ArchivedHeader header(JsonNode block) {
    JsonNode parent = block.path("parentInfo").path(0).path("blockHash");
    ArchivedHeader header =
        new ArchivedHeader(
            block.path("version").intValue(),
            block.path("number").asLong(-1),
            parent.isMissingNode() ? ArchivedHeader.NONE : parent.asText(),
            block.path("txsRoot").asText(),
            block.path("receiptsRoot").asText(),
            block.path("stateRoot").asText(),
            block.path("gasUsed").asText(),
            block.path("timestamp").asLong(),
            block.path("sealer").asLong(),
            all(block.path("sealerList"), id -> bare(id.asText())),
            all(block.path("consensusWeights"), JsonNode::asLong),
            block.path("extraData").asText(),
            all(
                block.path("signatureList"),
                s ->
                    new Signed(
                        s.path("sealerIndex").asInt(-1), prefixed(s.path("signature").asText()))));
    if (!header.digest(chain.cryptography()).equals(block.path("hash").asText())) {
      throw new IllegalArgumentException("its digest can't be made of what " + node() + " tells");
    }
    return header;
  }

  private ArchivedTransaction transaction(JsonNode told) {
    ArchivedTransaction transaction =
        new ArchivedTransaction(
            told.path("version").asInt(-1),
            told.path("chainID").asText(),
            told.path("groupID").asText(),
            told.path("blockLimit").asLong(),
            prefixed(told.path("nonce").asText()),
            told.path("to").asText(),
            told.path("input").asText(),
            told.path("abi").asText(),
            told.path("value").asText(),
            told.path("gasPrice").asText(),
            told.path("gasLimit").asLong(),
            told.path("maxFeePerGas").asText(),
            told.path("maxPriorityFeePerGas").asText(),
            extension(told.path("extension")),
            told.path("from").asText(),
            told.path("signature").asText());
    String hash = told.path("hash").asText();
    if (!transaction.digest(chain.cryptography()).equals(hash)) {
      throw new IllegalArgumentException(
          "the digest of transaction "
              + hash
              + " can't be made of what "
              + node()
              + " tells, as with transactions of Ethereum's form (web3)");
    }
    return transaction;
  }

  /** Nodes put 0x before a contract's address that the ledger has without. */
  private ArchivedReceipt receipt(JsonNode told) {
    String contract = told.path("contractAddress").asText();
    String hash = told.path("hash").asText();
    for (String address : List.of(contract, bare(contract))) {
      ArchivedReceipt receipt = receipt(told, address);
      if (receipt.digest(chain.cryptography()).equals(hash)) {
        return receipt;
      }
    }
    throw new IllegalArgumentException(
        "the digest of receipt " + hash + " can't be made of what " + node() + " tells");
  }

  private static ArchivedReceipt receipt(JsonNode told, String contract) {
    return new ArchivedReceipt(
        told.path("version").asInt(-1),
        told.path("gasUsed").asText(),
        contract,
        told.path("status").asInt(),
        told.path("output").asText(),
        told.path("effectiveGasPrice").asText(),
        all(
            told.path("logEntries"),
            log ->
                new Log(
                    log.path("address").asText(),
                    all(log.path("topics"), topic -> prefixed(topic.asText())),
                    log.path("data").asText())),
        told.path("blockNumber").asLong(-1));
  }

  private String node() {
    return door.node().value();
  }

  private static String extension(JsonNode numbers) {
    StringBuilder hex = new StringBuilder("0x");
    numbers.forEach(number -> hex.append("%02x".formatted(number.asInt() & BYTE)));
    return hex.toString();
  }

  private static <T> List<T> all(JsonNode list, Function<JsonNode, T> of) {
    List<T> all = new ArrayList<>();
    list.forEach(one -> all.add(of.apply(one)));
    return all;
  }

  private static String bare(String hex) {
    return hex.startsWith("0x") ? hex.substring(2) : hex;
  }

  private static String prefixed(String hex) {
    return hex.startsWith("0x") ? hex : "0x" + hex;
  }
}
