package io.ridgeway.engine.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.tenant.Tenant.Verification;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import org.junit.jupiter.api.Test;

class TenantDeskTest {
  private final Office office = new Office();
  private final TenantDesk desk = office.tenants;

  @Test
  void whoSignsAnOrganisationUpAdministersIt() {
    // Given
    Actor actor = Office.person("ann");

    // When
    Tenant tenant = desk.signUp(actor, "  Rice & Sons ", "JP");

    // Then
    assertThat(tenant.name()).isEqualTo("Rice & Sons");
    assertThat(tenant.verification()).isEqualTo(Verification.UNVERIFIED);
    assertThat(desk.mine(actor)).extracting(Membership::tenant).containsExactly(tenant.id());
    assertThat(desk.members(actor, tenant.id()))
        .extracting(Membership::role)
        .containsExactly(TenantRole.ADMIN);
    assertThat(office.store.asSystem(office.store.schedule::dueOrganisations))
        .contains(tenant.id());
    assertThat(office.done()).startsWith("tenant.sign-up");
  }

  @Test
  void onePersonSignsUpTwentyOrganisationsAndNoMore() {
    // Given
    Actor actor = Office.person("ann");
    for (int i = 0; i < TenantDesk.MAX_TENANTS_PER_USER; i++) {
      desk.signUp(actor, "Number " + i, "JP");
    }

    // When, Then
    Refused.as(ProblemType.CONFLICT, () -> desk.signUp(actor, "One more", "JP"));
    assertThat(desk.mine(actor)).hasSize(20);
    assertThat(desk.signUp(Office.person("bob"), "One more", "JP")).isNotNull();
  }

  @Test
  void aNameOrCountryThatIsNoneLeavesNothing() {
    // Given
    Actor actor = Office.person("ann");

    // When, Then
    for (String name : new String[] {"", "   ", "x".repeat(121), "two\nlines"}) {
      assertThatThrownBy(() -> desk.signUp(actor, name, "JP"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String country : new String[] {"", "jp", "JPN"}) {
      assertThatThrownBy(() -> desk.signUp(actor, "Rice", country))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(desk.mine(actor)).isEmpty();
  }

  @Test
  void aFileGoesFromTheTenantToAnOperatorAndItsDecisionBack() {
    // When
    desk.submit(office.admin, office.tenant, "Fuji Tea KK", "0100", "Mei");

    // Then
    assertThat(desk.get(office.viewer, office.tenant).verification())
        .isEqualTo(Verification.SUBMITTED);
    assertThat(desk.waiting(office.operator))
        .extracting(VerificationFile::legalName)
        .containsExactly("Fuji Tea KK");

    // When
    desk.decide(office.operator, office.tenant, true, "");

    // Then
    assertThat(desk.get(office.viewer, office.tenant).verification())
        .isEqualTo(Verification.VERIFIED);
    assertThat(desk.waiting(office.operator)).isEmpty();
    assertThat(desk.file(office.viewer, office.tenant).orElseThrow().decision())
        .hasValueSatisfying(
            decision -> {
              assertThat(decision.approved()).isTrue();
              assertThat(decision.operator()).isEqualTo("olga");
              assertThat(decision.at()).isEqualTo(office.clock.instant());
            });
    assertThat(office.done()).startsWith("verification.approve", "verification.submit");
  }

  @Test
  void oneFileWaitsAtATimeAndAVerifiedTenantHandsInNoMore() {
    // Given
    submit();

    // When, Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, this::submit);
    desk.decide(office.operator, office.tenant, true, "");
    Refused.as(ProblemType.ILLEGAL_TRANSITION, this::submit);
  }

  @Test
  void aRejectionSaysWhyAndTheFileMayBeHandedInAgain() {
    // Given
    submit();

    // When, Then
    Refused.as(ProblemType.INVALID, () -> desk.decide(office.operator, office.tenant, false, "  "));
    assertThat(desk.decide(office.operator, office.tenant, false, "illegible").verification())
        .isEqualTo(Verification.REJECTED);
    assertThat(desk.file(office.admin, office.tenant).orElseThrow().decision().orElseThrow())
        .extracting(VerificationFile.Decision::reason)
        .isEqualTo("illegible");
    submit();
    assertThat(desk.waiting(office.operator)).hasSize(1);
  }

  @Test
  void aFileIsDecidedOnce() {
    // Given
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.decide(office.operator, office.tenant, true, ""));
    submit();
    desk.decide(office.operator, office.tenant, true, "");

    // When, Then
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.decide(office.operator, office.tenant, false, "changed my mind"));
    assertThat(desk.get(office.admin, office.tenant).verification())
        .isEqualTo(Verification.VERIFIED);
  }

  @Test
  void noMemberDecidesAndNoOperatorHandsIn() {
    // Given
    submit();

    // When, Then
    Refused.as(ProblemType.FORBIDDEN, () -> desk.decide(office.admin, office.tenant, true, ""));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.waiting(office.admin));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.list(office.admin, Page.Request.first()));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.submit(office.developer, office.tenant, "Fuji Tea KK", "0100", "Mei"));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.submit(office.operator, office.tenant, "Fuji Tea KK", "0100", "Mei"));
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.decide(office.operator, TenantId.next(), true, ""));
  }

  @Test
  void aStrangerLearnsNothing() {
    Refused.as(ProblemType.NOT_FOUND, () -> desk.get(office.stranger, office.tenant));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.members(office.stranger, office.tenant));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.file(office.stranger, office.tenant));
    assertThat(desk.mine(office.stranger)).isEmpty();
  }

  private void submit() {
    desk.submit(office.admin, office.tenant, "Fuji Tea KK", "0100", "Mei");
  }
}
