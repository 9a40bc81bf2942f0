package io.ridgeway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What one round asks for. */
class ShareRoundsTest {
  private final Map<String, Integer> asked = new HashMap<>();
  private final List<Integer> sizes = new ArrayList<>();
  private long now;

  private final ShareLedger ledger =
      new ShareLedger() {
        @Override
        public Answer renew(String instance, long number, List<Ask> asks) {
          sizes.add(asks.size());
          Map<String, Grant> grants = new HashMap<>();
          for (Ask ask : asks) {
            asked.merge(ask.subject(), 1, Integer::sum);
            grants.put(ask.subject(), new Grant(ask.limit(), ask.limit() / 2));
          }
          return new Answer(1, grants, Set.of(), 0);
        }

        @Override
        public void leave(String instance) {}
      };

  private final Shares shares = new Shares("g-0", 1, ledger, () -> now);

  @Test
  void moreThanFitInOneQuestionAreAllAskedForInEachRound() {
    // Given
    List<Share> many = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      many.add(shares.of("n-" + i, 1_000, amount -> {}));
    }

    // When: each of them is used all the time
    for (int round = 0; round < 3; round++) {
      now += 1_000_000_000L;
      many.forEach(share -> share.asked(10));
      shares.renew();
    }

    // Then
    assertThat(asked).hasSize(3_000);
    assertThat(asked.values()).containsOnly(3);
    assertThat(sizes).allMatch(size -> size <= 2_000);
    assertThat(many).allMatch(share -> share.usable() == 1_000);
  }

  @Test
  void isSettledOnceEachThatIsThereHasAGrant() {
    // Given
    shares.of("n-1", 1_000, amount -> {});

    // When, Then
    assertThat(shares.settled()).isFalse();
    shares.renew();
    assertThat(shares.settled()).isTrue();
    shares.of("n-2", 1_000, amount -> {});
    assertThat(shares.settled()).isFalse();
  }
}
