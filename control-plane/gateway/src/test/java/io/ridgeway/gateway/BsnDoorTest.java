package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.BsnGateway.Answer;
import io.ridgeway.model.ApplicationId;
import io.ridgeway.model.key.MacAlgorithm;
import java.math.BigInteger;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BsnDoorTest {
  private static final String NODE = "/api/fabric/v1/node/";
  private static final String CALL = NODE + "reqChainCode";
  private static final String LEDGER = NODE + "getLedgerInfo";
  private static final String REGISTER = "/api/fabric/v1/user/register";
  private static final String EVENT = "/api/fabric/v1/chainCode/event/";
  private static final String EVENT_ORDER =
      "{\"chainCode\":\"notary\",\"eventKey\":\"Concluded\",\"notifyUrl\":\"https://example.com\","
          + "\"attachArgs\":\"a=1\"}";
  private static final BigInteger P256_ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private BsnGateway gateway = new BsnGateway(MacAlgorithm.SECP256R1);

  @AfterEach
  void close() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource(MacAlgorithm.class)
  void aUserIsRegisteredAndCallsAContract(MacAlgorithm algorithm) {
    // Given
    gateway.close();
    gateway = new BsnGateway(algorithm);

    // When
    Answer registered = register("Mei.1");
    Answer called =
        gateway.call(
            CALL,
            "{'userName':'Mei.1','nonce':'n1','chainCode':'notary','funcName':'draft',"
                    .replace('\'', '"')
                + "\"args\":[\"lease-1\",\"\u5bd3\"],\"transientData\":{\"price\":\"7\"}}",
            "Mei.1n1notarydraftlease-1\u5bd3price7");

    // Then
    assertThat(registered.json().toString())
        .endsWith(",\"body\":{\"name\":\"Mei.1\",\"secret\":\"s\"}}");
    assertThat(gateway.signed(registered, "0Transaction successfulMei.1s")).isTrue();
    assertThat(called.http().statusCode()).isEqualTo(200);
    assertThat(called.http().headers().firstValue("content-length")).isPresent();
    assertThat(called.http().headers().firstValue("transfer-encoding")).isEmpty();
    assertThat(called.http().body())
        .startsWith("{\"header\":{\"code\":0,\"msg\":\"Transaction successful\"},\"mac\":\"")
        .endsWith(
            "\"body\":{\"blockInfo\":{\"txId\":\""
                + FakeLedger.TRANSACTION
                + "\",\"blockHash\":\"\",\"status\":0},\"ccRes\":{\"ccCode\":200,\"ccData\":"
                + "\"\u201cdone\u201d\"}}}");
    String text = "0Transaction successful" + FakeLedger.TRANSACTION + "0200\u201cdone\u201d";
    assertThat(gateway.signed(called, text)).isTrue();
    assertThat(gateway.signed(called, text + " ")).isFalse();
    assertThat(gateway.ledger.calls())
        .containsExactly(
            "submit notary draft[lease-1, \u5bd3]{price=7} by " + gateway.id.keyName("Mei.1"));
  }

  @Test
  void theAnswersToQuestionsAreInTheOrderOfSigning() {
    register("mei");
    String tx = FakeLedger.TRANSACTION;
    String id = "{\"txId\":\"" + tx + "\"}";
    String transaction =
        "\"status\":11,\"createName\":\"clerk\",\"timeSpanSec\":0,\"timeSpanNsec\":0}";
    told(
        "getTransaction",
        id,
        tx,
        "{\"blockHash\":\"cd\",\"blockNumber\":7," + transaction,
        "cd711clerk00");
    told("getTransdata", id, tx, "{\"txId\":\"" + tx + "\",\"transData\":\"BAU=\"}", tx + "BAU=");
    told(
        "getBlockInfo",
        "{\"blockNumber\":7,\"blockHash\":\"\",\"txId\":\"\"}",
        "7",
        "{\"blockHash\":\"cd\",\"blockNumber\":7,\"preBlockHash\":\"ab\",\"blockSize\":3,"
            + "\"blockTxCount\":1,\"transactions\":[{\"txId\":\""
            + tx
            + "\","
            + transaction
            + "]}",
        "cd7ab31" + tx + "11clerk00");
    told(
        "getBlockData",
        "{\"blockNumber\":0,\"blockHash\":\"\",\"txId\":\"" + tx + "\"}",
        "0" + tx,
        "{\"blockHash\":\"cd\",\"blockNumber\":7,\"preBlockHash\":\"ab\",\"blockData\":\"AQID\"}",
        "cd7abAQID");
    told(
        "getLedgerInfo",
        "{}",
        "",
        "{\"blockHash\":\"cd\",\"height\":8,\"preBlockHash\":\"ab\"}",
        "cd8ab");
    gateway.close();
    assertThat(gateway.counted()).isEqualTo(5);
  }

  private void told(String what, String body, String signed, String answer, String answerSigned) {
    Answer told = gateway.call(NODE + what, body, signed);
    assertThat(told.body().toString()).as(what).isEqualTo(answer);
    assertThat(gateway.signed(told, "0Transaction successful" + answerSigned)).as(what).isTrue();
  }

  @Test
  void eventsAreOrderedSeenAndEnded() {
    // When
    Answer ordered =
        gateway.call(EVENT + "register", EVENT_ORDER, "notaryConcludedhttps://example.coma=1");
    Answer blocks =
        gateway.call(
            EVENT + "blockRegister",
            "{\"notifyUrl\":\"https://example.com\",\"attachArgs\":\"\"}",
            "https://example.com");
    Answer all = gateway.call(EVENT + "query", "{}", "");

    // Then
    assertThat(ordered.body().toString()).isEqualTo("{\"eventId\":\"e0\"}");
    assertThat(gateway.signed(ordered, "0Transaction successfule0")).isTrue();
    assertThat(blocks.body().path("eventId").asText()).isEqualTo("e1");
    String codes = gateway.tenant.value() + gateway.id.value();
    assertThat(all.body().get(0).toString())
        .isEqualTo(
            "{\"eventId\":\"e0\",\"eventKey\":\"Concluded\",\"notifyUrl\":\"https://example.com\","
                + "\"attachArgs\":\"a=1\",\"createTime\":\"1970-01-01T00:00:00Z\","
                + "\"orgCode\":\"alpha\",\"userCode\":\""
                + gateway.tenant
                + "\",\"appCode\":\""
                + gateway.id
                + "\",\"chainCode\":\"notary\",\"eventType\":\"2\"}");
    assertThat(
            gateway.signed(
                all,
                "0Transaction successful"
                    + "e0Concludedhttps://example.coma=11970-01-01T00:00:00Zalpha"
                    + codes
                    + "notary2"
                    + "e1https://example.com1970-01-01T00:00:00Zalpha"
                    + codes
                    + "1"))
        .isTrue();

    // When
    Answer ended = gateway.call(EVENT + "remove", "{\"eventId\":\"e0\"}", "e0");

    // Then
    assertThat(ended.body().toString()).isEqualTo("{}");
    assertThat(gateway.signed(ended, "0Transaction successful")).isTrue();
    assertThat(gateway.call(EVENT + "query", "{}", "").body()).hasSize(1);
    refused(gateway.call(EVENT + "remove", "{\"eventId\":\"e0\"}", "e0"), "There is no event e0");
  }

  @Test
  void anApplicationIsToldOfItselfWithoutAMac() {
    Answer told =
        gateway.post("/api/app/getAppInfo", gateway.envelope(gateway.id, "{}", "").toString());
    assertThat(told.http().body())
        .isEqualTo(
            "{\"header\":{\"code\":0,\"msg\":\"Transaction successful\"},\"mac\":\"\",\"body\":"
                + "{\"appName\":\"shop\",\"appType\":\"fabric\",\"caType\":1,\"algorithmType\":2,"
                + "\"mspId\":\"alpha\",\"channelId\":\"trade\",\"version\":\"3.1\","
                + "\"fabricVersion\":\"3.1\"}}");
  }

  @Test
  void transientDataMayBeSignedInAnyOrder() {
    register("mei");
    Answer called =
        gateway.call(
            CALL,
            body("n1", "draft", ",\"transientData\":{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}"),
            "mein1notarydraftc3a1b2");
    assertThat(called.code()).as(called.msg()).isZero();
  }

  @Test
  void aNonceIsTakenOnceAlsoWhenTheRouteChanges() {
    // Given
    register("mei");
    assertThat(call("n1", "draft").code()).isZero();

    // When
    register("bo");
    Answer again = call("n1", "draft");

    // Then
    refused(again, "The nonce was used already");
    assertThat(call("n2", "draft").code()).isZero();
    assertThat(gateway.ledger.calls()).hasSize(2);
  }

  /**
   * The right key over another body, another's key, a mac that is none, and one that is missing.
   */
  @Test
  void aMacHoldsForItsOwnBodyAndItsOwnApplicationOnly() {
    KeyPair stranger = BsnGateway.pair(gateway.algorithm);
    String codes = gateway.tenant.value() + gateway.id.value();
    refused(gateway.call(LEDGER, "{}", "x"), "The mac doesn't hold");
    refused(gateway.call(CALL, body("n1", "draft", ""), "mein1notaryagree"), "The mac doesn't");
    for (String mac :
        new String[] {gateway.mac(stranger, codes), "", "nonsense", "AAAA", "x".repeat(1_000)}) {
      refused(
          gateway.post(LEDGER, gateway.envelope(gateway.id, "{}", mac).toString()),
          "The mac doesn't hold");
    }
    assertThat(gateway.ledger.calls()).isEmpty();
  }

  @Test
  void anotherApplicationsKeyAndUsersAreNotOnesOwn() {
    // Given two of one network
    register("mei");
    ApplicationId other = ApplicationId.next();
    KeyPair key = BsnGateway.pair(gateway.algorithm);
    NetworkRoute now = gateway.routes.one(gateway.network).orElseThrow();
    Map<String, io.ridgeway.gateway.bsn.Application> both =
        Map.of(
            gateway.id.value(),
            gateway.application(gateway.id, gateway.client, false, false),
            other.value(),
            gateway.application(other, key, false, false));
    gateway.routes.put(gateway.network, now.with(both));
    String codes = gateway.tenant.value() + other.value();
    String good = gateway.envelope(other, "{}", gateway.mac(key, codes)).toString();
    TestGateway.await(() -> gateway.post(LEDGER, good).code() == 0);

    // Then
    refused(
        gateway.post(
            LEDGER, gateway.envelope(other, "{}", gateway.mac(gateway.client, codes)).toString()),
        "The mac doesn't hold");
    refused(
        gateway.post(
            CALL,
            gateway
                .envelope(
                    other, body("n1", "draft", ""), gateway.mac(key, codes + "mein1notarydraft"))
                .toString()),
        "userName is no user of this application");
  }

  @Test
  void aFrozenApplicationIsRefusedAndARevokedOneIsUnknown() {
    // When
    change(gateway.application(gateway.id, gateway.client, false, true));

    // Then
    Answer[] last = {gateway.call(LEDGER, "{}", "")};
    TestGateway.await(
        () -> {
          last[0] = gateway.call(LEDGER, "{}", "");
          return last[0].msg().startsWith("The application is frozen");
        });
    refused(last[0], "The application is frozen");

    // When
    gateway.routes.put(
        gateway.network, gateway.routes.one(gateway.network).orElseThrow().with(Map.of()));
    TestGateway.await(
        () -> gateway.call(LEDGER, "{}", "").msg().startsWith("userCode and appCode name no"));
    assertThat(gateway.call(LEDGER, "{}", "").json().path("mac").textValue()).isEmpty();
  }

  @Test
  void answersMayCarryAnEmptyMac() {
    register("mei");
    change(gateway.application(gateway.id, gateway.client, true, false));
    TestGateway.await(
        () -> gateway.call(LEDGER, "{}", "").json().path("mac").asText("x").isEmpty());
    assertThat(gateway.call(LEDGER, "{}", "").code()).isZero();
  }

  @Test
  void withoutTheJournalNothingIsSigned() {
    register("mei");
    gateway.unrecorded.set(true);
    Answer answer = call("n1", "draft");
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(answer.msg()).startsWith("The use of the key can't be recorded now");
    assertThat(answer.json().path("mac").textValue()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refuse | Alpha: lease-1 is there.",
        "wrong | Contract must be a chaincode's name.",
        "silent | No node of the network answers",
        "lost | Transaction: abab",
        "fault | "
      })
  void whatTheLedgerDoesNotDoIsSaidAndSigned(String function, String why) {
    register("mei");
    refused(call("n1", function), why == null ? "" : why);
  }

  static Stream<Arguments> badBodies() {
    String rest = "\"chainCode\":\"notary\",\"funcName\":\"draft\"}";
    return Stream.of(
        Arguments.of(CALL, "7"),
        Arguments.of(CALL, "null"),
        Arguments.of(CALL, "[]"),
        Arguments.of(CALL, "\"text\""),
        Arguments.of(CALL, "{\"nonce\":\"n\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"\",\"nonce\":\"n\"," + rest),
        Arguments.of(CALL, "{\"userName\":7,\"nonce\":\"n\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"" + "x".repeat(31) + "\",\"nonce\":\"n\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":{}," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"" + "x".repeat(257) + "\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"funcName\":\"draft\"}"),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"chainCode\":\"notary\"}"),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"args\":\"a\"," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"args\":[7]," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"args\":[null]," + rest),
        Arguments.of(CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"transientData\":[]," + rest),
        Arguments.of(
            CALL, "{\"userName\":\"mei\",\"nonce\":\"n\",\"transientData\":{\"a\":1}," + rest),
        Arguments.of(REGISTER, "{\"secret\":\"s\"}"),
        Arguments.of(REGISTER, "{\"name\":[],\"secret\":\"s\"}"),
        Arguments.of(REGISTER, "{\"name\":\"mei\",\"secret\":7}"),
        Arguments.of(REGISTER, "{\"name\":\"mei\",\"extendProperties\":{}}"),
        Arguments.of(NODE + "getTransaction", "{}"),
        Arguments.of(NODE + "getTransaction", "{\"txId\":7}"),
        Arguments.of(NODE + "getTransdata", "{\"txId\":\"" + "a".repeat(257) + "\"}"),
        Arguments.of(NODE + "getBlockInfo", "{\"blockNumber\":-1}"),
        Arguments.of(NODE + "getBlockInfo", "{\"blockNumber\":1.5}"),
        Arguments.of(NODE + "getBlockInfo", "{\"blockNumber\":\"x\"}"),
        Arguments.of(NODE + "getBlockInfo", "{\"blockNumber\":99999999999999999999}"),
        Arguments.of(NODE + "getBlockData", "{\"blockHash\":true}"),
        Arguments.of(LEDGER, "7"),
        Arguments.of(EVENT + "register", "{\"eventKey\":\"K\",\"notifyUrl\":\"U\"}"),
        Arguments.of(EVENT + "register", "{\"chainCode\":\"C\",\"notifyUrl\":\"U\"}"),
        Arguments.of(EVENT + "register", "{\"chainCode\":\"C\",\"eventKey\":\"K\"}"),
        Arguments.of(EVENT + "register", EVENT_ORDER.replace("\"a=1\"", "{}")),
        Arguments.of(EVENT + "register", EVENT_ORDER.replace("a=1", "x".repeat(4_097))),
        Arguments.of(EVENT + "register", EVENT_ORDER.replace("https", "x".repeat(2_049))),
        Arguments.of(EVENT + "blockRegister", "{}"),
        Arguments.of(EVENT + "blockRegister", "{\"notifyUrl\":[]}"),
        Arguments.of(EVENT + "remove", "{}"),
        Arguments.of(EVENT + "remove", "{\"eventId\":7}"),
        Arguments.of(EVENT + "query", "[]"));
  }

  @ParameterizedTest
  @MethodSource("badBodies")
  void aBodyThatIsWrongIsRefusedByNameAndSigned(String path, String body) {
    refused(gateway.call(path, body, ""), "body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user/register | {'name':'-mei'} | -mei | name must be 1 to 30 of",
        "node/getBlockInfo | {'blockNumber':1} | 1 | The channel tells its members only",
        "node/getTransdata | {'txId':'T','dataType':'json'} | Tjson | DataType isn't offered yet",
        "user/enroll | {'name':'mei','csrPem':'C'} | meiC | This operation is for public key"
            + " upload",
        "node/trans | {'transData':'T'} | T | This operation is for public key upload",
        "node/endorse | {'transData':'T'} | T | This operation is for public key upload",
        "node/submit | {'payload':'P','signature':'S'} | PS | This operation is for public key"
      })
  void whatIsNotOfferedIsSaid(String path, String body, String signed, String why) {
    Answer answer = gateway.call("/api/fabric/v1/" + path, body.replace('\'', '"'), signed);
    assertThat(answer.msg()).startsWithIgnoringCase(why);
    refused(answer, "");
  }

  /** None of it can be told to be an application's, so no key signs the answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/fabric/v1/node/getLedgerInfo | nonsense | can't be read as JSON",
        "/api/fabric/v1/node/getLedgerInfo | {} | header.userCode must be",
        "/api/fabric/v1/node/getLedgerInfo | {\"header\":{\"userCode\":\"u\",\"appCode\":\"a\"}} |"
            + " name no application",
        "/api/fabric/v1/node/nothing | {} | There is nothing at this path",
        "/api/fabric/v2 | {} | There is nothing at this path"
      })
  void whatIsNobodysIsAnsweredWithoutAMac(String path, String text, String why) {
    Answer answer = gateway.post(path, text);
    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(answer.msg()).contains(why);
    assertThat(answer.json().path("mac").textValue()).isEmpty();
  }

  @Test
  void aBodyThatIsTooLongIsRefused() {
    Answer answer = gateway.post(LEDGER, "x".repeat((1 << 20) + 1));
    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.msg()).startsWith("The body is longer than");
  }

  @Test
  void overTheLimitIsSaidAndSigned() {
    gateway.close();
    gateway = new BsnGateway(MacAlgorithm.SECP256R1, 1);
    Answer[] last = {gateway.call(LEDGER, "{}", "")};
    TestGateway.await(
        () -> {
          last[0] = gateway.call(LEDGER, "{}", "");
          return last[0].msg().startsWith("Over the limit");
        });
    refused(last[0], "Over the limit");
  }

  /** Others could flip a high s, and strict clients refuse it. */
  @Test
  void answersAreSignedWithALowS() {
    for (int i = 0; i < 20; i++) {
      byte[] der =
          Base64.getDecoder()
              .decode(gateway.call(LEDGER, "{}", "x").json().path("mac").textValue());
      BigInteger s =
          ASN1Integer.getInstance(ASN1Sequence.getInstance(der).getObjectAt(1)).getValue();
      assertThat(s).isLessThanOrEqualTo(P256_ORDER.shiftRight(1));
    }
  }

  private void change(io.ridgeway.gateway.bsn.Application application) {
    gateway.routes.put(
        gateway.network,
        gateway
            .routes
            .one(gateway.network)
            .orElseThrow()
            .with(Map.of(gateway.id.value(), application)));
  }

  private Answer register(String user) {
    Answer answer =
        gateway.call(REGISTER, "{\"name\":\"" + user + "\",\"secret\":\"s\"}", user + "s");
    assertThat(answer.code()).as(answer.msg()).isZero();
    return answer;
  }

  private Answer call(String nonce, String function) {
    return gateway.call(CALL, body(nonce, function, ""), "mei" + nonce + "notary" + function);
  }

  private static String body(String nonce, String function, String more) {
    return "{\"userName\":\"mei\",\"nonce\":\""
        + nonce
        + "\",\"chainCode\":\"notary\",\"funcName\":\""
        + function
        + "\""
        + more
        + "}";
  }

  /** Refused, for that reason, and signed. */
  private void refused(Answer answer, String why) {
    assertThat(answer.http().statusCode()).isEqualTo(200);
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(answer.msg()).contains(why);
    assertThat(answer.body().isNull()).isTrue();
    assertThat(gateway.signed(answer, "-1" + answer.msg())).isTrue();
  }
}
