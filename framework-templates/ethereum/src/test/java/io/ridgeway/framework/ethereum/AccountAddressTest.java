package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountAddressTest {

  /** The test cases of EIP-55. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
      })
  void theCaseOfLettersIsTheChecksum(String address) {
    assertThat(new AccountAddress(address.substring(2).toLowerCase(Locale.ROOT)).checksummed())
        .isEqualTo(address);
  }

  /** The sender of EIP-155's example. */
  @Test
  void theAccountOfAPublicKeyIsTheStandardsOne() {
    // Given
    TestKey key = new TestKey(new BigInteger("46".repeat(32), 16));

    // Then
    assertThat(new EthereumPack().account(key.publicKey()))
        .isEqualTo("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F");
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new EthereumPack().account("04" + "00".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
