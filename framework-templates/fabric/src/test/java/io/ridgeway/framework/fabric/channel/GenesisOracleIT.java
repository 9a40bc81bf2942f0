package io.ridgeway.framework.fabric.channel;

import static io.ridgeway.framework.fabric.channel.Plans.ALPHA;
import static io.ridgeway.framework.fabric.channel.Plans.BETA;
import static io.ridgeway.framework.fabric.channel.Plans.GAMMA;
import static io.ridgeway.framework.fabric.channel.Plans.REGULATOR;
import static io.ridgeway.framework.fabric.channel.Plans.bft;
import static io.ridgeway.framework.fabric.channel.Plans.peer;
import static io.ridgeway.framework.fabric.channel.Plans.plan;
import static io.ridgeway.framework.fabric.channel.Plans.raft;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.framework.fabric.lab.Configtxgen;
import io.ridgeway.framework.fabric.lab.FabricPrograms;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hyperledger.fabric.protos.common.Block;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Our genesis blocks are, decoded, those that Fabric's own configtxgen makes. */
class GenesisOracleIT {
  @TempDir Path folder;

  static Stream<Arguments> channels() {
    Member alpha = ALPHA.member(peer(ALPHA, 1), peer(ALPHA, 2));
    Member beta = BETA.member(peer(BETA, 1));
    Member gamma = GAMMA.member();
    Member regulator = REGULATOR.observer(peer(REGULATOR, 1));
    return Stream.of("2.5", "3")
        .flatMap(
            line -> {
              Level level = line.equals("3") ? Level.V3 : Level.V2_5;
              Stream<Arguments> raft =
                  Stream.of(
                      Arguments.of(line, "Raft-1, two", raft(1, level, alpha, beta)),
                      Arguments.of(line, "Raft-3, three", raft(3, level, alpha, beta, gamma)),
                      Arguments.of(
                          line, "Raft-3, two watched", raft(3, level, alpha, regulator, beta)),
                      Arguments.of(
                          line,
                          "Raft-3, three watched, with rules",
                          plan(
                              level,
                              new Ordering.Raft(Plans.consenters(3)),
                              Map.of("qscc/GetChainInfo", "/Channel/Application/Admins"),
                              gamma,
                              beta,
                              alpha,
                              regulator)));
              Stream<Arguments> bft =
                  level == Level.V3
                      ? Stream.of(
                          Arguments.of(line, "BFT-4, two", bft(4, alpha, beta)),
                          Arguments.of(line, "BFT-4, three", bft(4, alpha, beta, gamma)),
                          Arguments.of(
                              line, "BFT-7, three watched", bft(7, alpha, beta, gamma, regulator)))
                      : Stream.of();
              return Stream.concat(raft, bft);
            });
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("channels")
  void decodesEqualToConfigtxgens(String line, String name, ChannelPlan plan) {
    // Given
    FabricPrograms programs = new FabricPrograms(line);
    Block expected = new Configtxgen(programs, folder).genesis(plan);

    // When
    Block actual = GenesisBlock.of(plan, Instant.now(), new byte[24]);

    // Then
    assertThat(decoded(programs, actual)).isEqualTo(decoded(programs, expected));
    assertThat(Blocks.dataHash(expected.getData())).isEqualTo(expected.getHeader().getDataHash());
    assertThat(Blocks.channel(actual)).isEqualTo("trade");
  }

  /** Without what differs between two blocks of one plan. */
  private JsonNode decoded(FabricPrograms programs, Block block) {
    JsonNode json = programs.decode(folder, "common.Block", block);
    ((ObjectNode) json.path("header")).remove("data_hash");
    ObjectNode header = (ObjectNode) json.at("/data/data/0/payload/header");
    assertThat(header.size()).isEqualTo(2);
    ((ObjectNode) header.path("channel_header")).remove(List.of("timestamp", "tx_id"));
    ((ObjectNode) header.path("signature_header")).remove("nonce");
    return json;
  }
}
