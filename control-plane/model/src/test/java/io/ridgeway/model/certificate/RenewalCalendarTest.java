package io.ridgeway.model.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.RenewalCalendar.Renewal;
import io.ridgeway.model.certificate.RenewalCalendar.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalCalendarTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TenantId TENANT = TenantId.next();
  private static final NetworkId NETWORK = NetworkId.next();

  private final Certificate year = certificate("peer0", Duration.ofDays(360));
  private final Certificate month = certificate("peer1", Duration.ofDays(30));
  private final RenewalCalendar calendar = RenewalCalendar.of(List.of(year, month));

  @Test
  void whatComesFirstStandsFirst() {
    assertThat(calendar.renewals())
        .containsExactly(
            new Renewal(month, START.plus(Duration.ofDays(20)), month.notAfter()),
            new Renewal(year, START.plus(Duration.ofDays(240)), year.notAfter()));
  }

  @Test
  void theLastThirdOfALifeIsForRenewal() {
    Renewal renewal = calendar.renewals().get(0);
    assertThat(renewal.at(START)).isEqualTo(State.RESTING);
    assertThat(renewal.at(renewal.from().minusNanos(1))).isEqualTo(State.RESTING);
    assertThat(renewal.at(renewal.from())).isEqualTo(State.DUE);
    assertThat(renewal.at(month.notAfter())).isEqualTo(State.DUE);
    assertThat(renewal.at(month.notAfter().plusNanos(1))).isEqualTo(State.EXPIRED);
  }

  @Test
  void whatIsDueStaysSoUntilAnotherStandsInItsPlace() {
    assertThat(calendar.due(START)).isEmpty();
    assertThat(calendar.due(START.plus(Duration.ofDays(25))))
        .extracting(Renewal::certificate)
        .containsExactly(month);
    assertThat(calendar.due(START.plus(Duration.ofDays(250))))
        .extracting(Renewal::certificate)
        .containsExactly(month, year);
    assertThat(RenewalCalendar.of(List.of(year)).due(START.plus(Duration.ofDays(25)))).isEmpty();
  }

  @Test
  void tellsWhenToLookAgain() {
    assertThat(calendar.next(START)).contains(START.plus(Duration.ofDays(20)));
    assertThat(calendar.next(START.plus(Duration.ofDays(20)))).contains(month.notAfter());
    assertThat(calendar.next(year.notAfter())).isEmpty();
  }

  private static Certificate certificate(String name, Duration life) {
    return new Certificate(
        TENANT, NETWORK, "org1-ca", name, 1, "00".repeat(16), START, START.plus(life), "pem");
  }
}
