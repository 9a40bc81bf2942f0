package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.ridgeway.app.embedded.RunningRidgeway;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.hyperledger.fabric.protos.common.ChannelHeader;
import org.hyperledger.fabric.protos.common.Header;
import org.hyperledger.fabric.protos.common.HeaderType;
import org.hyperledger.fabric.protos.common.SignatureHeader;
import org.hyperledger.fabric.protos.msp.SerializedIdentity;
import org.hyperledger.fabric.protos.peer.ChaincodeHeaderExtension;
import org.hyperledger.fabric.protos.peer.ChaincodeID;
import org.hyperledger.fabric.protos.peer.ChaincodeInput;
import org.hyperledger.fabric.protos.peer.ChaincodeInvocationSpec;
import org.hyperledger.fabric.protos.peer.ChaincodeProposalPayload;
import org.hyperledger.fabric.protos.peer.ChaincodeSpec;
import org.hyperledger.fabric.protos.peer.Proposal;
import org.hyperledger.fabric.protos.peer.SignedProposal;

/**
 * An application of BSN that keeps its users' keys (caType 2), on a real Fabric network: its key
 * and request are made by openssl, its proposal of Fabric's messages, and all is signed by the JDK.
 */
record BsnOwnUsers(BsnClient client, String channel, Path folder) {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final List<String> TAKEN =
      List.of(
          "/blockInfo/txId",
          "/blockInfo/blockHash",
          "/blockInfo/status",
          "/ccRes/ccCode",
          "/ccRes/ccData");

  /** Every algorithm of the mac; users' keys are of P-256, which is what Fabric knows. */
  static void runs(Firm firm, String network, Path folder) throws Exception {
    for (int algorithm = 1; algorithm <= 3; algorithm++) {
      BsnClient client = BsnClient.of(firm, network, "fabric", algorithm, 2);
      JsonNode info = client.info().path("body");
      assertThat(info.path("caType").asInt()).isEqualTo(2);
      new BsnOwnUsers(client, info.path("channelId").asText(), folder)
          .works("bsn-own-" + algorithm);
      System.out.printf(
          "BSN's protocol, public key upload, algorithmType %d: getAppInfo, register, enroll, trans"
              + " (asking; refused where it would change the ledger), endorse and submit (ours),"
              + " getTransaction, getTransdata, getBlockInfo, getBlockData, getLedgerInfo ran%n",
          algorithm);
    }
  }

  private void works(String lease) throws Exception {
    // Given
    String name = "mei@" + client.appCode();
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out mei.key");
    openssl("req -new -key mei.key -subj /OU=client/CN=" + name + " -out mei.csr");
    openssl("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1 -out k1.key");
    openssl("req -new -key k1.key -subj /OU=client/CN=" + name + " -out k1.csr");

    // When
    client.done(
        "user/register", Map.of("name", "mei", "secret", "s"), "meis", List.of("name", "secret"));
    String csr = Files.readString(folder.resolve("mei.csr"));
    String certificate =
        client
            .done(
                "user/enroll",
                Map.of("name", "mei", "secret", "s", "csrPem", csr),
                "meis" + csr,
                List.of("cert"))
            .path("cert")
            .asText();

    // Then
    Files.writeString(folder.resolve("mei.pem"), certificate);
    assertThat(openssl("x509 -in mei.pem -noout -subject")).contains("CN = " + name, "OU = client");
    String other = Files.readString(folder.resolve("k1.csr"));
    client.refused(
        "user/enroll",
        Map.of("name", "bo", "secret", "s", "csrPem", other),
        "bos" + other,
        "is refused");

    // When
    PrivateKey key = key();
    String hash = "ab".repeat(32);
    String draft = proposal(key, certificate, "draft", lease, hash, "alpha,beta");

    // Then what would change the ledger isn't said to be done
    client.refused(
        "node/trans", Map.of("transData", draft), draft, "Nothing was changed: this would change");

    // When
    JsonNode endorsed =
        client.done(
            "node/endorse",
            Map.of("transData", draft),
            draft,
            List.of("txId", "payload", "/ccRes/ccCode", "/ccRes/ccData"));
    String payload = endorsed.path("payload").asText();
    String signature =
        Base64.getEncoder().encodeToString(sign(key, Base64.getDecoder().decode(payload)));
    client.done(
        "node/submit",
        Map.of("payload", payload, "signature", signature),
        payload + signature,
        TAKEN);

    // Then
    String tx = endorsed.path("txId").asText();
    Map<String, Object> byTx = Map.of("txId", tx);
    RunningRidgeway.await(
        "the transaction is in a block",
        () -> client.post("node/getTransaction", byTx, tx).at("/header/code").asInt() == 0);
    JsonNode transaction =
        client.done(
            "node/getTransaction",
            byTx,
            tx,
            List.of(
                "blockHash", "blockNumber", "status", "createName", "timeSpanSec", "timeSpanNsec"));
    assertThat(transaction.path("status").asInt(7)).isZero();
    assertThat(transaction.path("createName").asText()).isEqualTo(name);
    reads(key, certificate, lease, tx);
  }

