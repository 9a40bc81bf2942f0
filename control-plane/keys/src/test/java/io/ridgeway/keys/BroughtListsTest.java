package io.ridgeway.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.problem.Refusal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of revoked certificates of authorities that organisations bring: what of them is taken. */
class BroughtListsTest {
  @TempDir Path directory;

  private BroughtOffice office;

  @BeforeEach
  void anOrganisationBringsIts() {
    office = new BroughtOffice(directory);
  }

  @Test
  void aListOfItsOwnIsTaken() {
    // Given
    Certificate taken = office.accept(office.peer, office.own.answer(office.peer));
    Instant until = office.now().plus(Duration.ofDays(30));

    // Then
    assertThat(
            office
                .acceptList(
                    "beta-ca",
                    office.own.list(office.own.keys, office.now(), until, true, taken.pem()))
                .holds(taken))
        .isTrue();
    office.refusedList(
        office.own.list(OwnAuthority.pair(), office.now(), until, true), "isn't signed by the key");
    office.refusedList(
        office.own.list(office.own.keys, office.now(), until, false),
        "doesn't name its authority's key");
    office.refusedList(
        office.own.list(office.own.keys, office.now().minusSeconds(60), office.now(), true),
        "it has ended");
    office.refusedList(
        office.own.list(office.own.keys, office.now().minusSeconds(60), until, true),
        "older than the one that stands");
    office.refusedList(
        office.own.list(office.own.keys, office.now().plusSeconds(900), until, true),
        "hasn't come yet");
    office.refusedList("hello", "isn't one in PEM");

    // Then custody signs none for it
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(
            () ->
                office.authorities.revoke(
                    office.offices.fixture.tenant,
                    office.offices.fixture.network,
                    "beta-ca",
                    "peer-beta-1"))
        .withMessageContaining("is elsewhere");
  }

  @Test
  void whatIsSignedWithAWeakHashIsRefused() {
    // Given
    office.own.scheme = "SHA1withECDSA";
    String list =
        office.own.list(
            office.own.keys, office.now(), office.now().plus(Duration.ofDays(30)), true);

    // Then
    office.refusedList(
        list, "its signature algorithm is 1.2.840.10045.4.1 and must be ecdsa-with-SHA");
  }

  @Test
  void aPartIsNotTakenForTheWholeList() {
    office.refusedList(
        list(draft -> draft.addExtension(Extension.deltaCRLIndicator, true, number(1))),
        "it is a delta");
    office.refusedList(
        list(
            draft ->
                draft.addExtension(
                    Extension.issuingDistributionPoint,
                    true,
                    new IssuingDistributionPoint(null, true, false))),
        "indirect or of some certificates only");
    office.refusedList(
        list(draft -> draft.addExtension(Extension.freshestCRL, true, number(1))),
        "a critical extension that isn't known here, 2.5.29.46");
  }

  @Test
  void aListOfALowerNumberIsRefused() {
    // Given
    accept(list(draft -> draft.addExtension(Extension.cRLNumber, false, number(7))));

    // Then
    office.refusedList(
        list(draft -> draft.addExtension(Extension.cRLNumber, false, number(6))),
        "its number (cRLNumber) is 6, which is before the one that stands, 7");
    accept(list(draft -> draft.addExtension(Extension.cRLNumber, false, number(8))));
    accept(list(draft -> {}));
  }

  private static CRLNumber number(int number) {
    return new CRLNumber(BigInteger.valueOf(number));
  }

  private String list(OwnAuthority.Lists says) {
    return office.own.list(
        office.own.keys, office.now(), office.now().plus(Duration.ofDays(30)), true, says);
  }

  private void accept(String list) {
    office.acceptList("beta-ca", list);
  }
}
