package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Call;
import io.ridgeway.framework.NumberedLedger;
import io.ridgeway.framework.Submission;
import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountSequenceTest {
  private static final String ACCOUNT = "0x" + "ab".repeat(20);
  private static final ManagedKey KEY =
      new ManagedKey(
          KeyId.next(),
          TenantId.next(),
          NetworkId.next(),
          "app-1",
          Curve.SECP256K1,
          Purpose.TRANSACTION,
          "11".repeat(64),
          Instant.EPOCH);

  private FakeChain chain;
  private FakeSigner signer;

  @BeforeEach
  @BeforeTry
  void fresh() {
    chain = new FakeChain();
    signer = new FakeSigner();
  }

  /** What happens to a transaction on its way. */
  private enum Mishap {
    NONE,
    NONE_TOO,
    REFUSED,
    UNSENT,
    LOST_BEFORE,
    LOST_AFTER,
    ANOTHER_SENDS_FIRST
  }

  private static TransactionRequest request(String data) {
    return new TransactionRequest(
        ACCOUNT, OptionalLong.empty(), Map.of("from", ACCOUNT, "data", data));
  }

  /** A wire that a random source makes fail. */
  private final class RoughWire implements Wire {
    private final Random random;
    private final Set<String> refusedOnce = new HashSet<>();

    private RoughWire(long seed) {
      random = new Random(seed);
    }

    @Override
    public synchronized Sent send(String raw) {
      switch (Mishap.values()[random.nextInt(Mishap.values().length)]) {
        case REFUSED -> {
          return refusedOnce.add(raw) ? rejected("txpool is full") : chainTakes(raw);
        }
        case UNSENT -> {
          return new Sent.Unsent();
        }
        case LOST_BEFORE -> {
          return new Sent.Unknown();
        }
        case LOST_AFTER -> {
          chainTakes(raw);
          return new Sent.Unknown();
        }
        case ANOTHER_SENDS_FIRST -> {
          chain.takenByAnother(ACCOUNT);
          return chainTakes(raw);
        }
        default -> {
          return chainTakes(raw);
        }
      }
    }

    @Override
    public boolean has(String hash) {
      return random.nextBoolean() && chain.has(hash);
    }
  }

  private Wire.Sent chainTakes(String raw) {
    try {
      return new Wire.Sent.Taken(chain.take(raw));
    } catch (IllegalStateException e) {
      return rejected(e.getMessage());
    }
  }

  private static Wire.Sent rejected(String message) {
    return new Wire.Sent.Rejected(RpcError.of(-32000, 200, message));
  }

  @Property(tries = 200)
  void neverDoublesATransactionNorLeavesAGap(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int count) throws Exception {
    // Given
    Wire wire = new RoughWire(seed);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    Submitter submitter = new Submitter(signer, Tenures.alone(), Clock.systemUTC(), threads, 1_000);

    // When
    List<CompletableFuture<Outcome>> answers = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 3)
            .mapToObj(
                caller ->
                    CompletableFuture.runAsync(
                        () -> {
                          for (int i = caller; i < count; i += 3) {
                            answers.add(
                                submitter.submit(
                                    request("0x" + (1000 + i)), KEY, "test", () -> chain, wire));
                          }
                        }))
            .toList();
    callers.forEach(CompletableFuture::join);
    List<Outcome> outcomes = answers.stream().map(CompletableFuture::join).toList();
    threads.shutdown();

    // Then: the ledger's nonces have no gap, and each intent is on it once at most
    List<FakeChain.Taken> taken = chain.taken();
    assertThat(taken)
        .extracting(FakeChain.Taken::nonce)
        .containsExactlyElementsOf(LongStream.range(0, taken.size()).boxed().toList());
    List<FakeChain.Taken> ours = taken.stream().filter(t -> !t.data().equals("another")).toList();
    assertThat(ours).extracting(FakeChain.Taken::data).doesNotHaveDuplicates();

    // And: who was told a hash finds it there, each its own; who was told no, isn't there
    assertThat(outcomes).hasSize(count);
    List<String> accepted = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Accepted yes) {
        accepted.add(yes.hash());
      } else if (outcome instanceof Outcome.Refused no && no.error().status() == 504) {
        unknown.add(no.error().data());
      }
    }
    assertThat(accepted).doesNotHaveDuplicates();
    Set<String> onLedger = new HashSet<>();
    ours.forEach(t -> onLedger.add(t.hash()));
    assertThat(onLedger).containsAll(accepted);
    onLedger.removeAll(accepted);
    assertThat(onLedger)
        .allSatisfy(hash -> assertThat(unknown).anySatisfy(u -> assertThat(u).contains(hash)));
  }

  @Test
  void signsAnewWhenSomebodyElseTookTheNonce() {
    // Given
    AccountSequence sequence = new AccountSequence(KEY, signer, Clock.systemUTC());
    sequence.submit(request("0x01"), chain, wire(), "test");
    chain.takenByAnother(ACCOUNT);

    // When
    Outcome outcome = sequence.submit(request("0x02"), chain, wire(), "test");

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.nonce()).isEqualTo(2));
  }

  @Test
  void doesNotTrustANodeThatLagsBehindWhatItWasTold() {
    // Given: a node still says 0 although the ledger is at 1
    AccountSequence sequence = new AccountSequence(KEY, signer, Clock.systemUTC());
    chain.takenByAnother(ACCOUNT);
    var lagging =
        new NumberedLedger() {
          @Override
          public long minedNonce(String account) {
            return chain.minedNonce(account);
          }

          @Override
          public Optional<Map<String, String>> dearer(Map<String, String> request) {
            return chain.dearer(request);
          }

          @Override
          public Map<String, String> request(Call call) {
            return chain.request(call);
          }

          @Override
          public Submission sent(String transaction) {
            return chain.sent(transaction);
          }

          @Override
          public Unsigned prepare(Map<String, String> request, long nonce) {
            return chain.prepare(request, nonce);
          }

          @Override
          public long nextNonce(String account) {
            return 0;
          }
        };

    // When
    Outcome outcome = sequence.submit(request("0x01"), lagging, wire(), "test");

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(signer.reasons()).containsExactly("test nonce 0", "test nonce 1");
  }

  @Test
  void asksTheLedgerAgainAfterAPauseSoThatAGapIsFilled() {
    // Given: a node takes nonces 0 and 1, and loses both
    SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
    AccountSequence sequence = new AccountSequence(KEY, signer, clock);
    Wire forgetful = fixed(new Wire.Sent.Taken("0x" + "00".repeat(32)));
    sequence.submit(request("0x01"), chain, forgetful, "test");
    sequence.submit(request("0x02"), chain, forgetful, "test");

    // When
    clock.advance(Duration.ofSeconds(31));
    Outcome outcome = sequence.submit(request("0x03"), chain, wire(), "test");

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(chain.taken()).extracting(FakeChain.Taken::nonce).containsExactly(0L);
  }

  @Test
  void asksTheLedgerAgainWhenANodeMissesEarlierNonces() {
    // Given: the node that took 0 lost it, and the next one says so
    AccountSequence sequence = new AccountSequence(KEY, signer, Clock.systemUTC());
    sequence.submit(
        request("0x01"), chain, fixed(new Wire.Sent.Taken("0x" + "00".repeat(32))), "test");
    Wire strict =
        new Wire() {
          @Override
          public Sent send(String raw) {
            return FakeChain.text(raw).contains("|1|")
                ? rejected("nonce too high")
                : chainTakes(raw);
          }

          @Override
          public boolean has(String hash) {
            return false;
          }
        };

    // When
    Outcome outcome = sequence.submit(request("0x02"), chain, strict, "test");

    // Then
    assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    assertThat(chain.taken()).extracting(FakeChain.Taken::nonce).containsExactly(0L);
  }

  @Test
  void givesUpWhenItsNoncesAreAlwaysTaken() {
    // When
    Outcome outcome =
        new AccountSequence(KEY, signer, Clock.systemUTC())
            .submit(request("0x01"), chain, fixed(rejected("nonce too low")), "test");

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.error().code()).isEqualTo(RpcError.REJECTED);
              assertThat(refused.error().message()).contains("somebody else sends");
            });
  }

  @Test
  void saysThatNothingWasSentWhileTheLedgerIsAway() {
    // Given
    chain.away(true);

    // When
    Outcome outcome =
        new AccountSequence(KEY, signer, Clock.systemUTC())
            .submit(request("0x01"), chain, wire(), "test");

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.error().message()).contains("nothing was sent"));
    assertThat(signer.reasons()).isEmpty();
  }

  private Wire wire() {
    return new Wire() {
      @Override
      public Sent send(String raw) {
        return chainTakes(raw);
      }

      @Override
      public boolean has(String hash) {
        return chain.has(hash);
      }
    };
  }

  private static Wire fixed(Wire.Sent sent) {
    return new Wire() {
      @Override
      public Sent send(String raw) {
        return sent;
      }

      @Override
      public boolean has(String hash) {
        return false;
      }
    };
  }
}
