package io.ridgeway.framework.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.Asked;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.channel.ConfigEdit;
import io.ridgeway.framework.fabric.channel.Member;
import io.ridgeway.framework.fabric.channel.Msp;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.framework.fabric.lab.OutsideAdministrator;
import io.ridgeway.framework.fabric.lab.TestAuthority;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real channel of two members, one of which has an administrator whose key is elsewhere: a third
 * comes in only once that one signed, and not by what it signed for an older configuration.
 */
class ApprovalIT {
  private static final NodeName ALPHA = new NodeName("peer-alpha-1");
  private static final NodeName GAMMA = new NodeName("peer-gamma-1");
  private static final NodeName ORDERER = new NodeName("orderer-1");

  private final OutsideAdministrator beta = new OutsideAdministrator("beta");
  private final OutsideAdministrator stranger = new OutsideAdministrator("beta");

  @TempDir Path home;

  @Test
  void anOrganisationComesInOnceTheMemberSignedThatKeepsItsKey() throws Exception {
    NetworkSpec two = spec("alpha,beta");
    try (RealChannel channel =
        new RealChannel(new FabricPrograms("3"), home, two, RealChannel.subnet(110))) {
      // Given: its peers joined, and run the contract, by a caretaker's word
      channel.bringUp();
      assertThat(channel.lab.custody().identities().keys()).doesNotContainKey("beta-admin");
      assertThat(channel.lab.custody().asked()).isEmpty();

      // When
      Roster moving = channel.change(spec("alpha,beta,gamma"), Roster.UNCHANGED);

      // Then
      Asked first = asked(channel);
      assertThat(first.what()).isEqualTo("channel trade: gamma comes to the channel");
      assertThat(channel.join()).hasValueSatisfying(ApprovalIT::waitsForBeta);
      assertThat(asked(channel)).as("asked once").isEqualTo(first);
      assertThat(organisations(channel)).containsOnly("alpha", "beta");

      // When somebody else signs
      channel.lab.custody().answer("beta", stranger::sign);
      // Then the orderers see it too
      channel.eventually(
          "it is refused",
          channel::join,
          missing -> missing.orElse("").contains("as soon as the orderers take it"));
      assertThat(organisations(channel)).containsOnly("alpha", "beta");

      // When the configuration moves on, and what was asked before is signed
      changedMeanwhile(channel);
      channel.lab.custody().answer("beta", beta::sign);
      // Then it is asked anew
      channel.eventually(
          "it is asked anew", () -> asked(channel), now -> !now.body().equals(first.body()));
      assertThat(channel.join()).hasValueSatisfying(ApprovalIT::waitsForBeta);
      assertThat(organisations(channel)).containsOnly("alpha", "beta");

      // When
      channel.lab.custody().answer("beta", beta::sign);
      channel.converge();

      // Then
      assertThat(organisations(channel)).containsOnly("alpha", "beta", "gamma");
      assertThat(channel.info(GAMMA).getHeight()).isEqualTo(channel.info(ALPHA).getHeight());
      channel.settle(moving);
      assertThat(channel.join()).isEmpty();

      // When another one comes, which two of three members in custody could decide
      Roster refused = channel.change(spec("alpha,beta,delta,gamma"), moving.settled());
      // Then nobody is asked
      channel.converge();
      assertThat(organisations(channel)).contains("delta");
      assertThat(channel.lab.custody().asked())
          .singleElement()
          .matches(a -> a.signature().isPresent());
      channel.settle(refused);
    }
  }

  @Test
  void aRevocationGoesAheadAndWhatWasSignedBeforeItHolds() throws Exception {
    NetworkSpec two = spec("alpha,beta");
    try (RealChannel channel =
        new RealChannel(new FabricPrograms("3"), home, two, RealChannel.subnet(121))) {
      // Given a change that beta has signed, and the orderers haven't got
      channel.bringUp();
      Signatory thief = channel.application("thief", Optional.of("alpha"));
      Roster moving = channel.change(spec("alpha,beta,gamma"), Roster.UNCHANGED);
      Asked first = asked(channel);
      channel.lab.custody().answer("beta", beta::sign);

      // When
      channel.lab.custody().revoke(thief);
      channel.lab.custody().revoking = true;
      channel.converge();

      // Then nothing but that was told, and nobody was asked
      ConfigEdit told = new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA));
      assertThat(told.revocations("alpha")).hasSize(1);
      assertThat(told.organisations()).containsOnlyKeys("alpha", "beta");
      assertThat(channel.lab.custody().asked())
          .singleElement()
          .matches(answer -> answer.asked().equals(first));

