package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SubmitterTest {
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeChain chain = new FakeChain();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Submitter submitter =
      new Submitter(new FakeSigner(), Tenures.alone(), clock, tasks::add, 3);

  private CompletableFuture<Outcome> submit(String account, String data) {
    ManagedKey key =
        new ManagedKey(
            KeyId.next(),
            TenantId.next(),
            NetworkId.next(),
            "app",
            Curve.SECP256K1,
            Purpose.TRANSACTION,
            "11".repeat(64),
            Instant.EPOCH);
    return submitter.submit(
        new TransactionRequest(
            account, OptionalLong.empty(), Map.of("from", account, "data", data)),
        key,
        "test",
        () -> chain,
        new Wire() {
          @Override
          public Sent send(String raw) {
            return new Sent.Taken(chain.take(raw));
          }

          @Override
          public boolean has(String hash) {
            return chain.has(hash);
          }
        });
  }

  private void work() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Test
  void refusesMoreThanMayWaitForOneAccountAndLetsOtherAccountsPass() {
    // Given
    List<CompletableFuture<Outcome>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(submit("0xaa", "0x" + i));
    }

    // When
    CompletableFuture<Outcome> over = submit("0xaa", "0x9");
    CompletableFuture<Outcome> other = submit("0xbb", "0x9");
    work();

    // Then
    assertThat(over.join())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(RpcError.LIMIT);
              assertThat(refused.error().status()).isEqualTo(429);
            });
    assertThat(other.join()).isInstanceOf(Outcome.Accepted.class);
    assertThat(waiting).allSatisfy(w -> assertThat(w.join()).isInstanceOf(Outcome.Accepted.class));
    assertThat(submit("0xaa", "0x10")).isNotDone();
  }

  @Test
  void signsNothingThatWaitedTooLong() {
    // Given
    CompletableFuture<Outcome> answer = submit("0xaa", "0x1");

    // When
    clock.advance(Duration.ofSeconds(31));
    work();

    // Then
    assertThat(answer.join())
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.error().message()).contains("wasn't signed"));
    assertThat(chain.taken()).isEmpty();
  }
}
