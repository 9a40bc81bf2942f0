package io.ridgeway.framework.fabric.channel;

import static io.ridgeway.framework.fabric.channel.Plans.ALPHA;
import static io.ridgeway.framework.fabric.channel.Plans.BETA;
import static io.ridgeway.framework.fabric.channel.Plans.GAMMA;
import static io.ridgeway.framework.fabric.channel.Plans.ORDERER;
import static io.ridgeway.framework.fabric.channel.Plans.REGULATOR;
import static io.ridgeway.framework.fabric.channel.Plans.peer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.problem.Refusal;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.junit.jupiter.api.Test;

class ConfigEditTest {
  private final ChannelPlan plan =
      Plans.raft(3, Level.V2_5, ALPHA.member(peer(ALPHA, 1)), BETA.member());

  @Test
  void aMemberWhoJoinsIsAsOneWhoWasBornIn() {
    // Given
    ChannelPlan three = Plans.plan(plan.level(), plan.ordering(), plan.acls(), full(3));

    // When
    ConfigGroup after = edit(plan).add(GAMMA.member()).after();

    // Then
    assertThat(after).isEqualTo(ChannelGroup.of(three));
  }

  @Test
  void anObserverWhoComesAndGoesLeavesNoTrace() {
    // When
    ConfigGroup watched = edit(plan).add(REGULATOR.observer()).after();
    ConfigGroup after =
        new ConfigEdit("trade", Config.newBuilder().setChannelGroup(watched).build())
            .remove("regulator")
            .after();

    // Then
    assertThat(application(watched).getPoliciesOrThrow("Admins"))
        .isNotEqualTo(application(after).getPoliciesOrThrow("Admins"));
    assertThat(after).isEqualTo(ChannelGroup.of(plan));
  }

  @Test
  void anUpdateNamesOnlyWhatChanges() {
    // When
    ConfigUpdate update = edit(plan).anchors("alpha", List.of(peer(ALPHA, 2))).update();

    // Then
    assertThat(update.getChannelId()).isEqualTo("trade");
    assertThat(update.getWriteSet().getGroupsMap()).containsOnlyKeys("Application");
    ConfigGroup alpha = application(update.getWriteSet()).getGroupsOrThrow("alpha");
    assertThat(alpha.getValuesMap()).containsOnlyKeys("AnchorPeers");
    assertThat(alpha.getValuesOrThrow("AnchorPeers").getVersion()).isEqualTo(1);
    assertThat(alpha.getVersion()).isZero();
    assertThat(application(update.getReadSet()).getGroupsOrThrow("alpha"))
        .isEqualTo(ConfigGroup.getDefaultInstance());
  }

  @Test
  void anOrderersAddressComesAndGoesWithItsVote() {
    // Given
    ConfigEdit edit = edit(plan);

    // When
    ConfigGroup after =
        edit.add(ORDERER.consenter(4, Plans.orderer(4)))
            .alsoAt("orderer", Plans.orderer(4))
            .alsoAt("orderer", Plans.orderer(4))
            .remove(Plans.orderer(2))
            .noLongerAt("orderer", Plans.orderer(2))
            .after();

    // Then
    assertThat(edit.isBft()).isFalse();
    assertThat(edit.consenters().stream().map(Consenter::address))
        .containsExactly(Plans.orderer(1), Plans.orderer(3), Plans.orderer(4));
    assertThat(
            ChannelGroup.endpoints(
                after.getGroupsOrThrow("Orderer").getGroupsOrThrow("orderer").toBuilder()))
        .containsExactly(
            "orderer-1.example:7050", "orderer-3.example:7050", "orderer-4.example:7050");
    assertThat(edit.anchors("alpha")).containsExactly(peer(ALPHA, 1));
    assertThat(edit.anchors("beta")).isEmpty();
  }

  @Test
  void aBftConsentersNumberAndIdentityAreRead() {
    // Given
    ConfigEdit edit = edit(Plans.bft(4, full(2)));
    Consenter fifth = ORDERER.consenter(5, Plans.orderer(5));

    // When
    edit.replace(Plans.orderer(4), fifth);

    // Then
    assertThat(edit.isBft()).isTrue();
    assertThat(edit.consenters()).hasSize(4).contains(fifth);
  }

  @Test
  void whatIsSoAlreadyIsRefused() {
    refused(() -> edit(plan).update(), "Channel trade is like that already.");
    refused(() -> edit(plan).add(ALPHA.member()), "alpha already belongs to channel trade.");
    refused(
        () -> edit(plan).add(ORDERER.orders(Plans.orderer(1))),
        "orderer already orders channel trade.");
    refused(
        () -> edit(plan).add(ORDERER.consenter(4, Plans.orderer(3))),
        "There is a consenter at orderer-3.example:7050 already.");
    refused(
        () -> edit(plan).replace(Plans.orderer(1), ORDERER.consenter(4, Plans.orderer(3))),
        "There is another consenter at orderer-3.example:7050 already.");
  }

