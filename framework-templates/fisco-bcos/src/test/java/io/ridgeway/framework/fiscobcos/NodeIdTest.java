package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.fisco.bcos.sdk.v3.crypto.CryptoSuite;
import org.fisco.bcos.sdk.v3.crypto.keypair.CryptoKeyPair;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.api.Test;

/** Ids and accounts against the official SDK's own derivation. */
class NodeIdTest {
  private static CryptoKeyPair official(TestKey key) {
    int type =
        key.cryptography() == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE;
    return new CryptoSuite(type).loadKeyPair(key.privateHex());
  }

  @Property(tries = 25)
  void isWhatTheSdkDerives(@ForAll Cryptography cryptography, @ForAll int seed) {
    // Given
    TestKey key = TestKey.next(cryptography, new SeededRandom("id " + seed));

    // When
    CryptoKeyPair official = official(key);

    // Then
    assertThat(official.getHexPublicKey()).isEqualTo(key.id().hex());
    assertThat(official.getAddress()).isEqualToIgnoringCase(key.id().account(cryptography));
  }

  @Property(tries = 25)
  void isOfItsOwnSuiteOnly(@ForAll Cryptography cryptography, @ForAll int seed) {
    NodeId id = TestKey.next(cryptography, new SeededRandom("suite " + seed)).id();
    for (Cryptography each : Cryptography.values()) {
      assertThat(id.isOf(each)).isEqualTo(each == cryptography);
    }
  }

  @Test
  void hasOneForm() {
    assertThatThrownBy(() -> new NodeId("04" + "0".repeat(128)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NodeId("A".repeat(128)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new NodeId("0".repeat(128)).isOf(Cryptography.STANDARD)).isFalse();
  }
}
