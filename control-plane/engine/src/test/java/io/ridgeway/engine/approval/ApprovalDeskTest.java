package io.ridgeway.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.approval.Approval.State;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.OutsideAdministrator;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApprovalDeskTest {
  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

  private final Office office = new Office();
  private final Asking asking = new Asking(office.store.approvals, office.clock);
  private final ApprovalDesk desk =
      new ApprovalDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          office.store.operations,
          office.store.approvals,
          office.authorities,
          office.store.audit,
          office.store.schedule,
          office.clock);
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void somethingIsAsked() {
    office.store.runAsSystem(() -> asking.ask(operation(), List.of(request("gamma comes"))));
  }

  @Test
  void itIsShownWithTheBytesToSign() {
    assertThat(desk.list(office.viewer, office.tenant, network, Page.Request.first()).items())
        .singleElement()
        .satisfies(
            approval -> {
              assertThat(approval.state()).isEqualTo(State.PENDING);
              assertThat(approval.request().toSign())
                  .asString(StandardCharsets.UTF_8)
                  .isEqualTo("head of betagamma comes");
              assertThat(approval.request().digest()).hasSize(64);
              assertThat(approval.expiresAt())
                  .isEqualTo(approval.createdAt().plus(Duration.ofDays(14)));
            });
  }

  @Test
  void aSignatureIsKeptWithALowSOnceHoweverOftenItIsBrought() {
    // Given signatures of which about half have a high s
    for (int i = 0; i < 16; i++) {
      String what = "change " + i;
      office.store.runAsSystem(() -> asking.ask(operation(), List.of(request(what))));
      Approval asked = pending();

      // When
      Approval signed = sign(office.developer, asked, signature(asked));
      Approval again = sign(office.developer, asked, signature(asked));

      // Then
      assertThat(signed.state()).isEqualTo(State.SIGNED);
      assertThat(signed.answeredBy()).isEqualTo("dev");
      assertThat(again).isEqualTo(signed);
      byte[] der = Base64.getDecoder().decode(signed.signature().orElseThrow());
      int first = 4 + der[3];
      BigInteger s = new BigInteger(Arrays.copyOfRange(der, first + 2, der.length));
      assertThat(s).isPositive().isLessThanOrEqualTo(ORDER.shiftRight(1));
      assertThat(SignatureCheck.checked(asked.request(), signed.signature().orElseThrow()))
          .as("it is as good as the one that was brought")
          .isEqualTo(signed.signature().orElseThrow());
    }
    assertThat(office.done()).startsWith("approval.sign");
  }

  @Test
  void numbersThatAreWrittenWithoutTheirLeadingZeroAreKeptAsTheyMustBe() {
    for (int number = 0; number < 2; number++) {
      // Given
      String what = "number " + number;
      office.store.runAsSystem(() -> asking.ask(operation(), List.of(request(what))));
      Approval asked = pending();
      byte[] unpadded = unpadded(asked, number);

      // When
      Approval signed = sign(office.developer, asked, Base64.getEncoder().encodeToString(unpadded));

      // Then
      byte[] kept = Base64.getDecoder().decode(signed.signature().orElseThrow());
      int second = 4 + kept[3];
      assertThat(kept[4]).as("r is positive").isNotNegative();
      assertThat(kept[second + 2]).as("s is positive").isNotNegative();
      assertThat(new BigInteger(Arrays.copyOfRange(kept, second + 2, kept.length)))
          .isPositive()
          .isLessThanOrEqualTo(ORDER.shiftRight(1));
      assertThat(new BigInteger(Arrays.copyOfRange(kept, 4, second)))
          .as("r is the one that was brought")
          .isEqualTo(new BigInteger(1, Arrays.copyOfRange(unpadded, 4, 4 + unpadded[3])));
    }
  }

  /** A right signature, but for the leading zero of r (0) or s (1); about half have one each. */
  private static byte[] unpadded(Approval asked, int number) {
    while (true) {
      byte[] der = Base64.getDecoder().decode(signature(asked));
      int begin = number == 0 ? 2 : 4 + der[3];
      if (der[begin + 2] == 0) {
        byte[] shorter = new byte[der.length - 1];
        System.arraycopy(der, 0, shorter, 0, begin + 2);
        System.arraycopy(der, begin + 3, shorter, begin + 2, der.length - begin - 3);
        shorter[1]--;
        shorter[begin + 1]--;
        return shorter;
      }
    }
  }

  @Test
  void numbersOutOfBoundsAreNoSignature() {
    // Given
    Approval asked = pending();

    // Then
    invalid(asked, "MAYCAQACAQE=", "It isn't an ECDSA signature in DER");
    invalid(asked, "MAYCAQECAQA=", "It isn't an ECDSA signature in DER");
    invalid(asked, "MAYCAQECBQE=", "It isn't an ECDSA signature in DER");
    invalid(asked, "MAYCAQECAQE=", "It isn't a signature over those bytes");
  }

  @Test
  void aTextThatIsTooLongIsNotEvenRead() {
    invalid(pending(), "A".repeat(201), "It has more than 200 characters");
  }

  @Test
  void aWrongSignatureIsRefusedWithWhatIsWrong() {
    // Given
    Approval asked = pending();
    String other = OutsideAdministrator.sign("another".getBytes(StandardCharsets.UTF_8));

    // Then
    invalid(asked, "%%%", "It isn't");
    invalid(asked, "AAAA", "It isn't an ECDSA signature in DER");
    invalid(asked, other, "It isn't a signature over those bytes by the key of CN=beta-admin");
    invalid(asked, other, asked.request().digest());
    assertThat(pending()).isEqualTo(asked);
  }

  @Test
  void aRefusalNeedsAReasonAndAnAdministrator() {
    // Given
    Approval asked = pending();

    // Then
    refused(ProblemType.INVALID, () -> refuse(office.admin, asked, "  "), "Say why");
    refused(ProblemType.FORBIDDEN, () -> refuse(office.developer, asked, "no"), "");

    // When
    Approval refused = refuse(office.admin, asked, " no contract yet ");

    // Then
    assertThat(refused.state()).isEqualTo(State.REFUSED);
    assertThat(refused.reason()).isEqualTo("no contract yet");
    assertThat(ending()).isEqualTo("beta refused to sign (gamma comes): no contract yet");
    refused(ProblemType.CONFLICT, () -> sign(office.admin, asked, signature(asked)), "is REFUSED");
  }

  @Test
  void whatIsAskedAnewLeavesTheOneBeforeOutdated() {
    // Given
    Approval first = pending();

    // When
    office.store.runAsSystem(() -> asking.ask(operation(), List.of(request("delta comes"))));

    // Then
    assertThat(desk.get(office.viewer, office.tenant, network, first.id()).state())
        .isEqualTo(State.OUTDATED);
    assertThat(pending().request().what()).isEqualTo("delta comes");
    refused(
        ProblemType.CONFLICT,
        () -> sign(office.admin, first, signature(first)),
        "it is asked for anew");
  }

  @Test
  void nobodySignsWhatIsOverOrTooLate() {
    // Given
    Approval asked = pending();

    // When
    office.clock.advance(Approval.TERM);
    // Then
    refused(ProblemType.CONFLICT, () -> sign(office.admin, asked, signature(asked)), "is EXPIRED");
    assertThat(ending()).startsWith("beta didn't sign (gamma comes) until ");

    // When
    office.store.runAsSystem(
        () ->
            office.store.operations.update(
                operation().ended(Operation.State.SUCCEEDED, office.clock.instant())));
    // Then
    refused(ProblemType.CONFLICT, () -> sign(office.admin, asked, signature(asked)), "is OUTDATED");
  }

  @Test
  void anotherTenantOrNetworkHasNoneOfIt() {
    // Given
    Approval asked = pending();
    NetworkId other = office.order("coffee").network();

    // Then
    refused(
        ProblemType.NOT_FOUND, () -> desk.get(office.admin, office.tenant, other, asked.id()), "");
    refused(
        ProblemType.NOT_FOUND,
        () -> desk.get(office.admin, office.tenant, network, ApprovalId.next()),
        "");
  }

  private void invalid(Approval asked, String signature, String says) {
    refused(ProblemType.INVALID, () -> sign(office.developer, asked, signature), says);
  }

  private static void refused(ProblemType type, ThrowingCallable work, String says) {
    assertThat(Refused.as(type, work).detail()).contains(says);
  }

  private Operation operation() {
    return office.store.asSystem(() -> office.store.operations.of(network)).get(0);
  }

  private String ending() {
    return office.store.asSystem(() -> asking.ending(operation())).orElse("");
  }

  private Approval pending() {
    return desk.list(office.viewer, office.tenant, network, Page.Request.first()).items().stream()
        .filter(approval -> approval.state() == State.PENDING)
        .findFirst()
        .orElseThrow();
  }

  private Approval sign(Actor actor, Approval approval, String signature) {
    return desk.sign(actor, office.tenant, network, approval.id(), signature);
  }

  private Approval refuse(Actor actor, Approval approval, String reason) {
    return desk.refuse(actor, office.tenant, network, approval.id(), reason);
  }

  private static String signature(Approval approval) {
    return OutsideAdministrator.sign(approval.request().toSign());
  }

  private static Approval.Request request(String what) {
    return new Approval.Request(
        "beta", OutsideAdministrator.CERTIFICATE, what, encoded("head of beta"), encoded(what));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
