package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecCheckTest {
  private static final FiscoBcosPack PACK = new FiscoBcosPack();

  private static List<Violation> check(
      String version, int sealers, Map<String, String> parameters) {
    return PACK.check(spec(version, sealers, parameters));
  }

  private static NetworkSpec spec(String version, int sealers, Map<String, String> parameters) {
    return new NetworkSpec(
        "notary",
        new Framework("fisco-bcos", version),
        Tier.DEDICATED,
        Map.of("sealer", sealers),
        parameters,
        List.of(new CityNodeId("local-1")),
        10,
        10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.12", "3.13", "3.14", "3.15", "3.16"})
  void theUsualChainOfEachReleaseIsFine(String version) {
    assertThat(check(version, 4, Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5, 13})
  void saysWhyFourSealers(int sealers) {
    assertThat(check("3.16", sealers, Map.of()))
        .containsExactly(
            new Violation(
                "nodes.sealer",
                "Sealers can't number "
                    + sealers
                    + ": choose 4, 7 or 10. PBFT tolerates f faulty ones of n = 3f + 1 sealers: "
                    + "four are the fewest that tolerate one, seven tolerate two, ten three; fewer "
                    + "than four tolerate none, and the counts between cost more without "
                    + "tolerating more."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.11", "3.17", "2.9", "3.16.4", "latest"})
  void anUnsupportedVersionIsRefusedWithThoseThatAre(String version) {
    assertThat(check(version, 4, Map.of()))
        .containsExactly(
            new Violation(
                "framework.version",
                "There is no such version of fisco-bcos; there is 3.16, 3.15, 3.14, 3.13, 3.12."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"group 0", "group/0", "-group", "gr\u00fcppe", "group0\nsm_crypto=true"})
  void aGroupIdWithWrongCharactersIsRefused(String groupId) {
    assertThat(check("3.16", 4, Map.of("groupId", groupId)))
        .containsExactly(
            new Violation(
                "parameters.groupId",
                "groupId must be of the right form. The name of the chain's one group, which every"
                    + " client gives: 1 to 32 letters, digits, '.', '_' and '-', beginning with a"
                    + " letter or digit."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chain-0", "chain.0", "chain 0", "", "cha\u4e2d"})
  void aChainIdWithWrongCharactersIsRefused(String chainId) {
    assertThat(check("3.16", 4, Map.of("chainId", chainId)))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters.chainId");
              assertThat(violation.message()).contains("1 to 32 letters and digits");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "cryptography, sm, standard or guomi",
    "cryptography, GUOMI, standard or guomi",
    "consensus, raft, pbft or rpbft",
    "virtualMachine, jvm, evm or wasm",
    "authCheck, yes, true or false",
    "leaderPeriod, 0, a whole number from 1 to 10000",
    "gasLimit, much, a whole number from 10000000 to 3000000000000",
    "minSealMillis, 5000, a whole number from 10 to 3000",
    "epochSealers, 3, a whole number from 4 to 10",
  })
  void aValueThatCanNotBeIsRefusedWithThoseThatCan(String name, String value, String those) {
    assertThat(check("3.16", 4, Map.of(name, value)))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters." + name);
              assertThat(violation.message()).startsWith(name + " must be " + those + ". ");
            });
  }

  @Test
  void anUnknownParameterIsRefused() {
    assertThat(check("3.16", 4, Map.of("blockTime", "1")))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.field()).isEqualTo("parameters.blockTime");
              assertThat(violation.message()).startsWith("There is no parameter of that name; ");
            });
  }

  @Test
  void webAssemblyIsRefusedWhereTheOfficialBuildLeavesItOut() {
    assertThat(check("3.16", 4, Map.of("virtualMachine", "wasm")))
        .containsExactly(
            new Violation(
                "parameters.virtualMachine",
                "The official build of 3.16.4 leaves WebAssembly out: choose evm, or 3.15, 3.14,"
                    + " 3.13, 3.12."));
    assertThat(check("3.15", 4, Map.of("virtualMachine", "wasm"))).isEmpty();
  }

  @Test
  void governanceIsRefusedWhereItCanNotRun() {
    assertThat(check("3.15", 4, Map.of("virtualMachine", "wasm", "authCheck", "true")))
        .extracting(Violation::field)
        .containsExactly("parameters.authCheck");
    assertThat(check("3.15", 4, Map.of("virtualMachine", "wasm", "authCheck", "false"))).isEmpty();
  }

  @Test
  void epochsAreRefusedUnlessSealersTakeTurns() {
    assertThat(check("3.16", 7, Map.of("epochSealers", "5", "epochBlocks", "100")))
        .extracting(Violation::field)
        .containsExactly("parameters.epochBlocks", "parameters.epochSealers");
    assertThat(
            check(
                "3.16", 7, Map.of("consensus", "rpbft", "epochSealers", "5", "epochBlocks", "100")))
        .isEmpty();
  }

  @Test
  void noMoreSealersCanTakePartThanThereAre() {
    assertThat(check("3.16", 4, Map.of("consensus", "rpbft", "epochSealers", "5")))
        .containsExactly(
            new Violation(
                "parameters.epochSealers",
                "5 sealers can't take part of 4: choose as many at most."));
  }

  @ParameterizedTest
  @CsvSource({
    "3.12, 3.12.0, true",
    "3.12, 3.12.4, true",
    "3.12, 3.13.0, false",
    "3.16, 3.12.0, true",
    "3.16, 3.16.4, true",
    "3.16, 3.16.5, false",
    "3.16, 3.11.0, false",
  })
  void rulesThatTheNodesDoNotKnowAreRefused(String version, String compatibility, boolean fine) {
    assertThat(check(version, 4, Map.of("compatibilityVersion", compatibility)))
        .extracting(Violation::field)
        .isEqualTo(fine ? List.of() : List.of("parameters.compatibilityVersion"));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    // Given
    NetworkSpec spec =
        new NetworkSpec(
            "notary",
            new Framework("ethereum", "qbft-1"),
            Tier.SHARED,
            Map.of("sealer", 3, "miner", 1),
            Map.of("cryptography", "none", "speed", "9"),
            List.of(new CityNodeId("local-1")),
            10,
            10);

    // Then
    assertThat(PACK.check(spec))
        .extracting(Violation::field)
        .containsExactly(
            "framework.name",
            "framework.version",
            "tier",
            "nodes.sealer",
            "nodes.miner",
            "parameters.cryptography",
            "parameters.speed");
    assertThat(PACK.check(spec).get(2).message())
        .isEqualTo("An Air chain has one group and can't be shared: choose the dedicated tier.");
  }
}
