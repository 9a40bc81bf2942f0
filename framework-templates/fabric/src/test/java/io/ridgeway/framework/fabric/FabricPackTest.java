package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Enrolment;
import io.ridgeway.framework.FrameworkPack;
import io.ridgeway.framework.PackDescriptor;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.fabric.channel.Blocks;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.problem.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.orderer.BatchSize;
import org.hyperledger.fabric.protos.orderer.BatchTimeout;
import org.junit.jupiter.api.Test;

class FabricPackTest {
  private final FabricPack pack = new FabricPack(Clock.systemUTC(), () -> new byte[24]);

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(FrameworkPack.class))
        .singleElement()
        .isInstanceOf(FabricPack.class);
  }

  @Test
  void theCatalogueShowsWhatCanBeOrdered() throws Exception {
    // When
    PackDescriptor descriptor = pack.descriptor();

    // Then
    assertThat(descriptor.name()).isEqualTo("fabric");
    assertThat(descriptor.versions()).containsExactly("3.1", "2.5");
    assertThat(descriptor.tiers()).containsExactlyInAnyOrder(Tier.DEDICATED, Tier.SHARED);
    assertThat(descriptor.roles())
        .allSatisfy(role -> assertThat(role.allowed()).contains(role.usual()).isSorted());
    JsonNode properties =
        new ObjectMapper().readTree(descriptor.parametersSchema()).path("properties");
    assertThat(properties)
        .isNotEmpty()
        .allSatisfy(
            property -> {
              assertThat(property.path("title").asText()).isNotBlank();
              assertThat(property.path("description").asText()).isNotBlank();
            });
  }

  @Test
  void whatTheCatalogueStartsWithCanBeOrdered() {
    // Given
    Map<String, Integer> usual =
        pack.descriptor().roles().stream()
            .collect(Collectors.toMap(PackDescriptor.Role::name, PackDescriptor.Role::usual));

    // Then
    for (String version : pack.descriptor().versions()) {
      assertThat(pack.check(TestNetwork.spec(version, usual, Map.of()))).isEmpty();
    }
  }

  @Test
  void aReleaseIsAPeersAndAnOrderersProgram() {
    // Given
    List<Software> offered = pack.descriptor().software();

    // Then
    assertThat(offered)
        .containsExactly(
            new Software("fabric", "3.1.1"),
            new Software("fabric-with-contracts", "3.1.1"),
            new Software("fabric-on-couchdb", "3.1.1"),
            new Software("fabric-with-contracts-on-couchdb", "3.1.1"),
            new Software("fabric", "2.5.9"),
            new Software("fabric-with-contracts", "2.5.9"),
            new Software("fabric-on-couchdb", "2.5.9"),
            new Software("fabric-with-contracts-on-couchdb", "2.5.9"));
    assertThat(pack.software(spec("2.5"))).containsExactly(offered.get(4));
    assertThat(pack.programs(offered.get(4)))
        .containsExactlyInAnyOrder(
            new Software("fabric-peer", "2.5.9"), new Software("fabric-orderer", "2.5.9"));
    assertThat(pack.programs(offered.get(5)))
        .containsExactlyInAnyOrder(
            new Software("fabric-peer", "2.5.9"),
            new Software("fabric-orderer", "2.5.9"),
            new Software("fabric-contracts", "1"));
    assertThat(pack.programs(offered.get(7)))
        .contains(new Software("fabric-contracts", "1"), new Software("couchdb", "3.5.2"));
    assertThatThrownBy(() -> pack.programs(new Software("fabric", "1.4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no release of Fabric: fabric 1.4");
  }

  @Test
  void everyNodeRunsAProgramOfItsRelease() {
    // Given
    TestNetwork network = TestNetwork.of(pack, spec("2.5"), name -> name + ".example");

    // When
    var deployments = pack.render(network.input());

    // Then
    Software release = pack.software(spec("2.5")).get(0);
    assertThat(deployments)
        .singleElement()
        .satisfies(
            deployment ->
                assertThat(deployment.workloads())
                    .hasSize(3)
                    .allSatisfy(w -> assertThat(pack.programs(release)).contains(w.software())));
    assertThat(pack.render(network.input())).isEqualTo(deployments);
  }

  @Test
  void aNetworkThatIsBornAtOneCityNodeStaysThere() {
    // Given
    BirthRecord birth =
        TestNetwork.of(pack, spec("3.1"), name -> name + ".example").input().birth();

    // Then
    assertThat(birth.values()).containsEntry("from", "INSIDE");
    assertThat(pack.staysTogether(birth)).isTrue();
    assertThat(pack.staysTogether(new BirthRecord(Map.of("from", "OTHER_CITY_NODE")))).isFalse();
  }

  @Test
  void anotherReleaseThanTheOrderedIsRefused() {
    // Given
    RenderInput input = TestNetwork.of(pack, spec("2.5"), name -> name + ".example").input();
    RenderInput other =
        new RenderInput(
            input.network(),
            input.spec(),
            input.plan(),
            input.placement(),
            input.addresses(),
            input.identities(),
            input.birth(),
            new Software("fabric", "3.1.1"));

    // Then
    assertThatThrownBy(() -> pack.render(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("it runs on fabric 2.5.9, not on fabric 3.1.1");
  }

  @Test
  void theChannelIsBornAsItWasOrdered() throws Exception {
    // Given
    NetworkSpec spec =
        TestNetwork.spec(
            "3.1",
            Map.of("orderer", 1, "peer", 1),
            Map.of(
                "organisations", "alpha",
                "channel", "trade.eu-1",
                "batchTimeoutMillis", "250",
                "batchTransactions", "7"));

    // When
    Born born = Born.of(TestNetwork.of(pack, spec, name -> name + ".example").input().birth());

    // Then
    assertThat(born.channel()).isEqualTo("trade.eu-1");
    assertThat(Blocks.channel(born.genesis())).isEqualTo("trade.eu-1");
    ConfigGroup orderer =
        Blocks.config(born.genesis()).getChannelGroup().getGroupsOrThrow("Orderer");
    assertThat(
            BatchTimeout.parseFrom(orderer.getValuesOrThrow("BatchTimeout").getValue())
                .getTimeout())
        .isEqualTo("250ms");
    assertThat(
            BatchSize.parseFrom(orderer.getValuesOrThrow("BatchSize").getValue())
                .getMaxMessageCount())
        .isEqualTo(7);
  }

  @Test
  void aChannelIsCalledChannel1UnlessItIsNamed() {
    assertThat(
            Born.channel(
                TestNetwork.of(pack, spec("3.1"), name -> name + ".example").input().birth()))
        .isEqualTo("channel1");
  }

  @Test
  void applicationsCertificatesCanBeRevoked() {
    assertThat(pack.whyNotRevoked(watched())).isEmpty();
    assertThat(pack.whyNotRevoked(GuestSpecTest.guest(Map.of("organisations", "tea")))).isEmpty();
  }

  @Test
  void applicationsAreEnrolledAsClientsOfAnOrganisation() {
    // When
    Enrolment usual = pack.enrolment(watched(), "clerk", Optional.empty()).orElseThrow();
    Enrolment chosen = pack.enrolment(watched(), "eye", Optional.of("regulator")).orElseThrow();

    // Then
    assertThat(usual.organisation()).isEqualTo("alpha");
    assertThat(usual.subject()).isEqualTo(Subject.of("clerk").in("alpha").inUnit("client"));
    assertThat(pack.plan(watched()).identities().authorities()).contains(usual.authority());
    assertThat(chosen.authority().name()).isEqualTo("regulator-ca");
    assertThatThrownBy(() -> pack.enrolment(watched(), "clerk", Optional.of("orderer")))
        .isInstanceOf(Refusal.class)
        .hasMessage(
            "The network has no organisation of that name: choose one of alpha, beta, regulator.");
  }

  @Test
  void administratorsKeysAreNoApplications() {
    assertThat(pack.applicationKeys()).contains(Curve.P256);
    assertThat(pack.namesApplications("clerk")).isTrue();
    assertThat(pack.plan(spec("3.1")).identities().keys())
        .filteredOn(key -> key.purpose() == Purpose.TRANSACTION)
        .isNotEmpty()
        .noneMatch(key -> pack.namesApplications(key.name()));
  }

  @Test
  void aKeysAccountIsItsSubjectKeyIdentifier() {
    // SHA-256 of an uncompressed point, as Fabric's own libraries name keys
    assertThat(pack.account("00".repeat(64)))
        .isEqualTo(sha256(HexFormat.of().parseHex("04" + "00".repeat(64))));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static NetworkSpec watched() {
    return TestNetwork.spec(
        "3.1",
        Map.of("orderer", 1, "peer", 2, "observer", 1),
        Map.of("organisations", "alpha,beta", "observers", "regulator"));
  }

  private static NetworkSpec spec(String version) {
    return TestNetwork.spec(
        version, Map.of("orderer", 1, "peer", 2), Map.of("organisations", "alpha,beta"));
  }
}
