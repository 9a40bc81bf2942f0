package io.ridgeway.framework.fiscobcos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.renderer.abi.AbiFunction;
import io.ridgeway.model.network.NodeName;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What a chain says of the accounts and contracts that its governor may freeze. */
final class GovernedChain {
  /** So long all are asked what one of them may know. */
  private static final Duration ASKING = Duration.ofSeconds(3);

  private static final long UNKNOWN = -1;

  private static final String NOBODY = "0x" + "0".repeat(40);

  private final Chain chain;
  private final Map<NodeName, Asking> doors = new TreeMap<>();
  private final Asking door;
  private final long height;

  /**
   * Asks the node that is furthest of those that answer in time.
   *
   * @throws LedgerException.Unreachable if none does
   */
  GovernedChain(Chain chain, List<? extends Asking> doors) {
    this.chain = chain;
    doors.forEach(each -> this.doors.put(each.node(), each));
    Map<NodeName, Long> heights =
        AtOnce.all(
            this.doors,
            ASKING,
            (node, each) ->
                each.ask("getBlockNumber", List.of(chain.groupId(), "")).asLong(UNKNOWN));
    Map.Entry<NodeName, Long> furthest =
        heights.entrySet().stream()
            .filter(heard -> heard.getValue() > UNKNOWN)
            .max(Map.Entry.comparingByValue())
            .orElseThrow(() -> new LedgerException.Unreachable("no node answers"));
    door = Objects.requireNonNull(this.doors.get(furthest.getKey()));
    height = furthest.getValue();
  }

  /** Where it is asked. */
  Asking door() {
    return door;
  }

  /** Its newest block, when it was first asked. */
  long height() {
    return height;
  }

  /** Whether a contract is at that address. */
  boolean hasCode(String address) {
    String code = door.ask("getCode", List.of(chain.groupId(), "", address)).asText();
    return code.length() > 2;
  }

  /** Whether nothing that an account sends is carried out, by the block before the newest. */
  boolean isAccountFrozen(String address) {
    return !call(Governance.ACCOUNTS, "getAccountStatus(address) returns (uint8)", address)
        .equals("0");
  }

  /** Who may freeze a contract, and let it go; empty if nobody was ever named. */
  Optional<String> administrator(String contract) {
    return Optional.of(call(Governance.CONTRACTS, "getAdmin(address) returns (address)", contract))
        .filter(administrator -> !administrator.equals(NOBODY));
  }

  /**
   * Whether a contract can be called.
   *
   * @param administrator its own; one that has none has no status either, which is an error, and
   *     can be called
   */
  boolean isContractAvailable(String contract, Optional<String> administrator) {
    try {
      return Boolean.parseBoolean(
          call(Governance.CONTRACTS, "contractAvailable(address) returns (bool)", contract));
    } catch (LedgerException.Refused e) {
      if (administrator.isEmpty()) {
        return true;
      }
      throw e;
    }
  }

  private String call(String to, String signature, String address) {
    AbiFunction function = AbiFunction.of(signature);
    byte[] data = function.call(List.of(address), chain.cryptography()::hash);
    JsonNode answer =
        door.ask("call", List.of(chain.groupId(), "", to, "0x" + HexFormat.of().formatHex(data)));
    int status = answer.path("status").asInt(-1);
    if (status != 0) {
      throw new LedgerException.Refused(
          status, function.name() + " is refused", Optional.of(answer.path("output").asText()));
    }
    String output = answer.path("output").asText();
    try {
      return function.answer(HexFormat.of().parseHex(output, 2, output.length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LedgerException.Unreachable(door.node() + " answers with nonsense");
    }
  }

  /** The receipt of a transaction, from whichever node has it; empty if none that answers has. */
  Optional<JsonNode> receipt(String transaction) {
    Map<NodeName, JsonNode> receipts =
        AtOnce.all(doors, ASKING, (node, each) -> receipt(each, transaction));
    if (receipts.isEmpty()) {
      throw new LedgerException.Unreachable("no node answers");
    }
    return receipts.values().stream()
        .filter(receipt -> receipt.path("blockNumber").isNumber())
        .findFirst();
  }

  private JsonNode receipt(Asking each, String transaction) {
    try {
      return each.ask("getTransactionReceipt", List.of(chain.groupId(), "", transaction, false));
    } catch (LedgerException.Refused e) {
      // It says an error of what it doesn't know.
      return MissingNode.getInstance();
    }
  }
}
