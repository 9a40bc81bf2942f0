package io.ridgeway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ridgeway.billing.Amount;
import io.ridgeway.billing.Quote;
import io.ridgeway.engine.network.Made;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.place.Placement;
import io.ridgeway.store.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private final Json json = new Json();

  @Test
  void readsBackWhatItWrote() {
    // Given
    Quote quote =
        Samples.quote(
            TenantId.next(), Samples.spec("tea"), Instant.parse("2026-11-21T10:15:30.123456Z"));
    Made made =
        Made.NOTHING.placed(
            new Placement(Map.of(new NodeName("rpc-1"), Samples.LOCAL), List.of("why"), true),
            new Software("besu", "26.7.0"));

    // Then
    assertThat(json.read(json.write(quote), Quote.class)).isEqualTo(quote);
    assertThat(json.read(json.write(made), Made.class)).isEqualTo(made);
    assertThat(json.read(json.write(Made.NOTHING), Made.class)).isEqualTo(Made.NOTHING);
  }

  @Test
  void identifiersAreTextsAndMoneyIsWholeMicros() {
    assertThat(json.write(Map.of("id", new TenantId("t0123456789ab"))))
        .isEqualTo("{\"id\":\"t0123456789ab\"}");
    assertThat(json.write(Amount.of("130.77", "USD")))
        .isEqualTo("{\"micros\":130770000,\"currency\":\"USD\"}");
  }

  @Test
  void passesOverWhatALaterVersionAdded() {
    assertThat(
            json.read("{\"name\":\"besu\",\"version\":\"1\",\"origin\":\"later\"}", Software.class))
        .isEqualTo(new Software("besu", "1"));
    assertThat(json.read("{}", Made.class)).isEqualTo(Made.NOTHING);
  }

  @Test
  void saysWhatCantBeRead() {
    assertThatIllegalStateException()
        .isThrownBy(() -> json.read("[]", Software.class))
        .withMessageContaining("Software");
  }
}
