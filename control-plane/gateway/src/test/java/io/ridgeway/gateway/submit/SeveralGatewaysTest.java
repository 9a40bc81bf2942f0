package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gateways that submit for the same account, on one ledger. */
class SeveralGatewaysTest {
  private static final String ACCOUNT = "0x" + "ab".repeat(20);
  private final FakeChain chain = new FakeChain();
  private final FakeTurns turns = new FakeTurns();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final ManagedKey key =
      new ManagedKey(
          KeyId.next(),
          TenantId.next(),
          NetworkId.next(),
          "app",
          Curve.SECP256K1,
          Purpose.TRANSACTION,
          "11".repeat(64),
          Instant.EPOCH);
  private final Wire wire =
      new Wire() {
        @Override
        public Sent send(String raw) {
          try {
            return new Sent.Taken(chain.take(raw));
          } catch (IllegalStateException e) {
            return new Sent.Rejected(
                io.ridgeway.gateway.rpc.RpcError.of(-32000, 200, e.getMessage()));
          }
        }

        @Override
        public boolean has(String hash) {
          return chain.has(hash);
        }
      };

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private final class Gateway {
    private final String name;
    private final Tenures tenures;
    private final Submitter submitter;
    private final ScheduledExecutorService keeper = Executors.newScheduledThreadPool(1);

    private Gateway(String name, int members) {
      this.name = name;
      this.tenures = new Tenures(turns, name, () -> members);
      ExecutorService threads = Executors.newFixedThreadPool(4);
      this.submitter = new Submitter(new FakeSigner(), tenures, Clock.systemUTC(), threads, 5_000);
      keeper.scheduleWithFixedDelay(tenures::hold, 20, 20, TimeUnit.MILLISECONDS);
      open.add(threads::shutdownNow);
      open.add(keeper::shutdownNow);
    }

    private CompletableFuture<Outcome> submit(String data) {
      return submitter.submit(
          new TransactionRequest(
              ACCOUNT, OptionalLong.empty(), Map.of("from", ACCOUNT, "data", data)),
          key,
          "test",
          () -> chain,
          wire);
    }

    private void die() {
      keeper.shutdownNow();
      turns.expire(name);
    }
  }

  private void assertNoGapAndNoDuplicate(int transactions) {
    assertThat(chain.taken().stream().map(FakeChain.Taken::nonce))
        .containsExactlyElementsOf(LongStream.range(0, transactions).boxed().toList());
    assertThat(chain.taken().stream().map(FakeChain.Taken::data)).doesNotHaveDuplicates();
  }

  @Test
  void twoNumberOneAccountSideBySide() {
    // Given
    Gateway one = new Gateway("g-0", 2);
    Gateway two = new Gateway("g-1", 2);

    // When
    List<CompletableFuture<Outcome>> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add((i % 2 == 0 ? one : two).submit("0x" + String.format("%04x", i)));
    }

    // Then
    assertThat(all).allMatch(each -> each.join() instanceof Outcome.Accepted);
    assertNoGapAndNoDuplicate(1_000);
  }

  @Test
  void anAccountIsHandedOverWhenItIsWantedAndNotInUse() {
    // Given
    Gateway one = new Gateway("g-0", 2);
    Gateway two = new Gateway("g-1", 2);
    one.submit("0x01").join();

    // When
    long before = System.nanoTime();
    Outcome other = two.submit("0x02").join();

    // Then
    assertThat(other).isInstanceOf(Outcome.Accepted.class);
    assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    assertNoGapAndNoDuplicate(2);
  }

  @Test
  void anotherGoesOnWhereOneDied() {
    // Given
    Gateway dies = new Gateway("g-0", 2);
    Gateway stays = new Gateway("g-1", 2);
    for (int i = 0; i < 10; i++) {
      dies.submit("0x0" + i).join();
    }

    // When
    dies.die();

    // Then
    for (int i = 0; i < 10; i++) {
      assertThat(stays.submit("0x1" + i).join()).isInstanceOf(Outcome.Accepted.class);
    }
    assertNoGapAndNoDuplicate(20);
  }

  @Test
  void withoutTheDatabaseTheHolderGoesOnAndTheOthersRefuse() throws Exception {
    // Given
    Gateway holds = new Gateway("g-0", 2);
    Gateway other = new Gateway("g-1", 2);
    holds.submit("0x01").join();

    // When
    turns.away(true);

    // Then
    assertThat(holds.submit("0x02").join()).isInstanceOf(Outcome.Accepted.class);
    Outcome refused = other.submit("0x03").join();
    assertThat(refused).isInstanceOf(Outcome.Refused.class);
    assertThat(((Outcome.Refused) refused).error().message()).contains("nothing was signed");
    assertThat(((Outcome.Refused) refused).error().status()).isEqualTo(503);
    // It isn't asked again at once.
    turns.away(false);
    assertThat(other.submit("0x03").join()).isInstanceOf(Outcome.Refused.class);
    Thread.sleep(1_600);
    assertThat(other.submit("0x03").join()).isInstanceOf(Outcome.Accepted.class);
    assertNoGapAndNoDuplicate(3);
  }

  @Test
  void oneThatIsAloneNeedsNoDatabase() {
    // Given
    turns.away(true);

    // When, Then
    Gateway alone = new Gateway("g-0", 1);
    assertThat(alone.submit("0x01").join()).isInstanceOf(Outcome.Accepted.class);
    turns.away(false);
    assertThat(alone.submit("0x02").join()).isInstanceOf(Outcome.Accepted.class);
    assertNoGapAndNoDuplicate(2);
  }
}