      // When the change goes on
      channel.lab.custody().revoking = false;
      channel.converge();

      // Then by what beta signed before
      assertThat(organisations(channel)).containsOnly("alpha", "beta", "gamma");
      assertThat(channel.lab.custody().asked())
          .singleElement()
          .matches(answer -> answer.asked().equals(first));
      assertThat(new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).revocations("alpha"))
          .hasSize(1);
      channel.settle(moving);

      // When beta's own list is to be told, while another change waits
      channel.lab.custody().revoke(channel.application("ghost", Optional.of("beta")));
      channel.lab.custody().revoking = true;
      assertThat(channel.join())
          .hasValueSatisfying(
              missing ->
                  assertThat(missing)
                      .isEqualTo("certificates of beta are revoked once beta signed"));
      channel.lab.custody().answer("beta", beta::sign);
      channel.converge();

      // Then
      assertThat(new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).revocations("beta"))
          .hasSize(1);
    }
  }

  @Test
  void whatIsRefusedLeavesNothing() throws Exception {
    NetworkSpec two = spec("alpha,beta");
    try (RealChannel channel =
        new RealChannel(new FabricPrograms("3"), home, two, RealChannel.subnet(111))) {
      // Given
      channel.bringUp();
      Roster moving = channel.change(spec("alpha,beta,gamma"), Roster.UNCHANGED);
      asked(channel);
      long height = channel.info(ALPHA).getHeight();

      // When it is refused
      channel.turnBack(two, moving);
      channel.converge();

      // Then
      assertThat(organisations(channel)).containsOnly("alpha", "beta");
      assertThat(channel.info(ALPHA).getHeight()).isEqualTo(height);
      channel.settle(moving.turnedBack());
      assertThat(channel.join()).isEmpty();
    }
  }

  private static void waitsForBeta(String missing) {
    assertThat(missing).contains("gamma comes to the channel once beta signed");
  }

  /** What is asked of beta, as soon as it is. */
  private static Asked asked(RealChannel channel) {
    return channel
        .eventually(
            "it is asked",
            () -> {
              Optional<String> missing = channel.join();
              assertThat(missing).isPresent();
              return channel.lab.custody().asked();
            },
            all -> !all.isEmpty())
        .get(0)
        .asked();
  }

  private static Set<String> organisations(RealChannel channel) {
    return new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).organisations().keySet();
  }

  /** Somebody comes to watch and goes again, by hand. */
  private void changedMeanwhile(RealChannel channel) {
    TestAuthority authority = new TestAuthority("watcher");
    Msp msp = new Msp("watcher", authority.certificate(), authority.certificate());
    Member watcher = new Member("watcher", msp, List.of(), Member.Kind.OBSERVER);
    order(channel, new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).add(watcher));
    order(channel, new ConfigEdit(RealChannel.CHANNEL, channel.config(ALPHA)).remove("watcher"));
  }

  private void order(RealChannel channel, ConfigEdit edit) {
    SignableUpdate update = SignableUpdate.of(edit.update());
    SigningIdentity orderer = channel.lab.administrator(Topology.ORDERING);
    SigningIdentity outside =
        new SigningIdentity(
            "beta",
            channel.lab.custody().identities().certificate("beta-ca", "beta-admin").pem(),
            beta::sign);
    long height = channel.info(ALPHA).getHeight();
    channel
        .nodes
        .broadcast(ORDERER)
        .send(
            update.envelope(
                List.of(
                    update.approve(channel.lab.administrator("alpha"), RealFabric.nonce()),
                    update.approve(outside, RealFabric.nonce())),
                orderer,
                Instant.now(),
                RealFabric.nonce()));
    channel.eventually("it is ordered", () -> channel.info(ALPHA).getHeight(), now -> now > height);
  }

  private NetworkSpec spec(String organisations) {
    int members = organisations.split(",").length;
    return TestNetwork.spec(
        "3.1",
        Map.of("orderer", 1, "peer", members, "contract", members),
        new TreeMap<>(
            Map.of(
                "channel",
                RealChannel.CHANNEL,
                "contract",
                "notary",
                "organisations",
                organisations,
                "administrators",
                beta.entry())));
  }
}
