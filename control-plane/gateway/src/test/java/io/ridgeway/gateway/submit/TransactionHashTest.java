package io.ridgeway.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransactionHashTest {
  @Test
  void isKeccakAsEthereumHasIt() {
    // Given: the example transaction of EIP-155
    String raw =
        "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7640000"
            + "8025a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8"
            + "997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

    // When
    String hash = TransactionHash.of(raw);

    // Then
    assertThat(hash)
        .isEqualTo("0x33469b22e9f636356c4160a87eb19df52b7412e8eac32a4a55ffe88ea8350788");
    assertThat(TransactionHash.of("0x"))
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }
}
