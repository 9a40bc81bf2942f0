package io.ridgeway.framework.fabric.channel;

import static io.ridgeway.framework.fabric.channel.Plans.ALPHA;
import static io.ridgeway.framework.fabric.channel.Plans.BETA;
import static io.ridgeway.framework.fabric.channel.Plans.GAMMA;
import static io.ridgeway.framework.fabric.channel.Plans.ORDERER;
import static io.ridgeway.framework.fabric.channel.Plans.REGULATOR;
import static io.ridgeway.framework.fabric.channel.Plans.peer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import io.ridgeway.framework.fabric.lab.TestOrganisation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Config;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our updates are, decoded, those that Fabric's own configtxlator computes. */
class UpdateOracleIT {
  private static final FabricPrograms PROGRAMS = new FabricPrograms("3");

  @TempDir Path folder;

  static Stream<Arguments> changes() {
    TestOrganisation renewed = new TestOrganisation("beta");
    ChannelPlan raft =
        Plans.raft(3, Level.V2_5, ALPHA.member(peer(ALPHA, 1)), BETA.member(peer(BETA, 1)));
    ChannelPlan watched =
        Plans.raft(3, Level.V3, ALPHA.member(), BETA.member(), REGULATOR.observer());
    ChannelPlan bft = Plans.bft(4, ALPHA.member(), BETA.member());
    Consenter fourth = ORDERER.consenter(4, Plans.orderer(4));
    Consenter fifth = ORDERER.consenter(5, Plans.orderer(5));
    return Stream.of(
        change("add a member", raft, e -> e.add(GAMMA.member(peer(GAMMA, 1)))),
        change("add the first observer", raft, e -> e.add(REGULATOR.observer())),
        change("remove a member", raft, e -> e.remove("beta")),
        change("remove the last observer", watched, e -> e.remove("regulator")),
        change("add a member where one watches", watched, e -> e.add(GAMMA.member())),
        change("anchors", raft, e -> e.anchors("alpha", List.of(peer(ALPHA, 2), peer(ALPHA, 1)))),
        change("no anchors", raft, e -> e.anchors("alpha", List.of())),
        change("first anchors", watched, e -> e.anchors("beta", List.of(peer(BETA, 1)))),
        change("new authorities", raft, e -> e.msp("beta", renewed.msp())),
        change("add a Raft consenter", raft, e -> e.add(fourth)),
        change(
            "add a Raft consenter and its address",
            raft,
            e ->
                e.add(fourth)
                    .endpoints("orderer", Stream.of(1, 2, 3, 4).map(Plans::orderer).toList())),
        change(
            "a Raft consenter and its address come",
            raft,
            e -> e.add(fourth).alsoAt("orderer", Plans.orderer(4))),
        change(
            "a Raft consenter and its address go",
            raft,
            e -> e.remove(Plans.orderer(2)).noLongerAt("orderer", Plans.orderer(2))),
        change("remove a Raft consenter", raft, e -> e.remove(Plans.orderer(2))),
        change("replace a Raft consenter", raft, e -> e.replace(Plans.orderer(2), fourth)),
        change("add a BFT consenter", bft, e -> e.add(fifth)),
        change("remove a BFT consenter", bft, e -> e.remove(Plans.orderer(1))),
        change("replace a BFT consenter", bft, e -> e.replace(Plans.orderer(4), fifth)),
        change("add an organisation that orders", raft, e -> e.add(GAMMA.orders(Plans.orderer(9)))),
        change("capabilities", raft, e -> e.level(Level.V3)),
        change("batches", bft, e -> e.batch(new Batch(10, 1000, 100, Duration.ofSeconds(2)))),
        change(
            "much at once",
            watched,
            e ->
                e.add(GAMMA.member())
                    .remove("beta")
                    .anchors("alpha", List.of(peer(ALPHA, 1)))
                    .replace(Plans.orderer(1), fourth)));
  }

  private static Arguments change(String name, ChannelPlan plan, UnaryOperator<ConfigEdit> change) {
    return Arguments.of(name, plan, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void decodesEqualToConfigtxlators(String name, ChannelPlan plan, UnaryOperator<ConfigEdit> change)
      throws IOException {
    // Given
    Config born = Blocks.config(GenesisBlock.of(plan, Instant.now(), new byte[24]));
    // A channel that has seen changes, with other versions everywhere.
    Config now =
        Config.newBuilder().setSequence(7).setChannelGroup(aged(born.getChannelGroup(), 3)).build();

    // When
    ConfigEdit edit = change.apply(new ConfigEdit("trade", now));

    // Then
    assertThat(decoded(edit.update().toByteArray())).isEqualTo(oracle(now, edit.after()));
  }

  private JsonNode oracle(Config now, ConfigGroup after) throws IOException {
    Path original = folder.resolve("original.pb");
    Path updated = folder.resolve("updated.pb");
    Path update = folder.resolve("update.pb");
    Files.write(original, now.toByteArray());
    Files.write(updated, now.toBuilder().setChannelGroup(after).build().toByteArray());
    PROGRAMS.run(
        folder,
        Map.of(),
        "configtxlator",
        "compute_update",
        "--channel_id",
        "trade",
        "--original",
        original.toString(),
        "--updated",
        updated.toString(),
        "--output",
        update.toString());
    return decoded(ConfigUpdate.parseFrom(Files.readAllBytes(update)).toByteArray());
  }

  private JsonNode decoded(byte[] update) {
    return PROGRAMS.decode(folder, "common.ConfigUpdate", update);
  }

  private static ConfigGroup aged(ConfigGroup group, int version) {
    ConfigGroup.Builder aged = group.toBuilder().setVersion(version);
    int[] next = {version};
    group
        .getValuesMap()
        .forEach(
            (name, value) -> aged.putValues(name, value.toBuilder().setVersion(next[0]++).build()));
    group
        .getPoliciesMap()
        .forEach(
            (name, policy) ->
                aged.putPolicies(name, policy.toBuilder().setVersion(next[0]++).build()));
    group.getGroupsMap().forEach((name, child) -> aged.putGroups(name, aged(child, next[0]++)));
    return aged.build();
  }
}
