package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KekSharesTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] key = HexFormat.of().parseHex("00ff".repeat(16));
  private final List<String> shares = KekShares.split(key, 3, 5, RANDOM);

  @Property(tries = 100)
  void anyThatAreEnoughMakeTheKeyAgain(
      @ForAll @Size(32) byte[] any,
      @ForAll @IntRange(min = 2, max = 16) int needed,
      @ForAll @IntRange(min = 0, max = 14) int more,
      @ForAll Random order) {
    // Given
    int all = Math.min(needed + more, KekShares.MOST);
    List<String> some = new ArrayList<>(KekShares.split(any, needed, all, RANDOM));
    java.util.Collections.shuffle(some, order);

    // Then
    assertThat(KekShares.join(some.subList(0, needed))).isEqualTo(any);
    assertThat(KekShares.join(some)).isEqualTo(any);
  }

  @Test
  void tooFewMakeNothing() {
    assertRefused(shares.subList(0, 2), "there are 2 different shares; 3 are needed");
    assertRefused(List.of(shares.get(0), shares.get(0), shares.get(0)), "there are 1 different");
    assertRefused(List.of(), "needed");
  }

  @Test
  void readsThemAsPeopleTypeThem() {
    assertThat(
            KekShares.join(
                List.of(
                    " " + shares.get(4) + "\n",
                    shares.get(1).toUpperCase(Locale.ROOT),
                    shares.get(2))))
        .isEqualTo(key);
  }

  @Test
  void aSlipIsToldAndNotShown() {
    // Given
    String share = shares.get(1);
    char last = share.charAt(60);
    String slip = share.substring(0, 60) + (last == '0' ? '1' : '0') + share.substring(61);

    // Then
    assertRefused(List.of(shares.get(0), slip, shares.get(2)), "share 2 of those given has a slip");
    assertRefused(List.of("hello"), "isn't written as a share is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KekShares.join(List.of(slip)))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(share.substring(45, 60)));
  }

  @Test
  void sharesOfAnotherKeyOrAnotherSplittingDoNotMix() {
    // Given
    List<String> other = KekShares.split(new byte[32], 3, 5, RANDOM);
    List<String> again = KekShares.split(key, 3, 5, RANDOM);

    // Then
    assertRefused(
        List.of(shares.get(0), shares.get(1), other.get(2)),
        "share 3 of those given is of another");
    assertRefused(
        List.of(shares.get(0), shares.get(1), again.get(2)), "one is of another splitting");
  }

  /** Else a share could be told from its key. */
  @Test
  void noShareHoldsTheKey() {
    assertThat(shares).noneMatch(s -> s.contains("00ff00ff"));
    assertThat(shares).doesNotHaveDuplicates();
    assertThat(KekShares.split(key, 3, 5, RANDOM)).doesNotContainAnyElementsOf(shares);
  }

  @Test
  void sayWhichKeyTheyAreOf() throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createTempFile("kek", null);
    try {
      java.nio.file.Files.write(file, key);
      String id = FileKek.open(file).id().substring("file:".length());
      assertThat(shares).allMatch(s -> s.contains("-" + id + "-"));
    } finally {
      java.nio.file.Files.delete(file);
    }
  }

  @Test
  void aSplittingThatProtectsNothingIsRefused() {
    for (int[] wrong : new int[][] {{1, 3}, {4, 3}, {2, 17}, {0, 0}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> KekShares.split(key, wrong[0], wrong[1], RANDOM));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KekShares.split(new byte[16], 2, 3, RANDOM));
  }

  private static void assertRefused(List<String> given, String saying) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KekShares.join(given))
        .withMessageContaining(saying);
  }
}
