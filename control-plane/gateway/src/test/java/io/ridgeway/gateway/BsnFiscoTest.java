package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.BsnGateway.Answer;
import io.ridgeway.model.key.CaType;
import io.ridgeway.model.key.MacAlgorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** FISCO BCOS's section, as its clients put it on the wire, on a fake chain. */
class BsnFiscoTest {
  private static final String API = "/api/fiscobcos/v1/";
  private static final String EXECUTED =
      "{\"constant\":false,\"queryInfo\":\"\",\"txId\":\""
          + FakeReceipts.ID
          + "\",\"blockHash\":\""
          + FakeReceipts.BLOCK
          + "\",\"blockNumber\":7,\"gasUsed\":21000,\"status\":\"0x10\",\"from\":\"0xfe\","
          + "\"to\":\"0xc0\",\"input\":\"0x1234\",\"output\":\"0x02\",\"logs\":";
  private static final String EXECUTED_SIGNED =
      "false"
          + FakeReceipts.ID
          + FakeReceipts.BLOCK
          + "7210000x100xfe0xc00x12340x02"
          + FakeReceipts.LOGS;

  private final FakeReceipts chain = new FakeReceipts();
  private BsnGateway gateway = BsnGateway.fisco(MacAlgorithm.SECP256R1, CaType.TRUST, chain);

  @AfterEach
  void close() {
    gateway.close();
  }

