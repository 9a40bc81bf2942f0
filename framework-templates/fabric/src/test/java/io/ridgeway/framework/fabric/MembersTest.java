package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fabric.channel.Member.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MembersTest {

  @Test
  void moreThanHalfOfTheMembersDecide() {
    assertThat(members("alpha").agreeing()).containsExactly("alpha");
    assertThat(members("alpha", "beta").agreeing()).containsExactly("alpha", "beta");
    assertThat(members("alpha", "beta", "gamma").agreeing()).containsExactly("alpha", "beta");
    assertThat(members("alpha", "beta", "delta", "gamma").agreeing()).hasSize(3);
  }

  @Test
  void whoGoesIsAskedOnlyIfTheOthersAreTooFew() {
    assertThat(members("alpha", "beta", "gamma").agreeingWithout("alpha"))
        .containsExactly("beta", "gamma");
    assertThat(members("alpha", "beta").agreeingWithout("alpha")).containsExactly("beta", "alpha");
  }

  @Test
  void whoWatchesHasNoVoice() {
    // Given
    Members members =
        new Members(
            new TreeMap<>(
                Map.of(
                    "alpha", Kind.FULL,
                    "auditor", Kind.OBSERVER,
                    "beta", Kind.FULL,
                    "regulator", Kind.OBSERVER)));

    // Then
    assertThat(members.agreeing()).containsExactly("alpha", "beta");
    assertThat(members.agreeingWithout("auditor")).containsExactly("alpha", "beta");
  }

  private static Members members(String... names) {
    TreeMap<String, Kind> all = new TreeMap<>();
    for (String name : names) {
      all.put(name, Kind.FULL);
    }
    return new Members(all);
  }
}
