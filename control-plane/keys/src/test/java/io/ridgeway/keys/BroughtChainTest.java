package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ridgeway.model.certificate.BroughtChain;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/** What of an organisation's root and intermediates is taken. */
class BroughtChainTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  private final TestChain root = TestChain.root(NOW, says -> says);
  private final TestChain first = root.under(NOW, "First", says -> says);
  private final TestChain second = first.under(NOW, "Second", says -> says);
  private final TestChain third = second.under(NOW, "Third", says -> says);

  @Test
  void aRootAloneOrWithIntermediatesIsTaken() {
    assertThat(chain(root).certificates()).containsExactly(root.pem());
    assertThat(chain(root, first).certificates()).containsExactly(root.pem(), first.pem());
    BroughtChain whole = chain(root, first, second, third);
    assertThat(whole.pem()).isEqualTo(root.pem() + first.pem() + second.pem() + third.pem());
    assertThat(BroughtChain.of(whole.pem())).isEqualTo(whole);
    assertThat(BroughtChain.split(whole.pem())).isEqualTo(whole.certificates());
  }

  @Test
  void itIsGoodAsLongAsAllOfItAre() {
    // Given
    TestChain brief = root.under(NOW, "Brief", says -> says.lasting(Duration.ofDays(10)));

    // When
    BroughtChain chain = chain(root, brief);

    // Then
    assertThat(chain.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(10)));
    assertThat(chain.holdsAt(NOW)).isTrue();
    assertThat(chain.holdsAt(NOW.plus(Duration.ofDays(11)))).isFalse();
    assertThat(chain.holdsAt(NOW.minus(Duration.ofDays(1)))).isFalse();
  }

  @Test
  void whatTheOneBeforeDidNotSignIsRefused() {
    TestChain other = TestChain.root(NOW, says -> says);
    refused("isn't signed by the one before it", root, other.under(NOW, "First", says -> says));
    refused("intermediate 1 (CN=Second, O=Beta Ltd) isn't signed", root, second, first);
    refused("isn't signed by itself: name the root first", first, second);
    refused("is signed by itself: one root is named", root, root);
    refused("is signed by itself: one root is named", root, other);
    // Of the right name, by another key
    TestChain feigned = new TestChain(root.name(), other.keys(), other.der());
    refused("isn't signed by the one before", root, feigned.under(NOW, "First", says -> says));
  }

  @Test
  void whatIsNoAuthorityIsRefused() {
    refused("is no authority's", root, root.under(NOW, "No", says -> says.noAuthority()));
    refused(
        "is no authority's",
        root,
        root.under(NOW, "No", says -> says.usage(KeyUsage.digitalSignature | KeyUsage.cRLSign)));
    refused(
        "can't sign revocation lists",
        root,
        root.under(NOW, "No", says -> says.usage(KeyUsage.keyCertSign)));
    refused(
        "has no subjectKeyIdentifier", root, root.under(NOW, "No", says -> says.unidentified()));
    refused("a critical extension", root, root.under(NOW, "No", says -> says.strangely()));
    // Only who certifies has to sign lists.
    TestChain silent = root.under(NOW, "Silent", says -> says.usage(KeyUsage.keyCertSign));
    assertThat(chain(root, silent, silent.under(NOW, "Last", says -> says)).certificates())
        .hasSize(3);
  }

  @Test
  void moreBelowThanIsAllowedForIsRefused() {
    TestChain narrow = TestChain.root(NOW, says -> says.length(0));
    refused(
        "allows for 0 authorities below it (pathlen), and 1 are named",
        narrow,
        narrow.under(NOW, "First", says -> says));
    TestChain end = root.under(NOW, "End", says -> says.length(0));
    assertThat(chain(root, end).certificates()).hasSize(2);
    refused(
        "intermediate 1 (CN=End, O=Beta Ltd) allows for 0",
        root,
        end,
        end.under(NOW, "Below", says -> says));
    refused(
        "it has 4 intermediates, and at most 3 are taken",
        root,
        first,
        second,
        third,
        third.under(NOW, "Fourth", says -> says));
  }

  @Test
  void weakSignaturesAndOtherKeysAreRefused() throws GeneralSecurityException {
    refused("is signed by SHA1", root, root.under(NOW, "No", says -> says.by("SHA1withECDSA")));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair large = generator.generateKeyPair();
    refused("isn't one on P-256", root, root.under(NOW, "No", says -> says.of(large)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BroughtChain.of(List.of(root.der(), new byte[] {1, 2})))
        .withMessageContaining("can't be read as a certificate");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BroughtChain.of("nothing"))
        .withMessageContaining("isn't in PEM");
  }

  private static BroughtChain chain(TestChain... all) {
    return BroughtChain.of(Stream.of(all).map(TestChain::der).toList());
  }

  private static void refused(String why, TestChain... all) {
    assertThatIllegalArgumentException().isThrownBy(() -> chain(all)).withMessageContaining(why);
  }
}
