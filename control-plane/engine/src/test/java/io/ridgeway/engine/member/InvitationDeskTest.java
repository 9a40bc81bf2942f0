package io.ridgeway.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.member.Invitation.State;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvitationDeskTest {
  private final Office office = new Office();
  private final InvitationDesk desk = office.invitations;
  private final Actor ann = Office.reachable("ann");

  @Test
  void whoIsInvitedIsAMemberOnceTheCodeIsShown() {
    // When
    InvitationDesk.Invited invited = invite(" Ann@Example.COM ", TenantRole.ADMIN);
    Membership joined = desk.join(ann, "  " + invited.code() + "\n");

    // Then
    assertThat(joined)
        .isEqualTo(
            new Membership(
                office.tenant,
                ann.user(),
                "ann",
                TenantRole.ADMIN,
                office.clock.instant(),
                "ann@example.com"));
    assertThat(office.members.list(office.viewer, office.tenant)).contains(joined);
    assertThat(office.done()).startsWith("member.join", "member.invite");
    assertThat(states()).containsExactly(State.ACCEPTED);
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION, () -> desk.join(Office.reachable("bob"), invited.code()));
  }

  @Test
  void theCodeIsNeitherKeptNorSaid() {
    // When
    InvitationDesk.Invited invited = invite("ann@example.com", TenantRole.VIEWER);

    // Then
    assertThat(invited.code()).matches("rwi_[A-Za-z0-9_-]{43}");
    assertThat(invited.toString()).doesNotContain(invited.code());
    assertThat(desk.list(office.admin, office.tenant).toString()).doesNotContain(invited.code());
    assertThat(office.store.asSystem(() -> office.store.audit.list(Page.Request.first())).items())
        .extracting(AuditEvent::detail)
        .noneMatch(detail -> detail.contains(invited.code()));
  }

  @Test
  void onlyAnAccountOfThatAddressIsLetIn() {
    // Given
    String code = invite("ann@example.com", TenantRole.ADMIN).code();
    Actor without = new Actor(new UserId("eve"), "eve", Set.of());

    // Then
    Refused.as(ProblemType.FORBIDDEN, () -> desk.join(Office.reachable("eve"), code));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.join(without, code));
    assertThat(states()).containsExactly(State.OPEN);
    Actor loud =
        new Actor(new UserId("a"), "a", Set.of(), Optional.empty(), Optional.of("ANN@example.com"));
    assertThat(desk.join(loud, code).role()).isEqualTo(TenantRole.ADMIN);
  }

  @Test
  void anInvitationEndsAfterAWeekOrWhenItIsTakenBackOrMadeAnew() {
    // Given
    String late = invite("ann@example.com", TenantRole.VIEWER).code();
    office.clock.advance(Invitation.VALID);

    // Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> desk.join(ann, late));

    // When
    InvitationDesk.Invited back = invite("ann@example.com", TenantRole.VIEWER);
    desk.withdraw(office.admin, office.tenant, back.invitation().id());

    // Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> desk.join(ann, back.code()));

    // When
    String first = invite("ann@example.com", TenantRole.VIEWER).code();
    String second = invite("ann@example.com", TenantRole.DEVELOPER).code();

    // Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> desk.join(ann, first));
    assertThat(desk.join(ann, second).role()).isEqualTo(TenantRole.DEVELOPER);
    assertThat(states())
        .containsExactlyInAnyOrder(State.EXPIRED, State.WITHDRAWN, State.WITHDRAWN, State.ACCEPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rwi_", "rwi_x", "guess", "rw_abcdefgh"})
  void aCodeThatNobodyGaveOutIsNotFound(String code) {
    Refused.as(ProblemType.NOT_FOUND, () -> desk.join(ann, code));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.join(ann, "rwi_" + "A".repeat(43)));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.join(ann, "A".repeat(1_000_000)));
  }

  @Test
  void anAddressOfAnotherOrganisationIsRefusedWithoutSayingWhich() {
    // Given
    TenantId other = office.tenants.signUp(ann, "Secret Rice", "JP").id();

    // Then
    assertThat(
            Refused.as(ProblemType.CONFLICT, () -> invite("ANN@example.com", TenantRole.DEVELOPER))
                .getMessage())
        .contains("another organisation")
        .doesNotContain("Secret Rice", other.value());
    assertThat(office.done()).startsWith("member.invite-refused");
    assertThat(states()).containsExactly(State.REFUSED);
  }

  @Test
  void whoCameToAnotherOrganisationMeanwhileIsRefusedToo() {
    // Given
    String code = invite("ann@example.com", TenantRole.ADMIN).code();
    office.tenants.signUp(ann, "Secret Rice", "JP");

    // Then
    assertThat(Refused.as(ProblemType.CONFLICT, () -> desk.join(ann, code)).getMessage())
        .doesNotContain("Rice");
    assertThat(states()).containsExactly(State.OPEN);
  }

  @Test
  void whoIsNoAdministratorAnyMoreComesBackByNoInvitationOfTheirOwn() {
    // Given
    office.come(ann, TenantRole.ADMIN);
    Actor again = Office.reachable("ann2");
    String own = desk.invite(ann, office.tenant, "ann2@example.com", TenantRole.ADMIN).code();

    // When
    office.members.change(office.admin, office.tenant, ann.user(), TenantRole.DEVELOPER);

    // Then
    assertThat(Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> desk.join(again, own)).getMessage())
        .contains("no administrator any more");

    // When
    office.members.remove(office.admin, office.tenant, ann.user());

    // Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> desk.join(again, own));
    assertThat(office.members.list(office.admin, office.tenant))
        .noneMatch(m -> m.user().equals(again.user()));
    assertThat(desk.join(again, invite("ann2@example.com", TenantRole.VIEWER).code()).role())
        .isEqualTo(TenantRole.VIEWER);
  }

  @Test
  void whoIsAMemberIsNotInvited() {
    // Given
    office.come(ann, TenantRole.VIEWER);

    // Then
    Refused.as(ProblemType.CONFLICT, () -> invite("ann@example.com", TenantRole.ADMIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ann",
        "@example.com",
        "ann@",
        "a b@example.com",
        "ann@exa mple.com",
        "ann@example.com\nBcc: x@y.z",
        "ann@a@b.c",
        "<ann@example.com>",
        "ann@example.com,bob@example.com",
        "ann@.com",
        "ann@example..com"
      })
  void whatIsNoAddressIsRefused(String address) {
    Refused.as(ProblemType.INVALID, () -> invite(address, TenantRole.VIEWER));
    assertThat(states()).isEmpty();
  }

  @Test
  void anAddressHasAtMost254Characters() {
    String longest = "a".repeat(64) + "@" + "b".repeat(254 - 65 - 4) + ".com";

    assertThat(invite(longest, TenantRole.VIEWER).invitation().email()).isEqualTo(longest);
    Refused.as(ProblemType.INVALID, () -> invite(longest + "m", TenantRole.VIEWER));
    Refused.as(
        ProblemType.INVALID, () -> invite("a" + longest.substring(0, 200), TenantRole.VIEWER));
  }

  @Test
  void onlyAdministratorsInviteAndSeeAndTakeBack() {
    // Given
    InvitationId id = invite("ann@example.com", TenantRole.VIEWER).invitation().id();

    // Then
    for (Actor who : List.of(office.developer, office.viewer)) {
      Refused.as(
          ProblemType.FORBIDDEN,
          () -> desk.invite(who, office.tenant, "bob@example.com", TenantRole.ADMIN));
      Refused.as(ProblemType.FORBIDDEN, () -> desk.list(who, office.tenant));
      Refused.as(ProblemType.FORBIDDEN, () -> desk.withdraw(who, office.tenant, id));
    }
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, office.tenant));
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    Refused.as(ProblemType.NOT_FOUND, () -> desk.withdraw(office.stranger, own, id));
    assertThat(states()).containsExactly(State.OPEN);
  }

  @Test
  void aDayHasItsNumberOfInvitationsRefusedOnesCounted() {
    // Given
    office.tenants.signUp(ann, "Secret Rice", "JP");
    for (int i = 0; i < InvitationDesk.MOST_A_DAY - 1; i++) {
      invite("p" + i + "@example.com", TenantRole.VIEWER);
    }
    Refused.as(ProblemType.CONFLICT, () -> invite("ann@example.com", TenantRole.VIEWER));

    // Then
    Refused.as(ProblemType.TOO_MANY_REQUESTS, () -> invite("bob@example.com", TenantRole.VIEWER));

    // When
    office.clock.advance(Duration.ofDays(1));

    // Then
    assertThat(invite("bob@example.com", TenantRole.VIEWER)).isNotNull();
  }

  @Test
  void anOrganisationHasAtMostTwoHundredMembersWithThoseInvited() {
    // Given
    int there = office.members.list(office.admin, office.tenant).size();
    for (int i = there; i < InvitationDesk.MOST_MEMBERS - 1; i++) {
      if (i % (InvitationDesk.MOST_A_DAY - 1) == 0) {
        office.clock.advance(Duration.ofDays(1));
      }
      office.come(Office.reachable("p" + i), TenantRole.VIEWER);
    }
    office.clock.advance(Duration.ofDays(1));
    invite("last@example.com", TenantRole.VIEWER);

    // Then
    Refused.as(ProblemType.CONFLICT, () -> invite("more@example.com", TenantRole.VIEWER));
    assertThat(invite("last@example.com", TenantRole.ADMIN)).isNotNull();
  }

  private InvitationDesk.Invited invite(String email, TenantRole role) {
    return desk.invite(office.admin, office.tenant, email, role);
  }

  private List<State> states() {
    return desk.list(office.admin, office.tenant).stream()
        .map(InvitationDesk.Standing::state)
        .toList();
  }
}
