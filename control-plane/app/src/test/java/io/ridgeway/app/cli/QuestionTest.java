package io.ridgeway.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import java.util.Base64;
import org.hyperledger.fabric.protos.common.ConfigGroup;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigValue;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private static final ByteString HEADER =
      SignatureHeader.newBuilder()
          .setCreator(
              SerializedIdentity.newBuilder()
                  .setMspid("beta")
                  .setIdBytes(ByteString.copyFromUtf8("the certificate"))
                  .build()
                  .toByteString())
          .setNonce(ByteString.copyFromUtf8("n"))
          .build()
          .toByteString();

  /** Gamma comes into the application's group, and the anchors of beta differ. */
  private static final ByteString UPDATE =
      ConfigUpdate.newBuilder()
          .setChannelId("trade")
          .setReadSet(channel(application(3, 0)))
          .setWriteSet(
              channel(
                  application(4, 1).toBuilder()
                      .putGroups("gamma", ConfigGroup.getDefaultInstance())
                      .build()))
          .build()
          .toByteString();

  @Test
  void itIsReadFromTheBytesThatAreSigned() {
    // When
    Question question = Question.of(approval(HEADER, UPDATE));

    // Then
    assertThat(question.channel()).isEqualTo("trade");
    assertThat(question.organisation()).isEqualTo("beta");
    assertThat(question.certificate()).isEqualTo("the certificate");
    assertThat(question.bytes()).isEqualTo(HEADER.concat(UPDATE).toByteArray());
    assertThat(question.changes())
        .containsExactlyInAnyOrder(
            "Channel/Application (who or what is in it)",
            "Channel/Application/beta/AnchorPeers",
            "Channel/Application/gamma (new)");
    assertThat(question.lines("gamma comes"))
        .contains("Channel:        trade", "Ridgeway says:  gamma comes")
        .contains("SHA-256:        " + question.digest());
  }

  @Test
  void whatIsSaidOtherwiseThanTheBytesAreIsNotSigned() {
    refused(
        approval(HEADER, UPDATE).put("toSign", encoded(HEADER)),
        "isn't the header and the update that are shown");
    refused(approval(HEADER, UPDATE).put("organisation", "alpha"), "in the name of beta");
    refused(approval(HEADER, ByteString.EMPTY), "names no channel");
    refused(approval(HEADER, ByteString.copyFromUtf8("x")), "isn't a change of a Fabric channel");
    refused(approval(HEADER, UPDATE).put("header", "%"), "isn't a change of a Fabric channel");
  }

  private static void refused(ObjectNode approval, String says) {
    assertThatThrownBy(() -> Question.of(approval))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(says)
        .hasMessageEndingWith("Nothing is signed.");
  }

  private static ConfigGroup channel(ConfigGroup application) {
    return ConfigGroup.newBuilder().putGroups("Application", application).build();
  }

  private static ConfigGroup application(long version, long anchors) {
    return ConfigGroup.newBuilder()
        .setVersion(version)
        .putGroups(
            "beta",
            ConfigGroup.newBuilder()
                .putValues("AnchorPeers", ConfigValue.newBuilder().setVersion(anchors).build())
                .putValues("MSP", ConfigValue.newBuilder().setVersion(7).build())
                .build())
        .build();
  }

  private static ObjectNode approval(ByteString header, ByteString update) {
    return Http.JSON
        .createObjectNode()
        .put("organisation", "beta")
        .put("header", encoded(header))
        .put("update", encoded(update))
        .put("toSign", encoded(header.concat(update)));
  }

  private static String encoded(ByteString bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
