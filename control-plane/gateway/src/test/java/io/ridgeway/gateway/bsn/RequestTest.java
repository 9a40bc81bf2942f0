package io.ridgeway.gateway.bsn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {
  /** By hand from the protocol's tables, with members in another order than they are signed in. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGISTER | {'secret':'S','extendProperties':'E','name':'N'} | NSE",
        "REGISTER | {'name':'N'} | N",
        "ENROLL | {'csrPem':'C','secret':'S','name':'N'} | NSC",
        "CALL | {'args':['1','','2'],'transientData':{'k':'v'},'funcName':'F','chainCode':'C',"
            + "'nonce':'O','userName':'U'} | UOCF12kv",
        "CALL | {'args':null,'transientData':null,'funcName':'F','chainCode':'C','nonce':'O',"
            + "'userName':'U'} | UOCF",
        "TRANS | {'transData':'T'} | T",
        "TRANSACTION | {'txId':'T'} | T",
        "TRANSACTION_DATA | {'dataType':'json','txId':'T'} | Tjson",
        "BLOCK | {'txId':'T','blockHash':'H','blockNumber':7} | 7HT",
        "BLOCK | {'txId':'','blockHash':'','blockNumber':0} | 0",
        "BLOCK | {'blockNumber':'12'} | 12",
        "BLOCK_DATA | {'dataType':'json','txId':'T','blockHash':'H','blockNumber':7} | 7HTjson",
        "LEDGER | {} | ''",
        "LEDGER | null | ''",
        "EVENT_REGISTER | {'attachArgs':'A','notifyUrl':'U','eventKey':'K','chainCode':'C'} | CKUA",
        "BLOCK_EVENT_REGISTER | {'attachArgs':'A','notifyUrl':'U'} | UA",
        "EVENT_QUERY | {} | ''",
        "EVENT_REMOVE | {'eventId':'E'} | E"
      })
  void valuesAreSignedInTheOrderOfTheProtocol(Operation operation, String body, String signed) {
    Envelope envelope = envelope(body.replace('\'', '"'));
    assertThat(Request.of(operation, envelope.body()).signed(envelope))
        .containsExactly("uac" + signed);
  }

  @Test
  void aFewTransientMembersAreTriedInEveryOrderAndManyAsTheyStand() {
    assertThat(call("{\"b\":\"2\",\"a\":\"1\"}")).containsExactly("uacUOCFb2a1", "uacUOCFa1b2");
    assertThat(call("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\"}"))
        .hasSize(24)
        .doesNotHaveDuplicates()
        .contains("uacUOCFd4b2a1c3");
    assertThat(call("{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\",\"d\":\"4\",\"e\":\"5\"}"))
        .containsExactly("uacUOCFa1b2c3d4e5");
  }

  private static List<String> call(String transientData) {
    Envelope envelope =
        envelope(
            "{\"userName\":\"U\",\"nonce\":\"O\",\"chainCode\":\"C\",\"funcName\":\"F\","
                + "\"transientData\":"
                + transientData
                + "}");
    return Request.of(Operation.CALL, envelope.body()).signed(envelope);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''",
        "nonsense",
        "[]",
        "7",
        "{}",
        "{\"header\":7}",
        "{\"header\":{\"userCode\":\"u\"}}",
        "{\"header\":{\"userCode\":\"\",\"appCode\":\"a\"}}",
        "{\"header\":{\"userCode\":7,\"appCode\":\"a\"}}",
        "{\"header\":{\"userCode\":\"u\",\"userCode\":\"v\",\"appCode\":\"a\"}}",
        "{\"header\":{\"userCode\":\"u\",\"appCode\":\"a\"}} {}"
      })
  void whatCannotBeToldWhoseItIsIsMalformed(String text) {
    assertThatThrownBy(() -> Envelope.parse(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Malformed.class);
  }

  @Test
  void aReplysValuesAreSignedAsTheyStand() {
    var body = Reply.object().put("blockHash", "H").put("blockNumber", 7L);
    body.putArray("transactions").addObject().put("txId", "T").put("status", 11);
    assertThat(Reply.done(body).signed()).isEqualTo("0Transaction successfulH7T11");
    assertThat(Reply.refused("no").signed()).isEqualTo("-1no");
    assertThat(Reply.refused("no").json("M"))
        .isEqualTo("{\"header\":{\"code\":-1,\"msg\":\"no\"},\"mac\":\"M\",\"body\":null}");
  }

  @Test
  void aNonceIsUsedOnceWhileThereIsRoom() {
    Nonces nonces = new Nonces(2);
    assertThat(nonces.use("a")).isTrue();
    assertThat(nonces.use("a")).isFalse();
    assertThat(nonces.use("b")).isTrue();
    assertThat(nonces.use("c")).isTrue();
    assertThat(nonces.use("b")).isFalse();
    assertThat(nonces.use("a")).isTrue();
  }

  /** The trace id isn't signed, and needn't be anything. */
  private static Envelope envelope(String body) {
    return Envelope.parse(
        ("{\"header\":{\"userCode\":\"u\",\"appCode\":\"ac\",\"tId\":[7]},\"mac\":\"\",\"body\":"
                + body
                + "}")
            .getBytes(StandardCharsets.UTF_8));
  }
}
