package io.ridgeway.gateway.submit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ridgeway.gateway.rpc.Slice;
import io.ridgeway.model.key.KeyUse;
import java.io.IOException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an application gave to {@code eth_sendTransaction}.
 *
 * @param from the account, in lower case
 * @param nonce the number that the application insists on, if it does
 * @param fields the other fields, as the ledger's client takes them; {@code from} included
 */
public record TransactionRequest(String from, OptionalLong nonce, Map<String, String> fields) {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Pattern ACCOUNT = Pattern.compile("0x[0-9a-fA-F]{40}");
  private static final Pattern VALUE = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  /** How long 0x and a function's four bytes are. */
  private static final int SELECTOR = 10;

  private static final Pattern NONCE = Pattern.compile("0x[0-9a-fA-F]{1,15}");

  public TransactionRequest {
    fields = Map.copyOf(fields);
  }

  /**
   * Reads a call's parameters: an array of one object whose values are strings. The ledger's client
   * checks what the fields mean.
   *
   * @throws IllegalArgumentException saying what is wrong, for the caller
   */
  public static TransactionRequest parse(@Nullable Slice params) {
    Map<String, String> fields = params == null ? Map.of() : fields(params);
    String from = fields.get("from");
    if (from == null) {
      throw new IllegalArgumentException(
          "params must be an array of one transaction that names its sender: from is missing");
    }
    if (!ACCOUNT.matcher(from).matches()) {
      throw new IllegalArgumentException("from must be an address: 0x and 40 hex digits");
    }
    String nonce = fields.get("nonce");
    if (nonce != null && !NONCE.matcher(nonce).matches()) {
      throw new IllegalArgumentException(
          "nonce must be a quantity, for example 0x1f; or leave it out");
    }
    return new TransactionRequest(
        from.toLowerCase(Locale.ROOT),
        nonce == null
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(nonce, 2, nonce.length(), 16)),
        fields);
  }

  /**
   * What it does, as a key's policy asks: whom it calls, by the first four bytes of its data, and
   * what it can pay at most: its value, and all of its gas at its price. Gas that was left out
   * counts as none; see {@link #leavesGasOpen()}.
   *
   * @throws IllegalArgumentException if one of these is no quantity
   */
  public KeyUse use() {
    BigInteger most = quantity("value").add(quantity("gas").multiply(price()));
    String to = fields.getOrDefault("to", "");
    String data = fields.getOrDefault("data", fields.getOrDefault("input", ""));
    return KeyUse.transaction(
        to,
        to.isEmpty() || data.length() < SELECTOR
            ? ""
            : data.substring(0, SELECTOR).toLowerCase(Locale.ROOT),
        most);
  }

  /** Whether it pays for gas and doesn't say for how much, so that nobody knows what it pays. */
  public boolean leavesGasOpen() {
    return !fields.containsKey("gas") && price().signum() > 0;
  }

  private BigInteger price() {
    return quantity("gasPrice").max(quantity("maxFeePerGas"));
  }

  private BigInteger quantity(String field) {
    String text = fields.getOrDefault(field, "0x0");
    if (!VALUE.matcher(text).matches()) {
      throw new IllegalArgumentException(field + " must be a quantity, for example 0x1f");
    }
    return new BigInteger(text.substring(2), 16);
  }

  private static Map<String, String> fields(Slice params) {
    try (JsonParser parser = JSON.createParser(params.bytes(), params.from(), params.length())) {
      if (parser.nextToken() != JsonToken.START_ARRAY
          || parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("params must be an array of one transaction object");
      }
      Map<String, String> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          fields.put(name, parser.getText());
        } else if (value != JsonToken.VALUE_NULL) {
          throw new IllegalArgumentException(
              "each field of the transaction must be a string: quantities and data as 0x…");
        }
      }
      if (parser.nextToken() != JsonToken.END_ARRAY) {
        throw new IllegalArgumentException("params must hold one transaction and nothing else");
      }
      return fields;
    } catch (IOException e) {
      throw new IllegalArgumentException("a field of the transaction stands twice", e);
    }
  }
}
