package io.ridgeway.keys.secp256k1;

import static io.ridgeway.keys.secp256k1.BothCurves.NATIVE;
import static io.ridgeway.keys.secp256k1.BothCurves.PORTABLE;
import static io.ridgeway.keys.secp256k1.BothCurves.assertSameAndRight;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Both curves agree on hundreds of keys. Mutation tests leave this one out: it would run again for
 * each mutant, and what it adds to {@link Secp256k1Test} is chance.
 */
class CurvesAgreeTest {
  @Property(tries = 300)
  void bothGiveTheSameKeysAndSignatures(
      @ForAll @Size(32) byte[] scalar, @ForAll @Size(32) byte[] digest) {
    assertThat(NATIVE.isScalar(scalar)).isEqualTo(PORTABLE.isScalar(scalar));
    if (PORTABLE.isScalar(scalar)) {
      assertSameAndRight(scalar, digest);
    }
  }

  @Test
  void bothGiveTheSameForRandomKeys() {
    SecureRandom random = new SecureRandom();
    byte[] digest = new byte[32];
    for (int i = 0; i < 200; i++) {
      random.nextBytes(digest);
      assertSameAndRight(NATIVE.newScalar(random), digest);
    }
  }
}
