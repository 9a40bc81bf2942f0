package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.submit.AccountTurns.Account;
import io.ridgeway.model.NetworkId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenureTest {
  private final Account account = new Account(NetworkId.next(), "0xab");
  private final AtomicInteger takes = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);
  private boolean away;

  private final AccountTurns turns =
      new AccountTurns() {
        @Override
        public Optional<Turn> take(Account of, String holder, Duration lease) {
          takes.incrementAndGet();
          if (away) {
            throw new IllegalStateException("the database is away");
          }
          asked.countDown();
          try {
            assertThat(answer.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return Optional.of(new Turn(1, OptionalLong.empty()));
        }

        @Override
        public Map<Account, Held> hold(
            String holder, Map<Account, OptionalLong> next, Duration lease) {
          return Map.of();
        }

        @Override
        public void give(Account of, String holder, long number, OptionalLong next) {}
      };

  @Test
  void whileTheDatabaseHangsTheOthersAreNotHeldUp() throws Exception {
    // Given
    Tenure tenure = new Tenure(account, turns, "g-0", () -> 2);
    CompletableFuture<Tenure.Entry> entry =
        CompletableFuture.supplyAsync(() -> tenure.enter(Duration.ofSeconds(5)));
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    // When
    CompletableFuture<Optional<OptionalLong>> held = CompletableFuture.supplyAsync(tenure::held);

    // Then
    assertThat(held.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(entry).isNotDone();
    answer.countDown();
    assertThat(entry.get(10, TimeUnit.SECONDS)).isInstanceOf(Tenure.Entry.Mine.class);
  }

  @Test
  void aDatabaseThatIsAwayIsNotAskedByEveryTransaction() {
    away = true;
    Tenure tenure = new Tenure(account, turns, "g-0", () -> 1);

    for (int i = 0; i < 20; i++) {
      assertThat(tenure.enter(Duration.ZERO)).isInstanceOf(Tenure.Entry.Mine.class);
      tenure.leave(OptionalLong.empty());
    }

    assertThat(takes.get()).isBetween(1, 3);
  }
}