  private void reopen(MacAlgorithm algorithm, CaType caType) {
    gateway.close();
    gateway = BsnGateway.fisco(algorithm, caType, chain);
  }

  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void aUserIsRegisteredAndCallsAContractByItsName(MacAlgorithm algorithm) {
    // Given
    reopen(algorithm, CaType.TRUST);

    // When
    Answer registered = register();
    Answer called =
        gateway.call(
            API + "node/reqChainCode",
            "{\"userId\":\"mei\",\"contractName\":\"store\",\"funcName\":\"set\",\"funcParam\":"
                + "\"[12345678901234567890123, [[\\\"\u5bd3\\\"]]]\"}",
            "meistoreset[12345678901234567890123, [[\"\u5bd3\"]]]");
    Answer asked =
        gateway.call(
            API + "node/reqChainCode",
            "{\"userId\":\"mei\",\"contractName\":\"store\",\"funcName\":\"get\",\"funcParam\":"
                + "\"\"}",
            "meistoreget");

    // Then
    String account = "0x" + "5a".repeat(20);
    assertThat(registered.body().toString())
        .isEqualTo("{\"userId\":\"mei\",\"userAddress\":\"" + account + "\"}");
    assertThat(gateway.signed(registered, "0Transaction successfulmei" + account)).isTrue();
    assertThat(called.body().toString()).startsWith(EXECUTED);
    assertThat(called.body().path("logs").textValue()).isEqualTo(FakeReceipts.LOGS);
    assertThat(gateway.signed(called, "0Transaction successful" + EXECUTED_SIGNED)).isTrue();
    assertThat(asked.body().toString())
        .startsWith("{\"constant\":true,\"queryInfo\":\"42\",\"txId\":\"\",");
    assertThat(gateway.signed(asked, "0Transaction successfultrue4200")).isTrue();
    assertThat(chain.calls())
        .containsExactly(
            "submit "
                + BsnGateway.CONTRACT
                + " set(uint256,(string)[])[12345678901234567890123, [[\"\u5bd3\"]]]",
            "sent " + FakeReceipts.ID,
            "evaluate " + BsnGateway.CONTRACT + " get() returns (uint256)[]");
    gateway.close();
    assertThat(gateway.counted()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void whatAUserSignedIsSentAndABareCallIsAsked(MacAlgorithm algorithm) {
    // Given
    reopen(algorithm, CaType.UPLOAD);
    String abi = BsnGateway.ABI.replace("\"", "\\\"");

    // When
    Answer sent =
        gateway.call(
            API + "node/trans",
            "{\"contractName\":\"store\",\"transData\":\"0x1a10\"}",
            "store0x1a10");
    Answer asked =
        gateway.call(
            API + "node/trans",
            "{\"contractName\":\"other\",\"transData\":\"0x6d4ce63c\",\"contractAddress\":\"0xC1\","
                + "\"contractAbi\":\""
                + abi
                + "\"}",
            "other0x6d4ce63c0xC1" + BsnGateway.ABI);
    Answer named =
        gateway.call(
            API + "node/trans",
            "{\"contractName\":\"store\",\"transData\":\"6d4ce63c\",\"contractAddress\":\"\","
                + "\"contractAbi\":\""
                + abi
                + "\"}",
            "store6d4ce63c" + BsnGateway.ABI);

    // Then
    assertThat(sent.body().toString()).startsWith(EXECUTED);
    assertThat(gateway.signed(sent, "0Transaction successful" + EXECUTED_SIGNED)).isTrue();
    assertThat(asked.body().path("queryInfo").textValue()).isEqualTo("42");
    assertThat(named.body().path("constant").booleanValue()).isTrue();
    String functions = "[set(uint256,(string)[]), get() returns (uint256)]";
    assertThat(chain.calls())
        .containsExactly(
            "send 1a10",
            "sent " + FakeReceipts.ID,
            "ask 0xC1 0x6d4ce63c " + functions,
            "ask " + BsnGateway.CONTRACT + " 0x6d4ce63c " + functions);
  }

  @Test
  void theAnswersToQuestionsAreInTheOrderOfSigning() {
    String id = FakeReceipts.ID;
    String block = FakeReceipts.BLOCK;
    told(
        "node/getTxInfoByTxHash",
        "{\"txHash\":\"" + id + "\"}",
        id,
        transaction(21_000),
        id + block + "7210000xfe0xc0100x1234");
    Answer receipt =
        gateway.call(API + "node/getTxReceiptByTxHash", "{\"txHash\":\"" + id + "\"}", id);
    assertThat(receipt.body().fieldNames())
        .toIterable()
        .containsExactly(
            "txId", "blockHash", "blockNumber", "gasUsed", "from", "to", "contractAddress", "logs");
    assertThat(
            gateway.signed(
                receipt,
                "0Transaction successful"
                    + id
                    + block
                    + "7210000xfe0xc00x"
                    + "dd".repeat(20)
                    + FakeReceipts.LOGS))
        .isTrue();
    String whole =
        "{\"blockHash\":\""
            + block
            + "\",\"blockNumber\":7,\"parentBlockHash\":\"0xcc\",\"blockSize\":0,"
            + "\"blockTime\":1767323045000,\"author\":\"aa11\",\"transactions\":["
            + transaction(0)
            + "]}";
    String wholeSigned = block + "70xcc01767323045000aa11" + id + block + "700xfe0xc0100x1234";
    told(
        "node/getBlockInfo", "{\"blockNumber\":\"7\",\"blockHash\":\"\"}", "7", whole, wholeSigned);
    told(
        "node/getBlockInfo",
        "{\"blockNumber\":\"\",\"blockHash\":\"" + block + "\"}",
        block,
        whole,
        wholeSigned);
    told("node/getBlockHeight", "{}", "", "{\"data\":\"7\"}", "7");
    told("node/getTxCountByBlockNumber", "{\"blockNumber\":\"7\"}", "7", "{\"data\":\"1\"}", "1");
    told("node/getTxCount", "{}", "", "{\"data\":\"12\"}", "12");
    chain.away = true;
    refused(gateway.call(API + "node/getTxCount", "{}", ""), "No node of the network answers");
    gateway.close();
    assertThat(gateway.counted()).isEqualTo(7);
  }

  private static String transaction(int gas) {
    return "{\"txId\":\""
        + FakeReceipts.ID
        + "\",\"blockHash\":\""
        + FakeReceipts.BLOCK
        + "\",\"blockNumber\":7,\"gasUsed\":"
        + gas
        + ",\"from\":\"0xfe\",\"to\":\"0xc0\",\"value\":10,\"input\":\"0x1234\"}";
  }

  private void told(String what, String body, String signed, String answer, String answerSigned) {
    Answer told = gateway.call(API + what, body, signed);
    assertThat(told.json().path("body").toString()).as(told.msg()).isEqualTo(answer);
    assertThat(gateway.signed(told, "0Transaction successful" + answerSigned)).as(what).isTrue();
  }

  @Test
  void eventsAreOrderedListedByKindAndEnded() {
    // When
    Answer blocks =
        order("{\"eventType\":1,\"contractAddress\":\"\",\"contractName\":\"\"", "1", "");
    Answer byName = order("{\"eventType\":2,\"contractName\":\"store\"", "2store", "");
    String address = "0x" + "AB".repeat(20);
    Answer byAddress =
        order("{\"eventType\":2,\"contractAddress\":\"" + address + "\"", "2" + address, "");
    Answer all = gateway.call(API + "event/query", "{}", "");

    // Then
    assertThat(blocks.body().toString()).isEqualTo("{\"eventId\":\"e0\"}");
    assertThat(byName.code() + byAddress.code()).isZero();
    assertThat(all.body().path("blockEvent").findValuesAsText("eventId")).containsExactly("e0");
    assertThat(all.body().path("contractEvent").findValuesAsText("contractAddress"))
        .containsExactly(BsnGateway.CONTRACT, address.toLowerCase(java.util.Locale.ROOT));
    String codes = gateway.id.value() + gateway.tenant.value();
    String rest = codes + "https://example.com" + "a=1" + "1970-01-01T00:00:00Z";
    assertThat(
            gateway.signed(
                all,
                "0Transaction successfule0"
                    + rest
                    + "e1"
                    + rest
                    + BsnGateway.CONTRACT
                    + "e2"
                    + rest
                    + address.toLowerCase(java.util.Locale.ROOT)))
        .isTrue();
    assertThat(gateway.call(API + "event/remove", "{\"eventId\":\"e1\"}", "e1").code()).isZero();
    refused(order("{\"eventType\":3", "3", ""), "EventType must be 1");
    refused(order("{\"eventType\":2", "2", ""), "ContractName is no contract");
    refused(
        order("{\"eventType\":2,\"contractAddress\":\"store\"", "2store", ""),
        "address is 0x and 40");
  }

  private Answer order(String begin, String signed, String more) {
    return gateway.call(
        API + "event/register",
        begin + ",\"notifyUrl\":\"https://example.com\",\"attachArgs\":\"a=1\"" + more + "}",
        signed + "https://example.coma=1");
  }

  @Test
  void anApplicationIsToldOfItsGroup() {
    reopen(MacAlgorithm.SM2, CaType.UPLOAD);
    assertThat(
            gateway
                .post("/api/app/getAppInfo", gateway.envelope(gateway.id, "{}", "").toString())
                .body()
                .toString())
        .isEqualTo(
            "{\"appName\":\"shop\",\"appType\":\"fisco-bcos\",\"caType\":2,\"algorithmType\":1,"
                + "\"mspId\":\"\",\"channelId\":\"group0\",\"version\":\"3.16\","
                + "\"fabricVersion\":\"3.16\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fiscobcos/v1/node/reqChainCode | {'userId':'bo','contractName':'store','funcName':'get'} |"
            + " bostoreget | UserId is no user",
        "fiscobcos/v1/node/reqChainCode | {'userId':'mei','contractName':'x','funcName':'get'} |"
            + " meixget | ContractName is no contract",
        "fiscobcos/v1/node/reqChainCode | {'userId':'mei','contractName':'store','funcName':'x'} |"
            + " meistorex | The contract has no function x of 0 arguments; there are set(uint256",
        "fiscobcos/v1/node/reqChainCode |"
            + " {'userId':'mei','contractName':'store','funcName':'set','funcParam':'[7]'} |"
            + " meistoreset[7] | The contract has no function set of 1 arguments",
        "fiscobcos/v1/node/reqChainCode |"
            + " {'userId':'mei','contractName':'store','funcName':'set','funcParam':'7'} |"
            + " meistoreset7 | FuncParam must be a JSON array",
        "fiscobcos/v1/node/reqChainCode |"
            + " {'userId':'mei','contractName':'store','funcName':'get','funcParam':'[null]'} |"
            + " meistoreget[null] | FuncParam must not hold null",
        "fiscobcos/v1/node/trans | {'contractName':'store','transData':'0x1a'} | store0x1a | This"
            + " operation is for public key upload",
        "fiscobcos/v1/node/getTxInfoByTxHash | {'txHash':'0xee'} | 0xee | The ledger has no such",
        "fiscobcos/v1/node/getTxInfoByTxHash | {'txHash':'ee'} | ee | A transaction's hash is 0x",
        "fiscobcos/v1/node/getBlockInfo | {'blockNumber':'8'} | 8 | The ledger has no such",
        "fabric/v1/node/getLedgerInfo | {} | '' | This operation isn't offered on this network's"
      })
  void whatMakesNoSenseIsSaidAndSigned(String path, String body, String signed, String why) {
    register();
    refused(gateway.call("/api/" + path, body.replace('\'', '"'), signed), why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user/register | {'userId':'mei'} | mei | This operation is for key trust",
        "node/reqChainCode | {'userId':'mei','contractName':'store','funcName':'get'} |"
            + " meistoreget | This operation is for key trust",
        "node/trans | {'contractName':'store','transData':'xyz'} | storexyz | TransData must be 0x",
        "node/trans | {'contractName':'store','transData':'0xf8'} | store0xf8 | The transaction is"
            + " of FISCO BCOS 2.x",
        "node/trans | {'contractName':'x','transData':'0x11','contractAbi':'[]'} | x0x11[] |"
            + " ContractName is no contract",
        "node/trans | {'contractName':'store','transData':'0x11','contractAbi':'7'} | store0x117 |"
            + " The contract's abi must be a JSON array"
      })
  void whatUsersWhoKeepTheirKeysCanNotDoIsSaid(
      String path, String body, String signed, String why) {
    reopen(MacAlgorithm.SECP256R1, CaType.UPLOAD);
    refused(gateway.call(API + path, body.replace('\'', '"'), signed), why);
  }

  private Answer register() {
    return gateway.call(API + "user/register", "{\"userId\":\"mei\"}", "mei");
  }

  private void refused(Answer answer, String why) {
    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(answer.msg()).containsIgnoringCase(why);
    assertThat(answer.body().isNull()).isTrue();
    assertThat(gateway.signed(answer, "-1" + answer.msg())).isTrue();
  }
}
