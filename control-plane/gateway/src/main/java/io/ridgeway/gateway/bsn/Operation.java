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
  APP_INFO(Section.APP, Mode.ANY, "/api/app/getAppInfo"),
  REGISTER(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/user/register",
      Field.needed("name", 30),
      Field.text("secret", 128),
      Field.text("extendProperties", 4_096)),
  ENROLL(
      Section.FABRIC,
      Mode.UPLOAD,
      "/api/fabric/v1/user/enroll",
      Field.needed("name", 30),
      Field.text("secret", 128),
      Field.needed("csrPem", 16_384)),
  CALL(
      Section.FABRIC,
      Mode.TRUST,
      "/api/fabric/v1/node/reqChainCode",
      Field.needed("userName", 30),
      Field.needed("nonce", 256),
      Field.needed("chainCode", 256),
      Field.needed("funcName", 4_096),
      new Field("args", Kind.TEXTS, 1_000, false),
      new Field("transientData", Kind.MAP, 100, false)),
  TRANS(
      Section.FABRIC,
      Mode.UPLOAD,
      "/api/fabric/v1/node/trans",
      Field.needed("transData", Field.MESSAGE)),
  /** Not of the protocol: the first half of a submission whose both signatures are the user's. */
  ENDORSE(
      Section.FABRIC,
      Mode.UPLOAD,
      "/api/fabric/v1/node/endorse",
      Field.needed("transData", Field.MESSAGE)),
  /** Not of the protocol: the second half. */
  SUBMIT(
      Section.FABRIC,
      Mode.UPLOAD,
      "/api/fabric/v1/node/submit",
      Field.needed("payload", Field.MESSAGE),
      Field.needed("signature", 256)),
  TRANSACTION(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/node/getTransaction",
      Field.needed("txId", 256),
      Field.text("dataType", 16)),
  TRANSACTION_DATA(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/node/getTransdata",
      Field.needed("txId", 256),
      Field.text("dataType", 16)),
  BLOCK(Section.FABRIC, Mode.ANY, "/api/fabric/v1/node/getBlockInfo", blockFields()),
  BLOCK_DATA(Section.FABRIC, Mode.ANY, "/api/fabric/v1/node/getBlockData", blockFields()),
  LEDGER(Section.FABRIC, Mode.ANY, "/api/fabric/v1/node/getLedgerInfo"),
  EVENT_REGISTER(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/chainCode/event/register",
      Field.needed("chainCode", 256),
      Field.needed("eventKey", 256),
      Field.needed("notifyUrl", 2_048),
      Field.text("attachArgs", 4_096)),
  BLOCK_EVENT_REGISTER(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/chainCode/event/blockRegister",
      Field.needed("notifyUrl", 2_048),
      Field.text("attachArgs", 4_096)),
  EVENT_QUERY(Section.FABRIC, Mode.ANY, "/api/fabric/v1/chainCode/event/query"),
  EVENT_REMOVE(
      Section.FABRIC,
      Mode.ANY,
      "/api/fabric/v1/chainCode/event/remove",
      Field.needed("eventId", 256)),
  FISCO_REGISTER(
      Section.FISCO, Mode.TRUST, "/api/fiscobcos/v1/user/register", Field.needed("userId", 64)),
  FISCO_CALL(
      Section.FISCO,
      Mode.TRUST,
      "/api/fiscobcos/v1/node/reqChainCode",
      Field.needed("userId", 64),
      Field.needed("contractName", 64),
      Field.needed("funcName", 256),
      Field.text("funcParam", Field.MESSAGE)),
  FISCO_TRANS(
      Section.FISCO,
      Mode.UPLOAD,
      "/api/fiscobcos/v1/node/trans",
      Field.needed("contractName", 64),
      Field.needed("transData", Field.MESSAGE),
      Field.text("contractAddress", 64),
      Field.text("contractAbi", 65_536)),
  FISCO_TRANSACTION(
      Section.FISCO,
      Mode.ANY,
      "/api/fiscobcos/v1/node/getTxInfoByTxHash",
      Field.needed("txHash", 256)),
  FISCO_RECEIPT(
      Section.FISCO,
      Mode.ANY,
      "/api/fiscobcos/v1/node/getTxReceiptByTxHash",
      Field.needed("txHash", 256)),
  FISCO_BLOCK(
      Section.FISCO,
      Mode.ANY,
      "/api/fiscobcos/v1/node/getBlockInfo",
      Field.number("blockNumber", false),
      Field.text("blockHash", 256)),
  FISCO_HEIGHT(Section.FISCO, Mode.ANY, "/api/fiscobcos/v1/node/getBlockHeight"),
  FISCO_COUNT(Section.FISCO, Mode.ANY, "/api/fiscobcos/v1/node/getTxCount"),
  FISCO_COUNT_IN_BLOCK(
      Section.FISCO,
      Mode.ANY,
      "/api/fiscobcos/v1/node/getTxCountByBlockNumber",
      Field.number("blockNumber", true)),
  FISCO_EVENT_REGISTER(
      Section.FISCO,
      Mode.ANY,
      "/api/fiscobcos/v1/event/register",
      Field.number("eventType", true),
      Field.text("contractAddress", 64),
      Field.text("contractName", 64),
      Field.needed("notifyUrl", 2_048),
      Field.text("attachArgs", 4_096)),
  FISCO_EVENT_QUERY(Section.FISCO, Mode.ANY, "/api/fiscobcos/v1/event/query"),
  FISCO_EVENT_REMOVE(
      Section.FISCO, Mode.ANY, "/api/fiscobcos/v1/event/remove", Field.needed("eventId", 256));

  private static final Map<String, Operation> BY_PATH =
      Arrays.stream(values()).collect(Collectors.toMap(Operation::path, Function.identity()));

  private final Section section;
  private final Mode mode;
  private final String path;
  private final List<Field> fields;

  Operation(Section section, Mode mode, String path, Field... fields) {
    this.section = section;
    this.mode = mode;
    this.path = path;
    this.fields = List.of(fields);
  }

  /** What is at that path. */
  public static Optional<Operation> at(String path) {
    return Optional.ofNullable(BY_PATH.get(path));
  }

  /** Which ledgers it is for. */
  public Section section() {
    return section;
  }

  /** Whether a ledger grows by it. */
  public boolean isWriting() {
    return this == CALL || this == SUBMIT || this == FISCO_CALL || this == FISCO_TRANS;
  }

  /** Which applications it is for. */
  public Mode mode() {
    return mode;
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
      Field.number("blockNumber", false),
      Field.text("blockHash", 256),
      Field.text("txId", 256),
      Field.text("dataType", 16)
    };
  }
}
