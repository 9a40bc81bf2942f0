package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderJniObj;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.crypto.keypair.CryptoKeyPair;
import org.fisco.bcos.sdk.v3.crypto.signature.SignatureResult;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions against the official SDK's own encoding, digest and signatures, byte for byte. */
class ChainTransactionTest {
  private static final String CONTRACT = "0x1234567890123456789012345678901234567890";

  private static int type(Cryptography cryptography) {
    return cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE;
  }

  /** The SDK's, which chooses the nonce itself; so ours is made after it. */
  private record Official(long data, ChainTransaction same) {
    static Official of(String chain, String to, byte[] input, long limit) throws Exception {
      long data =
          TransactionBuilderJniObj.createTransactionData(
              "group0", chain, to, "0x" + HexFormat.of().formatHex(input), "", limit);
      String json =
          TransactionBuilderJniObj.decodeTransactionDataToJsonObj(
              TransactionBuilderJniObj.encodeTransactionData(data));
      String nonce = json.replaceAll(".*\"nonce\":\"([^\"]*)\".*", "$1");
      return new Official(data, new ChainTransaction(chain, "group0", limit, nonce, to, input));
    }

    String digest(Cryptography cryptography) throws Exception {
      return TransactionBuilderJniObj.calcTransactionDataHash(type(cryptography), data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STANDARD, 517, 4",
    "STANDARD, 1, 36",
    "STANDARD, 200, 70000",
    "STANDARD, 2147483648, 300",
    "GUOMI, 70000, 68",
    "GUOMI, 601, 127",
    "GUOMI, 601, 128",
  })
  void isWhatTheSdkSigns(Cryptography cryptography, long limit, int length) throws Exception {
    // Given
    byte[] input = new byte[length];
    Arrays.fill(input, (byte) 0xa5);
    Official official = Official.of("n00000000demo", CONTRACT, input, limit);

    // Then
    assertThat("0x" + HexFormat.of().formatHex(official.same().digest(cryptography)))
        .isEqualTo(official.digest(cryptography));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void isWhatTheSdkSends(Cryptography cryptography) throws Exception {
    for (String to : List.of(CONTRACT, "")) {
      // Given
      Official official =
          Official.of("c".repeat(32), to, new byte[] {0, 1, 2, 3, (byte) 0xff}, 600);
      TestKey key = TestKey.next(cryptography, new SeededRandom("sender"));
      CryptoSuite suite = new CryptoSuite(type(cryptography));
      CryptoKeyPair pair = suite.loadKeyPair(key.privateHex());
      String digest = official.digest(cryptography);
      SignatureResult signed = suite.sign(digest, pair);

      // When
      String ours =
          official.same().encode(cryptography, custodys(cryptography, signed), key.id().hex());

      // Then
      assertThat(ours)
          .isEqualTo(
              TransactionBuilderJniObj.createSignedTransaction(
                  official.data(), HexFormat.of().formatHex(signed.encode()), digest, 0));
    }
  }

  /** As custody gives it: r, s and, where there is one, the recovery id. */
  private static Signature custodys(Cryptography cryptography, SignatureResult signed) {
    byte[] all = signed.encode();
    return cryptography == Cryptography.GUOMI
        ? new Signature(Curve.SM2, Arrays.copyOf(all, 64))
        : new Signature(Curve.SECP256K1, Arrays.copyOf(all, 65));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void aDeploymentThatSaysItsInterfaceIsReadAsTheSdkSignsIt(Cryptography cryptography)
      throws Exception {
    // Given
    Chain chain = new Chain("n00000000demo", "group0", cryptography, "");
    String abi = "[{\"type\":\"function\",\"name\":\"公证\",\"inputs\":[],\"outputs\":[]}]";
    long data =
        TransactionBuilderJniObj.createTransactionData(
            chain.groupId(), chain.id(), "", "0x6080", abi, 600);
    String digest = TransactionBuilderJniObj.calcTransactionDataHash(type(cryptography), data);
    CryptoSuite suite = new CryptoSuite(type(cryptography));
    TestKey key = TestKey.next(cryptography, new SeededRandom("deployer"));
    byte[] signature = suite.sign(digest, suite.loadKeyPair(key.privateHex())).encode();

    // When
    SignedTransaction read =
        SignedTransaction.of(
            HexFormat.of()
                .parseHex(
                    TransactionBuilderJniObj.createSignedTransaction(
                            data, HexFormat.of().formatHex(signature), digest, 0)
                        .substring(2)),
            chain);

    // Then
    assertThat(read.id()).isEqualTo(digest);
  }

  @Test
  void underGuomiTheDigestIsSignedAsAMessageIsByCustody() throws Exception {
    // Given
    byte[] digest =
        new ChainTransaction("chain0", "group0", 600, "1", CONTRACT, new byte[4])
            .digest(Cryptography.GUOMI);
    TestKey key = TestKey.next(Cryptography.GUOMI, new SeededRandom("sm2"));
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());

    // When it is signed with the usual identity before it (GB/T 32918.2)
    signer.init(
        true,
        new ECPrivateKeyParameters(
            key.scalar(), new ECDomainParameters(Cryptography.GUOMI.curve())));
    signer.update(digest, 0, digest.length);
    String signature = HexFormat.of().formatHex(signer.generateSignature());

    // Then the SDK takes it for that digest's
    assertThat(
            new CryptoSuite(CryptoType.SM_TYPE)
                .verify(key.id().hex(), HexFormat.of().formatHex(digest), signature))
        .isTrue();
  }

  @Test
  void twoSuitesGiveOneTransactionTwoNames() {
    ChainTransaction transaction =
        new ChainTransaction("chain0", "group0", 600, "1", CONTRACT, new byte[4]);
    assertThat(transaction.digest(Cryptography.STANDARD))
        .hasSize(32)
        .isNotEqualTo(transaction.digest(Cryptography.GUOMI));
  }
}
