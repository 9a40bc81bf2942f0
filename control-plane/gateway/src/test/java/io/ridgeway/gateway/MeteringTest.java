package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.meter.Meter;
import io.ridgeway.model.meter.UsageRecord;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeteringTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"eth_blockNumber\"}";

  @Test
  void countsExactlyWhatItAnsweredUnderConcurrencyAndAFailingJournal() {
    // Given
    TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
    gateway.journal.failing(attempt -> attempt < 3, attempt -> attempt % 5 == 4);

    // When
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 8)
            .mapToObj(
                caller ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = 0; i < 25; i++) {
                            gateway.post(CALL);
                            gateway.post("[" + CALL + "," + CALL + "]");
                            gateway.call("admin_peers", "[]");
                            gateway.post("nonsense");
                          }
                        }))
            .toList();
    callers.forEach(CompletableFuture::join);
    assertThat(gateway.server.stats().forwarded()).isEqualTo(600);
    assertThat(gateway.server.stats().refused()).isEqualTo(200);
    assertThat(gateway.server.stats().malformed()).isEqualTo(200);
    assertThat(gateway.server.unwrittenCalls()).isLessThanOrEqualTo(600);
    gateway.journal.failing(attempt -> false, attempt -> false);
    gateway.close();

    // Then
    assertThat(gateway.server.unwrittenCalls()).isZero();
    assertThat(gateway.journal.total(Meter.GATEWAY_CALLS)).isEqualTo(600);
    assertThat(gateway.journal.usage())
        .allSatisfy(
            record -> {
              assertThat(record.source()).isEqualTo("gateway-1");
              assertThat(record.tenant()).isEqualTo(gateway.tenant);
              assertThat(record.network()).isEqualTo(gateway.network);
            });
    long peak =
        gateway.journal.usage().stream()
            .filter(record -> record.meter() == Meter.PEAK_TPS)
            .mapToLong(UsageRecord::micros)
            .max()
            .orElse(0);
    assertThat(peak).isBetween(100_000_000L, 600_000_000L);
  }

  @Test
  void countsNothingThatNoNodeAnswered() {
    // Given
    TestGateway gateway = new TestGateway(Clock.systemUTC(), 100_000);
    gateway.node.close();

    // When
    gateway.post(CALL);
    gateway.close();

    // Then
    assertThat(gateway.journal.usage()).isEmpty();
    assertThat(gateway.server.stats().unanswered()).isEqualTo(1);
  }
}
