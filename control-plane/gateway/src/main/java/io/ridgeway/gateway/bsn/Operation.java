package io.ridgeway.gateway.bsn;

import io.ridgeway.gateway.bsn.Field.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What there is at which path, and what a request's body holds, in the order of signing. */
public enum Operation {
  APP_INFO("/api/app/getAppInfo"),
  REGISTER(
      "/api/fabric/v1/user/register",
      Field.needed("name", 30),
      Field.text("secret", 128),
      Field.text("extendProperties", 4_096)),
  ENROLL(
      "/api/fabric/v1/user/enroll",
      Field.needed("name", 30),
      Field.text("secret", 128),
      Field.needed("csrPem", 16_384)),
  CALL(
      "/api/fabric/v1/node/reqChainCode",
      Field.needed("userName", 30),
      Field.needed("nonce", 256),
      Field.needed("chainCode", 256),
      Field.needed("funcName", 4_096),
      new Field("args", Kind.TEXTS, 1_000, false),
      new Field("transientData", Kind.MAP, 100, false)),
  TRANS("/api/fabric/v1/node/trans", Field.needed("transData", 1 << 20)),
  TRANSACTION(
      "/api/fabric/v1/node/getTransaction", Field.needed("txId", 256), Field.text("dataType", 16)),
  TRANSACTION_DATA(
      "/api/fabric/v1/node/getTransdata", Field.needed("txId", 256), Field.text("dataType", 16)),
  BLOCK("/api/fabric/v1/node/getBlockInfo", blockFields()),
  BLOCK_DATA("/api/fabric/v1/node/getBlockData", blockFields()),
  LEDGER("/api/fabric/v1/node/getLedgerInfo"),
  EVENT_REGISTER(
      "/api/fabric/v1/chainCode/event/register",
      Field.needed("chainCode", 256),
      Field.needed("eventKey", 256),
      Field.needed("notifyUrl", 2_048),
      Field.text("attachArgs", 4_096)),
  BLOCK_EVENT_REGISTER(
      "/api/fabric/v1/chainCode/event/blockRegister",
      Field.needed("notifyUrl", 2_048),
      Field.text("attachArgs", 4_096)),
  EVENT_QUERY("/api/fabric/v1/chainCode/event/query"),
  EVENT_REMOVE("/api/fabric/v1/chainCode/event/remove", Field.needed("eventId", 256));

  private static final Map<String, Operation> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toMap(Operation::path, Function.identity()));

  private final String path;
  private final List<Field> fields;

  Operation(String path, Field... fields) {
    this.path = path;
    this.fields = List.of(fields);
  }

  /** What is at that path. */
  public static Optional<Operation> at(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** The path. */
  public String path() {
    return path;
  }

  /** The body's members, in the order of signing. */
  public List<Field> fields() {
    return fields;
  }

  /** Whether it goes without a mac. */
  public boolean unsigned() {
    return this == APP_INFO;
  }

  private static Field[] blockFields() {
    return new Field[] {
      new Field("blockNumber", Kind.NUMBER, 19, false),
      Field.text("blockHash", 256),
      Field.text("txId", 256),
      Field.text("dataType", 16)
    };
  }
}
