package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
  private static final EthereumPack PACK = new EthereumPack();

  private List<Violation> check(Map<String, Integer> nodes, Map<String, String> parameters) {
    return PACK.check(Specs.with(nodes, parameters));
  }

  @Test
  void theUsualNetworkIsFine() {
    assertThat(PACK.check(Specs.usual())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 13})
  void saysWhyFourValidators(int validators) {
    assertThat(check(Map.of("validator", validators, "rpc", 1), Map.of()))
        .containsExactly(
            new Violation(
                "nodes.validator",
                "Validators can't number "
                    + validators
                    + ": choose 4, 7 or 10. QBFT tolerates f faulty ones of n = 3f + 1 validators: "
                    + "four are the fewest that tolerate one, seven tolerate two, ten three; fewer "
                    + "than four tolerate none, and the counts between cost more without "
                    + "tolerating more."));
  }

  @Test
  void aRoleThatIsLeftOutHasNoNodes() {
    assertThat(check(Map.of("validator", 4), Map.of()))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("nodes.rpc");
              assertThat(violation.message())
                  .startsWith("RPC nodes can't number 0: choose 1, 2, 3, 4 or 5. ");
            });
  }

  @Test
  void anUnknownRoleIsRefused() {
    assertThat(check(Map.of("validator", 4, "rpc", 1, "miner", 0), Map.of()))
        .containsExactly(
            new Violation(
                "nodes.miner", "There is no role of that name; there are validator, rpc."));
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertThat(check(Map.of("validator", 4, "rpc", 1), Map.of("blockTime", "1")))
        .containsExactly(
            new Violation(
                "parameters.blockTime",
                "There is no parameter of that name; there are blockPeriodSeconds, chainId, gasLimit."));
  }

  @ParameterizedTest
  @CsvSource({
    "blockPeriodSeconds, 0, 1 to 60",
    "blockPeriodSeconds, 61, 1 to 60",
    "blockPeriodSeconds, 1.5, 1 to 60",
    "blockPeriodSeconds, 01, 1 to 60",
    "blockPeriodSeconds, fast, 1 to 60",
    "blockPeriodSeconds, -1, 1 to 60",
    "chainId, 0, 1 to 2147483647",
    "chainId, 2147483648, 1 to 2147483647",
    "chainId, 99999999999999999999, 1 to 2147483647",
    "gasLimit, 21000, 10000000 to 1000000000",
  })
  void aParameterOutOfRangeIsRefusedWithTheRange(String name, String value, String range) {
    assertThat(check(Map.of("validator", 4, "rpc", 1), Map.of(name, value)))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters." + name);
              assertThat(violation.message())
                  .startsWith(name + " must be a whole number from " + range + ". ");
            });
  }

  @ParameterizedTest
  @CsvSource({"blockPeriodSeconds, 60", "chainId, 2147483647", "gasLimit, 1000000000"})
  void theEndsOfARangeAreFine(String name, String value) {
    assertThat(check(Map.of("validator", 4, "rpc", 1), Map.of(name, value))).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    // Given
    NetworkSpec usual = Specs.usual();
    NetworkSpec spec =
        new NetworkSpec(
            "notary",
            new Framework("fabric", "3.1"),
            Tier.SHARED,
            Map.of("validator", 3),
            Map.of("gasLimit", "much", "speed", "9"),
            usual.cityNodes(),
            10,
            10);

    // Then
    assertThat(PACK.check(spec))
        .extracting(Violation::field)
        .containsExactly(
            "framework.name",
            "framework.version",
            "tier",
            "nodes.validator",
            "nodes.rpc",
            "parameters.gasLimit",
            "parameters.speed");
    assertThat(PACK.check(spec).get(2).message())
        .isEqualTo(
            "Ethereum networks run on nodes of their own for now: choose the dedicated tier.");
  }

  @Property(tries = 200)
  void justTheAllowedCountsAreAllowed(
      @ForAll @IntRange(max = 100) int validators, @ForAll @IntRange(max = 100) int rpcs) {
    assertThat(check(Map.of("validator", validators, "rpc", rpcs), Map.of()))
        .hasSize(
            (List.of(4, 7, 10).contains(validators) ? 0 : 1) + (rpcs >= 1 && rpcs <= 5 ? 0 : 1));
  }
}
