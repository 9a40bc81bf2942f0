package io.ridgeway.framework.fabric.channel;

import static io.ridgeway.framework.fabric.channel.Plans.ALPHA;
import static io.ridgeway.framework.fabric.channel.Plans.BETA;
import static io.ridgeway.framework.fabric.channel.Plans.GAMMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.ridgeway.framework.fabric.lab.TestOrganisation;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Instant;
import java.util.List;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;
import org.hyperledger.fabric.protos.common.ConfigUpdateEnvelope;
import org.hyperledger.fabric.protos.common.Envelope;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.Payload;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.junit.jupiter.api.Test;

class SignableUpdateTest {
  private static final byte[] NONCE =
      "nonce-of-twenty-four-abc".getBytes(StandardCharsets.US_ASCII);

  private final ConfigUpdate update =
      new ConfigEdit(
              "trade",
              Blocks.config(
                  GenesisBlock.of(
                      Plans.raft(1, Level.V3, ALPHA.member(), BETA.member()),
                      Instant.EPOCH,
                      new byte[24])))
          .add(GAMMA.member())
          .update();

  @Test
  void everyApprovalIsSignedOverItsHeaderAndTheUpdate() throws Exception {
    // Given
    SignableUpdate signable = SignableUpdate.of(update);

    // When
    ConfigSignature approval = signable.approve(BETA.administrator(), NONCE);

    // Then
    SignatureHeader header = SignatureHeader.parseFrom(approval.getSignatureHeader());
    assertThat(header.getNonce().toByteArray()).isEqualTo(NONCE);
    SerializedIdentity creator = SerializedIdentity.parseFrom(header.getCreator());
    assertThat(creator.getMspid()).isEqualTo("beta");
    assertThat(creator.getIdBytes().toStringUtf8()).isEqualTo(BETA.admin().certificate());
    assertThat(
            verifies(
                BETA,
                approval.getSignatureHeader().concat(signable.update()),
                approval.getSignature()))
        .isTrue();
  }

  @Test
  void aKeyThatIsElsewhereGivesTheSameApproval() {
    // Given
    SignableUpdate signable = SignableUpdate.of(update);
    SignableUpdate.Approval asked = signable.approval("beta", BETA.admin().certificate(), NONCE);

    // When
    ConfigSignature approval = asked.signed(ByteString.copyFromUtf8("signature"));

    // Then
    assertThat(approval.getSignatureHeader())
        .isEqualTo(signable.approve(BETA.administrator(), NONCE).getSignatureHeader());
    assertThat(approval.getSignature().toStringUtf8()).isEqualTo("signature");
  }

  @Test
  void theEnvelopeCarriesTheApprovalsAndIsSignedByItsSender() throws Exception {
    // Given
    SignableUpdate signable = SignableUpdate.of(update);
    List<ConfigSignature> approvals =
        List.of(
            signable.approve(ALPHA.administrator(), NONCE),
            signable.approve(BETA.administrator(), NONCE));

    // When
    Envelope envelope =
        signable.envelope(approvals, ALPHA.administrator(), Instant.ofEpochSecond(9), NONCE);

    // Then
    assertThat(verifies(ALPHA, envelope.getPayload(), envelope.getSignature())).isTrue();
    Payload payload = Payload.parseFrom(envelope.getPayload());
    ChannelHeader header = ChannelHeader.parseFrom(payload.getHeader().getChannelHeader());
    assertThat(header.getType()).isEqualTo(HeaderType.CONFIG_UPDATE_VALUE);
    assertThat(header.getChannelId()).isEqualTo("trade");
    assertThat(header.getTimestamp().getSeconds()).isEqualTo(9);
    ConfigUpdateEnvelope carried = ConfigUpdateEnvelope.parseFrom(payload.getData());
    assertThat(carried.getSignaturesList()).isEqualTo(approvals);
    assertThat(ConfigUpdate.parseFrom(carried.getConfigUpdate())).isEqualTo(update);
  }

  @Test
  void aNonceHasItsLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignableUpdate.of(update).approve(ALPHA.administrator(), new byte[8]))
        .withMessage("a nonce has 24 bytes");
  }

  private static boolean verifies(TestOrganisation by, ByteString message, ByteString signature)
      throws Exception {
    Signature verifier = Signature.getInstance("SHA256withECDSA");
    verifier.initVerify(by.admin().x509());
    verifier.update(message.toByteArray());
    return verifier.verify(signature.toByteArray());
  }
}
