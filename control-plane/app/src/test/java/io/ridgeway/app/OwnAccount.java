package io.ridgeway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.app.NativeApi.Answer;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.bouncycastle.util.BigIntegers;

/**
 * An application on Ethereum that keeps its key, by the native door alone: no library of its own.
 */
final class OwnAccount {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger KEY = new BigInteger("5c".repeat(32), 16);

  private final NativeApi gateway;
  private final String notary;
  private final String account;

  /** At the notary with that address. */
  OwnAccount(NativeApi gateway, String notary) {
    this.gateway = gateway;
    this.notary = notary;
    byte[] point = CURVE.getG().multiply(KEY).normalize().getEncoded(false);
    byte[] hash = new Keccak.Digest256().digest(Arrays.copyOfRange(point, 1, point.length));
    this.account = "0x" + HexFormat.of().formatHex(hash, 12, 32);
  }

  /** Who it is, {@code 0x…}. */
  String address() {
    return account;
  }

  /**
   * Has a hash notarised as it should be: what the draft was answered, and if that was well what
   * the transaction was.
   */
  List<Answer> notarises(String hash) {
    Answer draft = gateway.post("transactions/prepare", call(hash));
    if (draft.status() != 200) {
      return List.of(draft);
    }
    byte[] digest = HexFormat.of().parseHex(draft.body().path("digest").asText());
    return List.of(draft, gateway.post("transactions", signed(draft.body(), signature(digest))));
  }

  /** Twice, so that the second has the next nonce. */
  void notarises() {
    for (String hash : new String[] {"0x" + "5c".repeat(32), "0x" + "5d".repeat(32)}) {
      // When
      Answer draft = gateway.post("transactions/prepare", call(hash));
      assertThat(draft.status()).as(draft.body().toString()).isEqualTo(200);
      byte[] digest = HexFormat.of().parseHex(draft.body().path("digest").asText());
      Answer refused = gateway.post("transactions", signed(draft.body(), new byte[64]));
      Answer done = gateway.post("transactions", signed(draft.body(), signature(digest)));

      // Then
      assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
      assertThat(done.status()).as(done.body().toString()).isEqualTo(200);
      assertThat(done.body().path("status").asText()).isEqualTo("COMMITTED");
      JsonNode seen = gateway.get("transactions/" + id(done)).body();
      assertThat(seen.path("by").asText()).isEqualToIgnoringCase(account);
      assertThat(seen.path("contract").asText()).isEqualToIgnoringCase(notary);
    }
  }

  private static String id(Answer done) {
    return done.body().path("transaction").asText();
  }

  private ObjectNode call(String hash) {
    ObjectNode call =
        JSON.createObjectNode()
            .put("contract", notary)
            .put("function", "notarise(bytes32,string)")
            .put("account", account);
    call.putArray("args").add(hash).add("by a key of its own");
    return call;
  }

  private ObjectNode signed(JsonNode draft, byte[] signature) {
    return JSON.createObjectNode()
        .put("payload", draft.path("payload").asText())
        .put("signature", "0x" + HexFormat.of().formatHex(signature))
        .put("account", account);
  }

  private static byte[] signature(byte[] digest) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(KEY, new ECDomainParameters(CURVE)));
    BigInteger[] rs = signer.generateSignature(digest);
    byte[] signature = new byte[64];
    BigIntegers.asUnsignedByteArray(rs[0], signature, 0, 32);
    BigIntegers.asUnsignedByteArray(rs[1], signature, 32, 32);
    return signature;
  }
}