  private void reads(PrivateKey key, String certificate, String lease, String tx) throws Exception {
    String read = proposal(key, certificate, "read", lease);
    JsonNode asked = client.done("node/trans", Map.of("transData", read), read, TAKEN);
    assertThat(asked.at("/ccRes/ccData").asText()).contains("\"status\":\"OPEN\"");
    client.done("node/getTransdata", Map.of("txId", tx), tx, List.of("txId", "transData"));
    Map<String, Object> named = Map.of("blockNumber", 0, "blockHash", "", "txId", tx);
    JsonNode block = client.post("node/getBlockInfo", named, "0" + tx).path("body");
    assertThat(block.at("/transactions/0/txId").asText()).isEqualTo(tx);
    client.done(
        "node/getBlockData",
        named,
        "0" + tx,
        List.of("blockHash", "blockNumber", "preBlockHash", "blockData"));
    client.done("node/getLedgerInfo", Map.of(), "", List.of("blockHash", "height", "preBlockHash"));
    client.refused(
        "node/reqChainCode",
        Map.of("userName", "mei", "nonce", "n", "chainCode", "notary", "funcName", "read"),
        "meinnotaryread",
        "for key trust");
  }

  /** As BSN's SDKs send it: Base64 of a SignedProposal. */
  private String proposal(PrivateKey key, String certificate, String function, String... args)
      throws GeneralSecurityException {
    ByteString creator =
        SerializedIdentity.newBuilder()
            .setMspid("alpha")
            .setIdBytes(ByteString.copyFromUtf8(certificate))
            .build()
            .toByteString();
    byte[] nonce = new byte[24];
    new SecureRandom().nextBytes(nonce);
    ByteString fresh = ByteString.copyFrom(nonce);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    String tx = HexFormat.of().formatHex(sha.digest(fresh.concat(creator).toByteArray()));
    ChaincodeID contract = ChaincodeID.newBuilder().setName("notary").build();
    ChannelHeader channelHeader =
        ChannelHeader.newBuilder()
            .setType(HeaderType.ENDORSER_TRANSACTION_VALUE)
            .setChannelId(channel)
            .setTxId(tx)
            .setTimestamp(Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond()))
            .setExtension(
                ChaincodeHeaderExtension.newBuilder()
                    .setChaincodeId(contract)
                    .build()
                    .toByteString())
            .build();
    ChaincodeInput.Builder input =
        ChaincodeInput.newBuilder().addArgs(ByteString.copyFromUtf8(function));
    for (String arg : args) {
      input.addArgs(ByteString.copyFromUtf8(arg));
    }
    ByteString whole =
        Proposal.newBuilder()
            .setHeader(
                Header.newBuilder()
                    .setChannelHeader(channelHeader.toByteString())
                    .setSignatureHeader(
                        SignatureHeader.newBuilder()
                            .setCreator(creator)
                            .setNonce(fresh)
                            .build()
                            .toByteString())
                    .build()
                    .toByteString())
            .setPayload(
                ChaincodeProposalPayload.newBuilder()
                    .setInput(
                        ChaincodeInvocationSpec.newBuilder()
                            .setChaincodeSpec(
                                ChaincodeSpec.newBuilder()
                                    .setType(ChaincodeSpec.Type.GOLANG)
                                    .setChaincodeId(contract)
                                    .setInput(input))
                            .build()
                            .toByteString())
                    .build()
                    .toByteString())
            .build()
            .toByteString();
    return Base64.getEncoder()
        .encodeToString(
            SignedProposal.newBuilder()
                .setProposalBytes(whole)
                .setSignature(ByteString.copyFrom(sign(key, whole.toByteArray())))
                .build()
                .toByteArray());
  }

  /** With a low S, as Fabric wants it. */
  private static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(key);
    signer.update(message);
    ASN1Sequence both = ASN1Sequence.getInstance(signer.sign());
    BigInteger s = ASN1Integer.getInstance(both.getObjectAt(1)).getValue();
    BigInteger low = s.compareTo(ORDER.shiftRight(1)) > 0 ? ORDER.subtract(s) : s;
    try {
      return new DERSequence(
              new org.bouncycastle.asn1.ASN1Encodable[] {both.getObjectAt(0), new ASN1Integer(low)})
          .getEncoded();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private PrivateKey key() throws IOException, GeneralSecurityException {
    String pem = Files.readString(folder.resolve("mei.key"), StandardCharsets.US_ASCII);
    return KeyFactory.getInstance("EC")
        .generatePrivate(
            new PKCS8EncodedKeySpec(
                Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""))));
  }

  private String openssl(String arguments) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    return ExampleClients.run(folder, command);
  }
}
