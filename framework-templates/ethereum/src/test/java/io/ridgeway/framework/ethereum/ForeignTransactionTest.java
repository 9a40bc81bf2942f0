package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ridgeway.framework.UnsignedTransactions.Unsigned;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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

  /** The value, and the gas at its price, or at the most that EIP-1559 lets it cost. */
  @Test
  void paysItsGasToo() {
    assertThat(
            read(
                    "ec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a7"
                        + "64000080018080",
                    1)
                .value())
        .isEqualTo("1000420000000000000");
    assertThat(read("02ea8205390780843b9aca0083015f9094" + TO + "0584a9059cbbc0", CHAIN).value())
        .isEqualTo("90000000000005");
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

  /** All of a body, of items of one byte, and of lists within lists: neither is worked off. */
  @Test
  void manyFieldsAndDeepListsAreRefusedAtOnce() {
    byte[] items = list(129 * 1024 - 5);
    byte[] deep = new byte[129 * 1024];
    Arrays.fill(deep, (byte) 0xc1);
    for (byte[] bad : List.of(list(512 * 1024), items, typed(items), deep, nested(70_000))) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () ->
              assertThatThrownBy(() -> ForeignTransaction.of(bad, CHAIN))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessageContaining("nothing else is signed here"));
    }
    assertThatThrownBy(() -> ForeignTransaction.of(items, CHAIN))
        .hasMessageContaining("more than 12 fields");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // A byte that would stand for itself; a length of its own for 1 byte; one with a zero.
        "e281058082520894353535353535353535353535353535353535353580808205398080 | shortest form",
        "e2b8008082520894353535353535353535353535353535353535353580808205398080 | shortest form",
        "f821808082520894353535353535353535353535353535353535353580808205398080 | shortest form",
        "f90021808082520894353535353535353535353535353535353535353580808205398080 | shortest form",
        "ffffffffffffffffff | shortest form",
        "f8 | shortest form",
        // A list as value, and a list of lists of lists of lists of lists as access list.
        "e18080825208943535353535353535353535353535353535353535c0808205398080 | no list belongs",
        "02d582053980808083015f908080826000c5c4c3c2c1c0 | no list belongs"
      })
  void onlyTheOneFormOfItPasses(String encoded, String why) {
    assertThatThrownBy(() -> read(encoded, CHAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  /** A list of so many items of one byte. */
  private static byte[] list(int items) {
    byte[] list = new byte[items + 4];
    Arrays.fill(list, (byte) 1);
    list[0] = (byte) 0xfa;
    list[1] = (byte) (items >> 16);
    list[2] = (byte) (items >> 8);
    list[3] = (byte) items;
    return list;
  }

  /** Lists, each in the one before, with their true lengths, as the access list. */
  private static byte[] nested(int lists) {
    ArrayDeque<byte[]> heads = new ArrayDeque<>();
    int length = 0;
    for (int i = 0; i < lists && length < 128 * 1024; i++) {
      byte[] head =
          length <= 55
              ? new byte[] {(byte) (0xc0 + length)}
              : length < 1 << 8
                  ? new byte[] {(byte) 0xf8, (byte) length}
                  : length < 1 << 16
                      ? new byte[] {(byte) 0xf9, (byte) (length >> 8), (byte) length}
                      : new byte[] {
                        (byte) 0xfa, (byte) (length >> 16), (byte) (length >> 8), (byte) length
                      };
      heads.push(head);
      length += head.length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int fields = length + 8;
    out.writeBytes(
        new byte[] {2, (byte) 0xfa, (byte) (fields >> 16), (byte) (fields >> 8), (byte) fields});
    out.writeBytes(new byte[] {1, 1, 1, 1, 1, 1, 1, 1});
    heads.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static byte[] typed(byte[] list) {
    byte[] typed = new byte[list.length + 1];
    typed[0] = 2;
    System.arraycopy(list, 0, typed, 1, list.length);
    return typed;
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
