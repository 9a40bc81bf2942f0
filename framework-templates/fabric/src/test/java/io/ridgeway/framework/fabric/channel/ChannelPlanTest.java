package io.ridgeway.framework.fabric.channel;

import static io.ridgeway.framework.fabric.channel.Plans.ALPHA;
import static io.ridgeway.framework.fabric.channel.Plans.BETA;
import static io.ridgeway.framework.fabric.channel.Plans.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.hyperledger.fabric.protos.common.BlockHeader;
import org.junit.jupiter.api.Test;

class ChannelPlanTest {
  @Test
  void bftNeedsFabric3() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Plans.plan(
                    Level.V2_5, new Ordering.Bft(Plans.consenters(4)), Map.of(), ALPHA.member()))
        .withMessage("BFT needs Fabric 3");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.raft(1, Level.V3, REGULATOR.observer()))
        .withMessage("a channel has a member that isn't an observer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Plans.raft(1, Level.V3, ALPHA.member(), ALPHA.observer()))
        .withMessage("two organisations are named alpha");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Plans.plan(
                    Level.V3,
                    new Ordering.Raft(List.of(BETA.consenter(1, Plans.orderer(1)))),
                    Map.of(),
                    ALPHA.member()))
        .withMessage("no organisation has the MSP beta of a consenter");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Ordering.Raft(
                    List.of(
                        BETA.consenter(1, Plans.orderer(1)), BETA.consenter(2, Plans.orderer(1)))))
        .withMessageContaining("orderer-1.example:7050");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Ordering.Raft(List.of()))
        .withMessage("a channel has an orderer");
  }

  @Test
  void durationsAreWrittenAsGoWritesThem() {
    assertThat(GoDuration.text(Duration.ofMillis(250))).isEqualTo("250ms");
    assertThat(GoDuration.text(Duration.ofSeconds(2))).isEqualTo("2s");
    assertThat(GoDuration.text(Duration.ofMillis(1_500))).isEqualTo("1.5s");
    assertThat(GoDuration.text(Duration.ofSeconds(60))).isEqualTo("1m0s");
    assertThat(GoDuration.text(Duration.ofSeconds(3_661))).isEqualTo("1h1m1s");
    assertThatIllegalArgumentException().isThrownBy(() -> GoDuration.text(Duration.ofNanos(5)));
    assertThatIllegalArgumentException().isThrownBy(() -> GoDuration.text(Duration.ZERO));
  }

  @Test
  void aHeadersHashIsThatOfItsDer() {
    // Given
    BlockHeader header =
        BlockHeader.newBuilder()
            .setNumber(200)
            .setPreviousHash(ByteString.copyFrom(new byte[] {1, 2}))
            .setDataHash(ByteString.copyFrom(new byte[] {3}))
            .build();

    // When
    ByteString hash = Blocks.hash(header);

    // Then: SEQUENCE { INTEGER 200, OCTET STRING 0102, OCTET STRING 03 }, by hand.
    byte[] der = HexFormat.of().parseHex("300b020200c804020102040103");
    assertThat(hash).isEqualTo(Hashes.sha256(der));
  }
}
