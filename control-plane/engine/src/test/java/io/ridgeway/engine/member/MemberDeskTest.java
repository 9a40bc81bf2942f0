package io.ridgeway.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MemberDeskTest {
  private final Office office = new Office();
  private final MemberDesk desk = office.members;
  private final Actor ann = Office.reachable("ann");

  @Test
  void anotherRoleHoldsFromTheNextRequestOn() {
    // When
    Membership changed =
        desk.change(office.admin, office.tenant, office.viewer.user(), TenantRole.ADMIN);

    // Then
    assertThat(changed.role()).isEqualTo(TenantRole.ADMIN);
    assertThat(office.done()).startsWith("member.role");
    assertThat(desk.change(office.viewer, office.tenant, office.admin.user(), TenantRole.VIEWER))
        .extracting(Membership::role)
        .isEqualTo(TenantRole.VIEWER);
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.change(office.admin, office.tenant, office.admin.user(), TenantRole.ADMIN));
  }

  @Test
  void theSameRoleAgainChangesNothing() {
    // Given
    List<String> before = office.done();

    // When
    desk.change(office.admin, office.tenant, office.admin.user(), TenantRole.ADMIN);

    // Then
    assertThat(office.done()).isEqualTo(before);
  }

  @Test
  void theLastAdministratorNeitherGoesNorSteps() {
    // Then
    Refused.as(
        ProblemType.CONFLICT, () -> desk.remove(office.admin, office.tenant, office.admin.user()));
    for (TenantRole role : List.of(TenantRole.DEVELOPER, TenantRole.VIEWER)) {
      Refused.as(
          ProblemType.CONFLICT,
          () -> desk.change(office.admin, office.tenant, office.admin.user(), role));
    }

    // When
    office.come(ann, TenantRole.ADMIN);
    desk.remove(office.admin, office.tenant, office.admin.user());

    // Then
    assertThat(desk.list(ann, office.tenant))
        .extracting(Membership::name)
        .containsExactly("ann", "dev", "vera");
    Refused.as(ProblemType.CONFLICT, () -> desk.remove(ann, office.tenant, ann.user()));
  }

  @Test
  void whoIsRemovedSeesNothingAndKeepsNoKey() {
    // Given
    NetworkId network = office.order("tea").network();
    GatewayCredential theirs =
        office.credentials.issue(office.developer, office.tenant, network, "theirs").credential();
    GatewayCredential others =
        office.credentials.issue(office.admin, office.tenant, network, "others").credential();

    // When
    desk.remove(office.admin, office.tenant, office.developer.user());

    // Then
    Refused.as(
        ProblemType.NOT_FOUND, () -> office.networks.get(office.developer, office.tenant, network));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.developer, office.tenant));
    assertThat(office.credentials.get(office.admin, office.tenant, theirs.id()).revokedAt())
        .contains(office.clock.instant());
    assertThat(office.credentials.get(office.admin, office.tenant, others.id()).revokedAt())
        .isEmpty();
    assertThat(office.done()).startsWith("credential.revoke", "member.remove");
  }

  @Test
  void whoBecomesAViewerKeepsNoKeyAndWhoStaysDeveloperDoes() {
    // Given
    office.come(ann, TenantRole.ADMIN);
    NetworkId network = office.order("tea").network();
    GatewayCredential key =
        office.credentials.issue(ann, office.tenant, network, "theirs").credential();

    // When
    desk.change(office.admin, office.tenant, ann.user(), TenantRole.DEVELOPER);

    // Then
    assertThat(office.credentials.get(ann, office.tenant, key.id()).revokedAt()).isEmpty();

    // When
    desk.change(office.admin, office.tenant, ann.user(), TenantRole.VIEWER);

    // Then
    assertThat(office.credentials.get(ann, office.tenant, key.id()).revokedAt()).isPresent();
  }

  @Test
  void everybodyMayLeaveAndOnlyAdministratorsRemove() {
    // Then
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.remove(office.developer, office.tenant, office.viewer.user()));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.change(office.developer, office.tenant, office.viewer.user(), TenantRole.ADMIN));

    // When
    desk.remove(office.viewer, office.tenant, office.viewer.user());

    // Then
    assertThat(roles()).containsOnlyKeys("mei", "dev");
    assertThat(office.done()).startsWith("member.leave");
  }

  @Test
  void whoWasRemovedMayBeInvitedAgain() {
    // Given
    office.come(ann, TenantRole.ADMIN);
    desk.remove(office.admin, office.tenant, ann.user());

    // When
    office.come(ann, TenantRole.VIEWER);

    // Then
    assertThat(roles()).containsEntry("ann", TenantRole.VIEWER);
  }

  @Test
  void membersOfOthersArentThere() {
    // Given
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // Then
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.remove(office.stranger, own, office.viewer.user()));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.change(office.stranger, own, office.viewer.user(), TenantRole.ADMIN));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.remove(office.stranger, office.tenant, office.viewer.user()));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, office.tenant));
  }

  private Map<String, TenantRole> roles() {
    return desk.list(office.admin, office.tenant).stream()
        .collect(Collectors.toMap(Membership::name, Membership::role));
  }
}