  @Test
  void whatIsNotThereIsRefused() {
    refused(() -> edit(plan).remove("gamma"), "gamma doesn't belong to channel trade.");
    refused(() -> edit(plan).anchors("gamma", List.of()), "gamma doesn't belong to channel trade.");
    refused(
        () -> edit(plan).remove(Plans.orderer(4)),
        "There is no consenter at orderer-4.example:7050.");
    refused(
        () -> edit(plan).replace(Plans.orderer(5), ORDERER.consenter(4, Plans.orderer(4))),
        "There is no consenter at orderer-5.example:7050.");
  }

  @Test
  void theLastIsNotTaken() {
    refused(
        () -> edit(plan).remove("alpha").remove("beta"),
        "beta is the last member of channel trade: delete the channel.");
    refused(
        () -> edit(Plans.raft(1, Level.V3, full(2))).remove(Plans.orderer(1)),
        "The consenter at orderer-1.example:7050 is the last: nobody would order.");
  }

  @Test
  void aNumberOfABftConsenterIsUsedOnce() {
    // Given
    ChannelPlan bft = Plans.bft(4, full(2));

    // Then
    refused(
        () -> edit(bft).add(ORDERER.consenter(4, Plans.orderer(5))),
        "Another consenter has the number 4.");
    assertThat(edit(bft).replace(Plans.orderer(4), ORDERER.consenter(4, Plans.orderer(5))).update())
        .isNotNull();
  }

  /** So what members signed holds, though an organisation's list of who is revoked was told. */
  @Test
  void anUpdateStaysTheSameWhereWhatItReadDid() {
    // Given
    ConfigUpdate comes = edit(plan).add(GAMMA.member()).update();
    ConfigUpdate found = edit(plan).anchors("beta", List.of(peer(BETA, 1))).update();
    Config told = ordered(plan, edit(plan).msp("beta", revoking(BETA.msp())));

    // Then
    assertThat(new ConfigEdit("trade", told).revocations("beta")).hasSize(1);
    assertThat(new ConfigEdit("trade", told).add(GAMMA.member()).update()).isEqualTo(comes);
    assertThat(new ConfigEdit("trade", told).anchors("beta", List.of(peer(BETA, 1))).update())
        .as("a value that comes to the same group reads all of the group")
        .isNotEqualTo(found);
  }

  private static Msp revoking(Msp msp) {
    return new Msp(
        msp.id(),
        msp.roots(),
        msp.intermediates(),
        msp.tlsRoots(),
        msp.tlsIntermediates(),
        List.of("a list"));
  }

  /** With the versions that orderers give what is written: of beta's MSP, which alone is. */
  private static Config ordered(ChannelPlan plan, ConfigEdit edit) {
    ConfigGroup written = application(edit.update().getWriteSet()).getGroupsOrThrow("beta");
    ConfigGroup.Builder channel =
        Blocks.config(GenesisBlock.of(plan, Instant.EPOCH, new byte[24]))
            .getChannelGroup()
            .toBuilder();
    ConfigGroup.Builder all = application(channel.build()).toBuilder();
    ConfigGroup.Builder beta = all.getGroupsOrThrow("beta").toBuilder();
    assertThat(written.getValuesMap()).containsOnlyKeys("MSP");
    assertThat(written.getVersion()).isEqualTo(beta.getVersion());
    beta.putValues("MSP", written.getValuesOrThrow("MSP"));
    channel.putGroups("Application", all.putGroups("beta", beta.build()).build());
    return Config.newBuilder().setChannelGroup(channel).build();
  }

  @Test
  void anMspKeepsItsId() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> edit(plan).msp("alpha", BETA.msp()))
        .withMessage("the MSP id of alpha can't change");
  }

  private static void refused(Runnable what, String why) {
    assertThatThrownBy(what::run).isInstanceOf(Refusal.class).hasMessage(why);
  }

  private static Member[] full(int count) {
    return List.of(ALPHA.member(peer(ALPHA, 1)), BETA.member(), GAMMA.member())
        .subList(0, count)
        .toArray(Member[]::new);
  }

  private static ConfigGroup application(ConfigGroup channel) {
    return channel.getGroupsOrThrow("Application");
  }

  private static ConfigEdit edit(ChannelPlan plan) {
    return new ConfigEdit(
        "trade", Blocks.config(GenesisBlock.of(plan, Instant.EPOCH, new byte[24])));
  }
}
