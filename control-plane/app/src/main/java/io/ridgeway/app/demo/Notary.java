package io.ridgeway.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * The notary contract of {@code examples/ethereum/notary}, used through the gateway with managed
 * keys.
 */
public final class Notary {
  private static final Duration MINED = Duration.ofSeconds(60);
  private static final Event NOTARISED =
      new Event(
          "Notarised",
          List.of(
              new TypeReference<Bytes32>(true) {},
              new TypeReference<Address>(true) {},
              new TypeReference<Uint256>() {}));

  private final JsonRpc ledger;
  private final String address;

  private Notary(JsonRpc ledger, String address) {
    this.ledger = ledger;
    this.address = address;
  }

  /** Deploys a new one; {@code from} is a managed account. */
  public static Notary deploy(JsonRpc ledger, String from) {
    String code = code();
    JsonNode receipt =
        mined(
            ledger,
            ledger.call(
                "eth_sendTransaction", Map.of("from", from, "data", code, "gas", "0x200000")));
    return new Notary(ledger, receipt.path("contractAddress").asText());
  }

  public String address() {
    return address;
  }

  /** What is deployed, {@code 0x…}. */
  public static String code() {
    return artifact().path("bytecode").asText();
  }

  /** Notarises a hash and waits until it is in a block; gives the transaction's receipt. */
  public JsonNode notarise(String from, byte[] hash) {
    String data =
        FunctionEncoder.encode(
            new Function(
                "notarise",
                List.of(new Bytes32(hash), new Utf8String("demonstration")),
                List.of()));
    return mined(
        ledger,
        ledger.call(
            "eth_sendTransaction",
            Map.of("from", from, "to", address, "data", data, "gas", "0x40000")));
  }

  /** When the hash was notarised, in seconds since the epoch; 0 if never. */
  public long when(byte[] hash) {
    String data =
        FunctionEncoder.encode(new Function("when", List.of(new Bytes32(hash)), List.of()));
    String answer = ledger.call("eth_call", Map.of("to", address, "data", data), "latest").asText();
    // Three words: by, at, where the note begins.
    return new BigInteger(answer.substring(66, 130), 16).longValueExact();
  }

  /** The account in the event that told of the hash. */
  public String notarisedBy(byte[] hash, String fromBlock) {
    JsonNode logs =
        ledger.call(
            "eth_getLogs",
            Map.of(
                "address", address,
                "fromBlock", fromBlock,
                "topics",
                    List.of(
                        EventEncoder.encode(NOTARISED), "0x" + HexFormat.of().formatHex(hash))));
    if (logs.size() != 1) {
      throw new IllegalStateException("expected one event, found " + logs.size());
    }
    return "0x" + logs.path(0).path("topics").path(2).asText().substring(26);
  }

  private static JsonNode mined(JsonRpc ledger, JsonNode transaction) {
    long end = System.nanoTime() + MINED.toNanos();
    while (System.nanoTime() < end) {
      JsonNode receipt = ledger.call("eth_getTransactionReceipt", transaction.asText());
      if (receipt.isObject()) {
        if (!receipt.path("status").asText().equals("0x1")) {
          throw new IllegalStateException("transaction " + transaction.asText() + " was reverted");
        }
        return receipt;
      }
      pause();
    }
    throw new IllegalStateException(
        "transaction "
            + transaction.asText()
            + " is in no block after "
            + MINED.toSeconds()
            + " s");
  }

  private static void pause() {
    try {
      Thread.sleep(150);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode artifact() {
    try (InputStream in =
        Notary.class.getResourceAsStream("/examples/ethereum/notary/Notary.json")) {
      if (in == null) {
        throw new IllegalStateException("the notary's artifact is not in the application");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException("the notary's artifact can't be read", e);
    }
  }
}
