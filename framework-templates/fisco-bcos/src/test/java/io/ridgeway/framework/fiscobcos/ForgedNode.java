package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fiscobcos.archive.ArchivedBlock;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt.Log;
import io.ridgeway.framework.fiscobcos.archive.ArchivedTransaction;
import io.ridgeway.model.network.NodeName;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A node that has all of a forged chain, and tells it as {@code JsonRpcImpl_2_0.cpp} does. */
record ForgedNode(ForgedChain chain, NodeName node) implements Asking {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public JsonNode ask(String method, List<?> parameters) {
    if (!parameters.get(0).equals(chain.name().group())) {
      throw new LedgerException.Refused(-32004, "no such group", Optional.empty());
    }
    return switch (method) {
      case "getBlockByNumber" -> block(((Number) parameters.get(2)).intValue());
      case "getTransactionReceipt" -> receipt(String.valueOf(parameters.get(2)));
      default -> throw new LedgerException.Refused(-32601, method, Optional.empty());
    };
  }

  private ObjectNode block(int number) {
    if (number >= chain.blocks.size()) {
      throw new LedgerException.Refused(3008, "no block " + number, Optional.empty());
    }
    ArchivedBlock block = chain.blocks.get(number);
    ObjectNode told = toldHeader(block.header());
    ArrayNode transactions = told.putArray("transactions");
    block.transactions().forEach(t -> transactions.add(told(t)));
    return told;
  }

  private JsonNode receipt(String hash) {
    for (ArchivedBlock block : chain.blocks) {
      for (int i = 0; i < block.transactions().size(); i++) {
        if (block.transactions().get(i).digest(chain.cryptography).equals(hash)) {
          return told(block.receipts().get(i), hash);
        }
      }
    }
    throw new LedgerException.Refused(3008, "no receipt " + hash, Optional.empty());
  }

  private ObjectNode toldHeader(ArchivedHeader h) {
    ObjectNode told =
        JSON.createObjectNode()
            .put("hash", h.digest(chain.cryptography))
            .put("version", h.version())
            .put("txsRoot", h.txsRoot())
            .put("receiptsRoot", h.receiptsRoot())
            .put("stateRoot", h.stateRoot())
            .put("number", h.number())
            .put("gasUsed", h.gasUsed())
            .put("timestamp", h.timestamp())
            .put("sealer", h.sealer())
            .put("extraData", h.extraData());
    ArrayNode weights = told.putArray("consensusWeights");
    h.weights().forEach(weights::add);
    ArrayNode ids = told.putArray("sealerList");
    h.sealers().forEach(id -> ids.add("0x" + id));
    ArrayNode parents = told.putArray("parentInfo");
    if (h.number() > 0) {
      parents.addObject().put("blockNumber", h.number() - 1).put("blockHash", h.parent());
    }
    ArrayNode signatures = told.putArray("signatureList");
    h.signatures()
        .forEach(
            s ->
                signatures
                    .addObject()
                    .put("sealerIndex", s.sealer())
                    .put("signature", s.signature()));
    return told;
  }

  private ObjectNode told(ArchivedTransaction t) {
    ObjectNode told =
        JSON.createObjectNode()
            .put("version", t.version())
            .put("hash", t.digest(chain.cryptography))
            .put("nonce", t.nonce().substring(2))
            .put("blockLimit", t.blockLimit())
            .put("to", t.to())
            .put("input", t.input())
            .put("from", t.from())
            .put("importTime", 1_767_323_045_000L)
            .put("chainID", t.chain())
            .put("groupID", t.group())
            .put("abi", t.abi())
            .put("signature", t.signature())
            .put("extraData", "");
    if (t.version() >= 1) {
      told.put("value", t.value())
          .put("gasPrice", t.gasPrice())
          .put("gasLimit", t.gasLimit())
          .put("maxFeePerGas", t.maxFeePerGas())
          .put("maxPriorityFeePerGas", t.maxPriorityFeePerGas());
    }
    if (t.version() >= 2) {
      ArrayNode extension = told.putArray("extension");
      for (byte b : HexFormat.of().parseHex(t.extension().substring(2))) {
        extension.add(b & 0xff);
      }
    }
    return told;
  }

  private ObjectNode told(ArchivedReceipt r, String transaction) {
    String contract = r.contract().isEmpty() ? "" : "0x" + r.contract();
    ObjectNode told =
        JSON.createObjectNode()
            .put("version", r.version())
            .put("contractAddress", contract)
            .put("checksumContractAddress", contract)
            .put("gasUsed", r.gasUsed())
            .put("status", r.status())
            .put("blockNumber", r.block())
            .put("output", r.output())
            .put("message", "")
            .put("transactionHash", transaction)
            .put("hash", r.digest(chain.cryptography));
    ArrayNode logs = told.putArray("logEntries");
    for (Log log : r.logs()) {
      ObjectNode entry = logs.addObject().put("address", log.address()).put("data", log.data());
      ArrayNode topics = entry.putArray("topics");
      log.topics().forEach(topics::add);
    }
    if (r.version() >= 1) {
      told.put("effectiveGasPrice", r.effectiveGasPrice());
    }
    return told;
  }
}
