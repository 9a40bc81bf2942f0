package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.PrivateData;
import io.ridgeway.framework.fabric.chaincode.CollectionsConfig;
import io.ridgeway.framework.fabric.channel.PolicyText;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperledger.fabric.protos.peer.StaticCollectionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a contract may say of its private data. */
class CollectionsTest {
  private static final String SHARED = "{\"name\": \"shared\", \"policy\": \"OR('alpha.member')\"}";

  private final PrivateData data = new FabricPack().privateData().orElseThrow();
  private final NetworkSpec spec =
      TestNetwork.spec(
          "3.1",
          Map.of("orderer", 1, "peer", 2, "observer", 1),
          Map.of("organisations", "beta,alpha", "observers", "regulator"));

  @Test
  void theyAreReadAsFabricsCommandLineReadsThem() {
    // Given
    String text =
        "[{\"name\":\"shared\",\"policy\":\" or( 'alpha.member' , \\\"beta.member\\\")\","
            + "\"requiredPeerCount\":1,\"maxPeerCount\":2,\"blockToLive\":1000,"
            + "\"memberOnlyRead\":true,\"memberOnlyWrite\":true,"
            + "\"endorsementPolicy\":{\"signaturePolicy\":\"OutOf(2,'alpha.peer','beta.peer')\"}},"
            + SHARED.replace("shared", "bare")
            + "]";

    // Then
    assertThat(data.check(spec, Optional.of(text), Optional.empty())).isEmpty();
    CollectionsConfig config = CollectionsConfig.of(text);
    StaticCollectionConfig shared = config.message().getConfig(0).getStaticCollectionConfig();
    assertThat(shared.getRequiredPeerCount()).isEqualTo(1);
    assertThat(shared.getMaximumPeerCount()).isEqualTo(2);
    assertThat(shared.getBlockToLive()).isEqualTo(1000);
    assertThat(shared.getMemberOnlyRead()).isTrue();
    assertThat(shared.getMemberOnlyWrite()).isTrue();
    assertThat(shared.getMemberOrgsPolicy().getSignaturePolicy().getIdentitiesCount()).isEqualTo(2);
    assertThat(shared.getEndorsementPolicy().getSignaturePolicy().getRule().getNOutOf().getN())
        .isEqualTo(2);
    StaticCollectionConfig bare = config.message().getConfig(1).getStaticCollectionConfig();
    assertThat(bare.getMaximumPeerCount()).as("as the command line has it").isEqualTo(1);
    assertThat(bare.hasEndorsementPolicy()).isFalse();
    assertThat(CollectionsConfig.of(config.json())).isEqualTo(config);
    assertThat(data.canonical(text)).isEqualTo(data.canonical(data.canonical(text)));
    assertThat(data.names(spec, Optional.of(text)))
        .containsExactly("_implicit_org_alpha", "_implicit_org_beta", "bare", "shared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|a JSON array of 1 to 50 collections",
        "[]|a JSON array of 1 to 50 collections",
        "[|isn't JSON",
        "[] []|isn't JSON",
        "[1]|Collection 1 isn't an object",
        "[{\"name\":\"a\",\"name\":\"b\",\"policy\":\"OR('alpha.member')\"}]|isn't JSON",
        "[{\"policy\":\"OR('alpha.member')\"}]|name is missing",
        "[{\"name\":\"a\"}]|Collection 1 (a): policy is missing",
        "[{\"name\":\"_a\",\"policy\":\"OR('alpha.member')\"}]|doesn't begin with _",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"maxpeers\":1}]|a field maxpeers,"
            + " which",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"blockToLive\":-1}]|blockToLive isn't"
            + " a",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"blockToLive\":1.5}]|blockToLive isn't"
            + " a",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"maxPeerCount\":\"1\"}]|maxPeerCount",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"memberOnlyRead\":1}]|true or false",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"requiredPeerCount\":2,"
            + "\"maxPeerCount\":1}]|not less than that",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member','beta.member')\",\"requiredPeerCount\":2,"
            + "\"maxPeerCount\":2}]|requiredPeerCount is 2, and beside the peer that endorses there"
            + " are 1",
        "[{\"name\":\"a\",\"policy\":\"alpha\"}]|The policy can't be read",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha')\"}]|'alpha' is no principal",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.boss')\"}]|'alpha.boss' is no principal",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member'\"}]|')' is expected at the end",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member') x\"}]|'x' is left over",
        "[{\"name\":\"a\",\"policy\":\"OutOf(3, 'alpha.member')\"}]|OutOf asks for 3 of 1",
        "[{\"name\":\"a\",\"policy\":\"AND('alpha.member','beta.member')\"}]|an OR of them and",
        "[{\"name\":\"a\",\"policy\":\"OR('gamma.member')\"}]|there is no organisation gamma",
        "[{\"name\":\"a\",\"policy\":\"OR('regulator.member')\"}]|nobody could write to it",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.client')\"}]|leaves the organisation's peers out",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.peer')\",\"memberOnlyRead\":true}]|write .member",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"endorsementPolicy\":{}}]|either",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"endorsementPolicy\":"
            + "{\"channelConfigPolicy\":\"Mine\"}}]|no such policy",
        "[{\"name\":\"a\",\"policy\":\"OR('alpha.member')\",\"endorsementPolicy\":{\"signaturePolicy\":\"OR('regulator.peer')\"}}]|no"
            + " organisation regulator that could"
      })
  void whatIsWrongIsToldWithWhereItIs(String text, String says) {
    List<Violation> violations = data.check(spec, Optional.of(text), Optional.empty());
    assertThat(violations).extracting(Violation::field).containsOnly("collections");
    assertThat(violations).anySatisfy(v -> assertThat(v.message()).contains(says));
  }

  @Test
  void anUpgradeTakesItsCollectionsAlong() {
    // Given
    Optional<String> before = Optional.of("[" + SHARED + "]");
    String other = SHARED.replace("shared", "other");

    // Then
    assertThat(data.check(spec, Optional.of("[" + other + "," + SHARED + "]"), before)).isEmpty();
    assertThat(data.check(spec, Optional.of("[" + other + "]"), before))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("shared, which can't be left out"));
    assertThat(data.check(spec, Optional.empty(), before)).hasSize(1);
    assertThat(
            data.check(
                spec, Optional.of("[" + SHARED.replace("}", ",\"blockToLive\":9}") + "]"), before))
        .singleElement()
        .satisfies(v -> assertThat(v.message()).contains("can't become another one"));
    assertThat(data.check(spec, Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void thereAreNotTooManyAndNotTooLarge() {
    String many = "[" + (SHARED + ",").repeat(51) + SHARED + "]";
    assertThatThrownBy(() -> CollectionsConfig.of(many)).hasMessageContaining("1 to 50");
    assertThatThrownBy(() -> CollectionsConfig.of("[" + SHARED + "," + SHARED + "]"))
        .hasMessage("There are two collections shared.");
    assertThatThrownBy(() -> CollectionsConfig.of(" ".repeat(70_000)))
        .hasMessageContaining("64 KiB");
    assertThatThrownBy(() -> PolicyText.of("OR(".repeat(20) + "'a.member'" + ")".repeat(20)))
        .hasMessageContaining("nested more than 8 times");
  }
}
