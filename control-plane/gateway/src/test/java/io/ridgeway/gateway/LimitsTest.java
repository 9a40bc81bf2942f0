package io.ridgeway.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.limit.DayLedger;
import io.ridgeway.gateway.limit.ShareLedger;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.CallLimits;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch open = new CountDownLatch(1);
  private volatile boolean away;
  private final Limits limits =
      new Limits(
          "gateway-1",
          Optional.of(new Ledger()),
          Optional.of(this::claim),
          Clock.systemUTC(),
          Clock.systemUTC());

  @AfterEach
  void stop() {
    open.countDown();
    limits.close();
  }

  private final class Ledger implements ShareLedger {
    @Override
    public Answer renew(String instance, long number, List<Ask> asks) {
      done.add("renew");
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      Map<String, Grant> grants = new HashMap<>();
      asks.forEach(ask -> grants.put(ask.subject(), new Grant(ask.limit(), ask.limit() / 2)));
      return new Answer(1, grants, Set.of(), 0);
    }

    @Override
    public void leave(String instance) {
      done.add("leave");
    }
  }

  private DayLedger.Claimed claim(
      DayLedger.Subject subject, LocalDate day, long quota, long made, long more) {
    done.add("claim");
    if (away) {
      throw new IllegalStateException("the database is away");
    }
    return new DayLedger.Claimed(more, quota - more);
  }

  private long count(String what) {
    return done.stream().filter(what::equals).count();
  }

  private static CallLimits of(int tps, long daily) {
    return new CallLimits(
        OptionalInt.of(tps), OptionalLong.of(daily), OptionalInt.empty(), OptionalInt.empty());
  }

  private KeyGate gate() {
    return limits.gate(TenantId.next(), CredentialId.next(), of(10, 1_000), null);
  }

  @Test
  void manyThatWantToBeSettledSoonAreSettledTogether() {
    // Given: the first round hangs
    limits.network(NetworkId.next(), 10);
    TestGateway.await(() -> count("renew") == 1);

    // When
    List<RateLimit> many = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      many.add(limits.network(NetworkId.next(), 10));
    }
    assertThat(limits.settled()).isFalse();
    open.countDown();

    // Then
    TestGateway.await(limits::settled);
    assertThat(count("renew")).isLessThanOrEqualTo(3);
    limits.network(NetworkId.next(), 10);
    assertThat(limits.settled()).as("it stays so").isTrue();
  }

  @Test
  void afterTheFirstFailureOfARoundNoQuotaWaitsForTheLedger() {
    // Given
    limits.network(NetworkId.next(), 10);
    TestGateway.await(() -> count("renew") == 1);
    List<KeyGate> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(gate());
    }

    // When
    away = true;
    open.countDown();

    // Then: all go on, and of each round one asked in vain
    many.forEach(gate -> TestGateway.await(() -> gate.day().take(1)));
    assertThat(count("claim")).isLessThan(many.size() / 2);
  }

  @Test
  void whatIsLimitedStillStaysWhenAnotherLimitOfTheKeyChanges() {
    // Given
    open.countDown();
    TenantId tenant = TenantId.next();
    CredentialId key = CredentialId.next();
    KeyGate before = limits.gate(tenant, key, of(10, 1_000), null);

    // When
    KeyGate after = limits.gate(tenant, key, of(10, 2_000), before);

    // Then
    assertThat(after.rate()).isSameAs(before.rate());
    assertThat(after.day()).isSameAs(before.day());
    assertThat(after.day().quota()).isEqualTo(2_000);
    assertThat(limits.gate(tenant, key, CallLimits.NONE, after).day()).isNull();
  }

  @Test
  void sharesAreGivenBackFirstAndTheRestOnlyWhileTheDatabaseAnswers() {
    // Given
    open.countDown();
    for (int i = 0; i < 20; i++) {
      gate();
    }
    TestGateway.await(() -> count("claim") == 20);

    // When
    away = true;
    limits.close();

    // Then
    assertThat(done.subList(done.indexOf("leave"), done.size())).containsExactly("leave", "claim");
  }
}
