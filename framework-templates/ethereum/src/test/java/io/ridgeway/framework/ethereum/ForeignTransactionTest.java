package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.framework.UnsignedTransactions.Unsigned;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignTransactionTest {
  private static final long CHAIN = 1337;
  private static final String TO = "35".repeat(20);

  /** The example of EIP-155. */
  @Test
  void signsWhatTheStandardSigns() {
    Unsigned unsigned =
        read(
            "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
                + "018080",
            1);

    assertThat(HexFormat.of().formatHex(unsigned.digest()))
        .isEqualTo("daf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53");
    assertThat(unsigned.what()).isEqualTo("to 0x" + TO + " with nonce 9");
  }

  /** As ethers 6.17 hands them out, with the digests that it signs. */
  @ParameterizedTest
  @CsvSource({
    "e1808082520894353535353535353535353535353535353535353580808205398080,"
        + "708827e7ef6b2261890c440e16fde737985386a7289ac9b3b80db8692d2f300f,"
        + "to 0x3535353535353535353535353535353535353535 with nonce 0",
    "02f8638205390780843b9aca0083015f909435353535353535353535353535353535353535350584a9059cbbf838f7"
        + "943535353535353535353535353535353535353535e1a0111111111111111111111111111111111111111111"
        + "1111111111111111111111,"
        + "d51e963c1624208a3f43efb1115cd7ee4045fd17503948c2ecf7dbdce4d41ac6,"
        + "to 0x3535353535353535353535353535353535353535 with nonce 7",
    "02d082053980808083015f908080826000c0,"
        + "bd04f79d9861cb20b37110875e59adf61e9d6c94791657984cd4aa32aaf193c9,"
        + "to a new contract with nonce 0"
  })
  void readsWhatLibrariesHandOut(String encoded, String digest, String what) {
    Unsigned unsigned = read(encoded, CHAIN);

    assertThat(HexFormat.of().formatHex(unsigned.digest())).isEqualTo(digest);
    assertThat(unsigned.what()).isEqualTo(what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // "\u0019Ethereum Signed Message:", a digest, text.
        "19457468657265756d205369676e6564204d6573736167653a0a3548656c6c6f | single RLP list",
        "48656c6c6f2c20776f726c6421 | single RLP list",
        "1901abababab | it is no RLP",
        "dc80808252089435353535353535353535353535353535353535358080 | names no chain",
        "01e082053980808252089435353535353535353535353535353535353535358080c0 | single RLP list",
        // Of chain 1.
        "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080"
            + " | its chain is 1, this network's is 1337",
        // Signed already, by ethers.
        "f86180808252089435353535353535353535353535353535353535358080820a95a0c300315c2aa07e162d512d"
            + "a34e07402c182d6eda617a314d5fcba6bf911bd4f2a0503381a17c0015fcd809cb537d75ee303f012d4098912224cabec4c86a63c69d"
            + " | its chain is 2709",
        "02f8648205398080808252089435353535353535353535353535353535353535358080c080a035d27d5b94fc4fec"
            + "fb2384af731dd3384bbc7074a1e7212f5412d38ef3d55241a057d0110e62da2a1bf26b426e393a9d00cea959bc1e9a5df5fca9a2af07a86704"
            + " | signed already",
        // Something behind it; a nonce with a leading zero; a receiver of 19 bytes; a nested one.
        "e180808252089435353535353535353535353535353535353535358080820539808000 | single RLP list",
        "e1008082520894353535353535353535353535353535353535353580808205398080 | shortest form",
        "e08080825208933535353535353535353535353535353535353580808205398080 | to is no address",
        "c0 | 0 fields",
        "02c0 | 0 fields",
        "02 | single RLP list",
        "02d082053980808083015f90808082600080 | accessList is no list",
        "02d182053980808083015f908080826000c180 | no address with its slots"
      })
  void nothingElseIsTaken(String encoded, String why) {
    assertThatThrownBy(() -> read(encoded, CHAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing else is signed here")
        .hasMessageContaining(why);
  }

  @Test
  void longOnesAndEmptyOnesAreRefused() {
    assertThatThrownBy(() -> ForeignTransaction.of(new byte[0], CHAIN))
        .hasMessageContaining("0 bytes");
    assertThatThrownBy(() -> ForeignTransaction.of(new byte[300_000], CHAIN))
        .hasMessageContaining("300000 bytes");
  }

  @Property
  void noBytesByChanceAreTaken(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> ForeignTransaction.of(bytes, CHAIN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Unsigned read(String hex, long chain) {
    return ForeignTransaction.of(HexFormat.of().parseHex(hex), chain);
  }
}
