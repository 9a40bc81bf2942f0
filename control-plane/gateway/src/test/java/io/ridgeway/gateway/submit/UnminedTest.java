package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.gateway.rpc.RpcError;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnminedTest {
  private static final String ACCOUNT = "0x" + "ab".repeat(20);
  private final SettableClock clock = SettableClock.fixedAt(Instant.parse("2026-11-21T10:00:00Z"));
  private final FakeChain chain = new FakeChain();
  private final FakeSigner signer = new FakeSigner();
  private final List<String> sent = new ArrayList<>();
  private final AccountSequence sequence =
      new AccountSequence(
          new ManagedKey(
              KeyId.next(),
              TenantId.next(),
              NetworkId.next(),
              "app",
              Curve.SECP256K1,
              Purpose.TRANSACTION,
              "11".repeat(64),
              Instant.EPOCH),
          signer,
          clock);
  private final Wire wire =
      new Wire() {
        @Override
        public Sent send(String raw) {
          sent.add(raw);
          try {
            return new Sent.Taken(chain.take(raw));
          } catch (IllegalStateException e) {
            return new Sent.Rejected(RpcError.of(-32000, 200, e.getMessage()));
          }
        }

        @Override
        public boolean has(String hash) {
          return chain.has(hash);
        }
      };

  private void submit(String data) {
    submit(Map.of("from", ACCOUNT, "data", data));
  }

  private void submit(Map<String, String> fields) {
    assertThat(
            sequence.submit(
                new TransactionRequest(ACCOUNT, OptionalLong.empty(), fields), chain, wire, "test"))
        .isInstanceOf(Outcome.Accepted.class);
  }

  private void lookAfterAWhile() {
    clock.advance(Unmined.STUCK);
    sequence.unmined().look(ACCOUNT, chain, wire);
  }

  @Test
  void oneThatIsInABlockIsLeftAlone() {
    // Given
    submit("0x01");

    // When
    lookAfterAWhile();

    // Then
    assertThat(sent).hasSize(1);
    assertThat(sequence.unmined().any()).isFalse();
  }

  @Test
  void oneThatIsStuckIsSentAgainAndThenReplacedUnderItsNonce() {
    // Given
    chain.stall(true);
    submit("0x01");
    submit("0x02");

    // When: the same bytes first
    lookAfterAWhile();
    assertThat(sent).hasSize(3);
    assertThat(sent.get(2)).isEqualTo(sent.get(0));

    // When: this ledger takes what costs two
    lookAfterAWhile();
    lookAfterAWhile();

    // Then
    assertThat(chain.taken()).hasSize(1);
    assertThat(chain.taken().get(0).nonce()).isZero();
    assertThat(chain.taken().get(0).data()).isEqualTo("0x01@2");
    assertThat(signer.reasons())
        .anyMatch(
            r ->
                r.matches(
                    "replacement of stuck transaction 0x[0-9a-f]{64} nonce 0, price raised 2 of"
                        + " 5"));
    assertThat(sequence.unmined().counts()).containsExactly(1, 2);

    // When: the second one's turn
    for (int i = 0; i < 4; i++) {
      lookAfterAWhile();
    }

    // Then
    assertThat(chain.taken()).extracting(FakeChain.Taken::data).containsExactly("0x01@2", "0x02@2");
    assertThat(sequence.unmined().any()).isFalse();
  }

  @Test
  void aReplacedOneIsFoundByAllOfItsNames() {
    // Given
    chain.stall(true);
    submit("0x01");
    String told = TransactionHash.of(sent.get(0));
    assertThat(sequence.unmined().names(told)).containsExactly(told);

    // When: sent again, and raised twice
    lookAfterAWhile();
    lookAfterAWhile();
    lookAfterAWhile();

    // Then
    String mined = chain.taken().get(0).hash();
    assertThat(sequence.unmined().names(told)).hasSize(3).startsWith(told).endsWith(mined);
    assertThat(sequence.unmined().names(mined.toUpperCase().replace("0X", "0x")))
        .isEqualTo(sequence.unmined().names(told));
  }

  @Test
  void noMoreNamesAreKeptThanThatAndTheOldestGoFirst() {
    Replacements replacements = new Replacements();
    for (int i = 0; i < Replacements.MOST; i++) {
      replacements.add("0xa" + i, "0xb" + i);
    }

    assertThat(replacements.of("0xa0")).containsExactly("0xa0");
    int last = Replacements.MOST - 1;
    assertThat(replacements.of("0xb" + last)).containsExactly("0xa" + last, "0xb" + last);
  }

  @Test
  void whatWasAcceptedLaterUnderTheSameNonceIsNotReplacedByTheOldOne() {
    // Given: the nodes forget what waits, and the account asks for its nonce again after a while
    chain.stall(true);
    submit("0x01");
    chain.forget();
    clock.advance(Duration.ofSeconds(31));
    submit("0x02");

    // When
    for (int i = 0; i < 5; i++) {
      lookAfterAWhile();
    }

    // Then
    assertThat(chain.taken()).extracting(FakeChain.Taken::data).containsExactly("0x02@2");
    assertThat(sent.subList(2, sent.size())).doesNotContain(sent.get(0));
  }

  @Test
  void whatSomebodyElseHasUnderTheNonceIsLeftAlone() {
    // Given
    chain.stall(true);
    submit("0x01");
    chain.forget();
    String other = "0x" + hex(ACCOUNT + "|0|0x07@1|ab");
    chain.take(other);

    // When
    for (int i = 0; i < 8; i++) {
      lookAfterAWhile();
    }

    // Then
    assertThat(chain.has(TransactionHash.of(other))).isTrue();
    assertThat(signer.reasons()).noneMatch(r -> r.startsWith("replacement"));
    assertThat(sequence.unmined().any()).isFalse();
  }

  @Test
  void afterAnotherGatewaysTurnNotEvenTheOldBytesAreSentOverWhatItSent() {
    // Given: ours was raised to two, the nodes forgot it, and another gateway sent for less
    chain.stall(true);
    submit("0x01");
    clock.advance(Unmined.STUCK);
    lookAfterAWhile();
    lookAfterAWhile();
    chain.forget();
    chain.take("0x" + hex(ACCOUNT + "|0|0x07|ab"));
    int before = sent.size();

    // When
    sequence.resume(OptionalLong.of(1));
    lookAfterAWhile();

    // Then
    assertThat(sent).hasSize(before);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatFailsWhileItIsSentIsNotKnownAndNamed() {
    // Given: the gateway closes its connections
    Wire closed =
        new Wire() {
          @Override
          public Sent send(String raw) {
            throw new IllegalStateException("Client is closed");
          }

          @Override
          public boolean has(String hash) {
            throw new IllegalStateException("Client is closed");
          }
        };

    // When
    Outcome outcome =
        sequence.submit(
            new TransactionRequest(
                ACCOUNT, OptionalLong.empty(), Map.of("from", ACCOUNT, "data", "0x01")),
            chain,
            closed,
            "test");

    // Then
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.error().status()).isEqualTo(504);
              assertThat(refused.error().message()).contains("not known whether");
              assertThat(refused.error().data()).contains("hash", "nonce");
            });
  }

  @Test
  void aKeyWithAPolicySignsReplacementsThatThePolicyAllows() {
    // Given
    signer.policy(payingAtMost(150));
    chain.stall(true);
    submit("0x01");

    // When
    lookAfterAWhile();
    lookAfterAWhile();
    lookAfterAWhile();

    // Then
    assertThat(chain.taken()).extracting(FakeChain.Taken::data).containsExactly("0x01@2");
  }

  @Test
  void whatAPolicyRefusesIsSentAgainAtItsOldPrice() {
    // Given: its gas may be paid at a price of one, and not of two
    signer.policy(payingAtMost(150));
    chain.stall(true);
    submit(Map.of("from", ACCOUNT, "data", "0x01", "gas", "0x64"));
    lookAfterAWhile();
    lookAfterAWhile();
    String dearer = sent.get(2);
    assertThat(FakeChain.text(dearer)).contains("0x01@1");

    // When
    lookAfterAWhile();
    lookAfterAWhile();

    // Then
    assertThat(sent.subList(3, sent.size())).hasSize(2).containsOnly(dearer);
    assertThat(chain.taken()).isEmpty();
    assertThat(sequence.unmined().any()).isTrue();
  }

  private static KeyPolicy payingAtMost(long value) {
    return new KeyPolicy(
        Set.of(),
        Set.of(),
        KeyPolicy.Rate.NONE,
        Optional.of(BigInteger.valueOf(value)),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void thePriceIsRaisedFiveTimesAtMost() {
    // Given: it never takes anything
    chain.stall(true);
    submit("0x01");

    // When
    for (int i = 0; i < 20; i++) {
      clock.advance(Unmined.STUCK);
      sequence.unmined().look(ACCOUNT, chain, new Nothing(sent));
    }

    // Then
    assertThat(signer.reasons().stream().filter(r -> r.startsWith("replacement"))).hasSize(5);
  }

  @Test
  void oneThatCanPayNoMoreIsSentAgainAsItIs() {
    // Given
    chain.stall(true);
    submit("0x01");
    Map<String, String> fields = Map.of("from", ACCOUNT, "data", "0x01", "gasPrice", "100");
    assertThat(chain.dearer(fields)).isEmpty();
    Unmined unmined =
        new Unmined(
            new ManagedKey(
                KeyId.next(),
                TenantId.next(),
                NetworkId.next(),
                "app",
                Curve.SECP256K1,
                Purpose.TRANSACTION,
                "11".repeat(64),
                Instant.EPOCH),
            signer,
            clock);
    unmined.add(new Unmined.Sent(0, TransactionHash.of(sent.get(0)), sent.get(0), fields));

    // When
    for (int i = 0; i < 3; i++) {
      clock.advance(Unmined.STUCK);
      unmined.look(ACCOUNT, chain, wire);
    }

    // Then
    assertThat(sent).containsOnly(sent.get(0)).hasSize(4);
  }

  /** Takes everything and does nothing with it. */
  private record Nothing(List<String> sent) implements Wire {
    @Override
    public Sent send(String raw) {
      sent.add(raw);
      return new Sent.Taken(TransactionHash.of(raw));
    }

    @Override
    public boolean has(String hash) {
      return true;
    }
  }
}
