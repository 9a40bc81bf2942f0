package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ridgeway.framework.Content;
import io.ridgeway.framework.DetailedLedger.Detail;
import io.ridgeway.framework.DetailedLedger.Event;
import io.ridgeway.framework.DetailedLedger.Kind;
import io.ridgeway.framework.LedgerTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FiscoDetailsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final LedgerTransaction TRANSACTION =
      new LedgerTransaction(
          "0xab",
          OptionalLong.of(7),
          LedgerTransaction.Status.COMMITTED,
          "0",
          Optional.empty(),
          "0x01",
          "0x02",
          "",
          List.of(),
          Content.NONE);

  private static JsonNode json(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  @Test
  void aCallHasItsInputAndItsEventsWithHexWrittenInOneWay() throws JsonProcessingException {
    Detail detail =
        FiscoDetails.of(
            TRANSACTION,
            json("{\"to\":\"0x02\",\"input\":\"0xa9059cbb\",\"nonce\":\"77\"}"),
            json(
                "{\"gasUsed\":\"21000\",\"contractAddress\":\"\",\"message\":\"\",\"logEntries\":[{"
                    + "\"address\":\"11\",\"topics\":[\"0xaa\",\"bb\"],\"data\":\"07\"}]}"));

    assertThat(detail.kind()).isEqualTo(Kind.CALL);
    assertThat(detail.created()).isEmpty();
    assertThat(detail.input()).isEqualTo("0xa9059cbb");
    assertThat(detail.more()).isEqualTo(Map.of(Detail.NONCE, "77", Detail.GAS, "21000"));
    assertThat(detail.events())
        .containsExactly(new Event("0x11", "", List.of("0xaa", "0xbb"), Content.text("0x07")));
  }

  @Test
  void aDeploymentHasWhatItMadeAndOneThatWaitsNothingYet() throws JsonProcessingException {
    JsonNode sent = json("{\"to\":\"\",\"input\":\"6000\"}");
    Detail made = FiscoDetails.of(TRANSACTION, sent, json("{\"contractAddress\":\"22\"}"));
    Detail waits = FiscoDetails.of(TRANSACTION, sent, MissingNode.getInstance());

    assertThat(made.kind()).isEqualTo(Kind.DEPLOYMENT);
    assertThat(made.created()).isEqualTo("0x22");
    assertThat(made.input()).isEqualTo("0x6000");
    assertThat(waits.created()).isEmpty();
    assertThat(waits.events()).isEmpty();
    assertThat(waits.more()).isEmpty();
  }
}
