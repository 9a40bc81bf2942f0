package io.ridgeway.framework.ethereum;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.model.NetworkId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.web3j.rlp.RlpDecoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;

class EncodingPropertiesTest {
  private static final HexFormat HEX = HexFormat.of();

  @Property
  void aQuantityReadIsTheOneWritten(
      @ForAll
          @BigRange(
              min = "0",
              max =
                  "115792089237316195423570985008687907853269984665640564039457584007913129639935")
          BigInteger number) {
    assertThat(Quantity.parse("n", Quantity.of(number), 256)).isEqualTo(number);
  }

  @Property(tries = 200)
  void extraDataNamesJustItsValidators(@ForAll @Size(max = 20) List<@Size(20) byte[]> addresses) {
    // Given
    List<AccountAddress> validators =
        addresses.stream().map(a -> new AccountAddress(HEX.formatHex(a))).toList();

    // When
    String extra = ExtraData.of(validators);

    // Then
    RlpList fields =
        (RlpList) RlpDecoder.decode(HEX.parseHex(extra.substring(2))).getValues().get(0);
    assertThat(fields.getValues()).hasSize(5);
    assertThat(((RlpString) fields.getValues().get(0)).getBytes()).isEqualTo(new byte[32]);
    assertThat(validators(extra)).isEqualTo(validators);
    assertThat(extra).endsWith("c080c0");
  }

  @Property(tries = 500)
  void aSignedTransactionHoldsWhatWasAsked(
      @ForAll @LongRange(min = 1, max = Integer.MAX_VALUE) long chainId,
      @ForAll @LongRange(min = 0) long nonce,
      @ForAll @LongRange(min = 0) long gas,
      @ForAll @LongRange(min = 0) long value,
      @ForAll @Size(max = 300) byte[] data) {
    // Given
    TestKey key = TestKey.named("sender");
    LegacyTransaction transaction =
        new LegacyTransaction(
            chainId,
            nonce,
            BigInteger.ZERO,
            BigInteger.valueOf(gas),
            new byte[20],
            BigInteger.valueOf(value),
            data);

    // When
    String wire = transaction.encode(key.sign(transaction.digest()));

    // Then
    RlpList fields =
        (RlpList) RlpDecoder.decode(HEX.parseHex(wire.substring(2))).getValues().get(0);
    List<BigInteger> numbers = new ArrayList<>();
    fields.getValues().forEach(f -> numbers.add(new BigInteger(1, ((RlpString) f).getBytes())));
    assertThat(numbers.subList(0, 5))
        .containsExactly(
            BigInteger.valueOf(nonce),
            BigInteger.ZERO,
            BigInteger.valueOf(gas),
            BigInteger.ZERO,
            BigInteger.valueOf(value));
    assertThat(((RlpString) fields.getValues().get(5)).getBytes()).isEqualTo(data);
    int recoveryId = numbers.get(6).subtract(BigInteger.valueOf(2 * chainId + 35)).intValueExact();
    assertThat(TestKey.recovered(transaction.digest(), numbers.get(7), numbers.get(8), recoveryId))
        .isEqualTo(key.publicKey());
  }

  @Property
  void aDerivedChainIdStaysInItsStretchAndIsAlwaysTheSame(
      @ForAll @StringLength(12) @CharRange(from = 'a', to = 'z') String name) {
    // Given
    NetworkId network = new NetworkId("n" + name);

    // Then
    assertThat(Chain.derivedId(network))
        .isBetween(805_306_368L, 872_415_231L)
        .isEqualTo(Chain.derivedId(network));
  }

  /** The validators that extra data names. */
  static List<AccountAddress> validators(String extraData) {
    RlpList fields =
        (RlpList) RlpDecoder.decode(HEX.parseHex(extraData.substring(2))).getValues().get(0);
    return ((RlpList) fields.getValues().get(1))
        .getValues().stream()
            .map(a -> new AccountAddress(HEX.formatHex(((RlpString) a).getBytes())))
            .toList();
  }
}
