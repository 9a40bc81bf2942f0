package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.problem.ProblemType;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CredentialDeskTest {
  private final Office office = new Office();
  private final CredentialDesk desk = office.credentials;
  private final NetworkId network = office.order("tea").network();

  @Test
  void theSecretIsGivenOnceAndOnlyItsDigestIsKept() {
    // When
    CredentialDesk.Issued issued = issue(" shop ");

    // Then
    assertThat(issued.secret()).matches("rw_[A-Za-z0-9_-]{43}");
    GatewayCredential kept = desk.list(office.viewer, office.tenant, network).get(0);
    assertThat(kept).isEqualTo(issued.credential());
    assertThat(kept.name()).isEqualTo("shop");
    assertThat(kept.digest()).isEqualTo(CredentialDesk.digest(issued.secret()));
    assertThat(issued.secret()).startsWith(kept.hint());
    assertThat(kept.toString() + issued).doesNotContain(issued.secret());
    assertThat(issue("shop").secret()).isNotEqualTo(issued.secret());
  }

  @Test
  void aDigestIsTheOneThatEverybodyComputes() {
    assertThat(CredentialDesk.digest("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void developersIssueAndRevokeViewersLook() {
    // Given
    CredentialId id = issue("shop").credential().id();

    // When, Then
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.issue(office.viewer, office.tenant, network, "shop"));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.revoke(office.viewer, office.tenant, id));
    assertThat(desk.list(office.viewer, office.tenant, network))
        .allMatch(c -> c.revokedAt().isEmpty());
  }

  @Test
  void anotherTenantNeitherIssuesNorSeesNorRevokes() {
    // Given
    CredentialId id = issue("shop").credential().id();
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();

    // When, Then
    Refused.as(ProblemType.NOT_FOUND, () -> desk.issue(office.stranger, own, network, "shop"));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.list(office.stranger, own, network));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.revoke(office.stranger, own, id));
    assertThat(desk.list(office.viewer, office.tenant, network))
        .allMatch(c -> c.revokedAt().isEmpty());
  }

  @Test
  void developersSetWhatAKeyMayDoAtMost() {
    // Given
    CredentialId id = issue("shop").credential().id();
    CallLimits limits =
        new CallLimits(
            OptionalInt.of(5), OptionalLong.of(1_000), OptionalInt.of(2), OptionalInt.of(4_096));
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    List<NetworkId> told = new ArrayList<>();
    office.store.changes.listen(told::add);

    // When
    GatewayCredential limited = desk.limit(office.developer, office.tenant, id, limits);
    desk.limit(office.developer, office.tenant, id, limits);

    // Then
    assertThat(limited.limits()).isEqualTo(limits);
    assertThat(desk.get(office.viewer, office.tenant, id).limits()).isEqualTo(limits);
    assertThat(told).containsExactly(network);
    assertThat(office.store.asSystem(() -> office.store.audit.list(Page.Request.first())).items())
        .filteredOn(event -> event.action().equals("credential.limit"))
        .extracting(AuditEvent::detail)
        .containsExactly(
            "Credential shop of network "
                + network
                + ". Its limits were: none; now: 5 calls a second, 1000 calls a day, 2 calls at"
                + " once, 4096 bytes a call.");
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.limit(office.viewer, office.tenant, id, CallLimits.NONE));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.limit(office.stranger, own, id, CallLimits.NONE));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.get(office.stranger, own, id));
    assertThat(desk.limit(office.developer, office.tenant, id, CallLimits.NONE).limits().isNone())
        .isTrue();
    desk.revoke(office.developer, office.tenant, id);
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.limit(office.developer, office.tenant, id, limits));
  }

  @Test
  void aRevocationStandsFromItsFirstTimeAndIsToldOnce() {
    // Given
    CredentialId id = issue("shop").credential().id();
    Instant first = office.clock.instant();
    List<NetworkId> told = new ArrayList<>();
    office.store.changes.listen(told::add);

    // When
    desk.revoke(office.developer, office.tenant, id);
    office.clock.advance(Duration.ofHours(1));
    desk.revoke(office.developer, office.tenant, id);

    // Then
    assertThat(desk.list(office.viewer, office.tenant, network))
        .singleElement()
        .satisfies(c -> assertThat(c.revokedAt()).contains(first));
    assertThat(told).containsExactly(network);
    assertThat(office.done()).startsWith("credential.revoke", "credential.issue");
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.revoke(office.developer, office.tenant, CredentialId.next()));
  }

  @Test
  void aHundredAreInForceAtOnceAndARevokedOneMakesRoom() {
    // Given
    CredentialId first = issue("0").credential().id();
    for (int i = 1; i < CredentialDesk.MAX_PER_NETWORK; i++) {
      issue("" + i);
    }

    // When, Then
    Refused.as(ProblemType.CONFLICT, () -> issue("one more"));
    desk.revoke(office.developer, office.tenant, first);
    assertThat(issue("one more")).isNotNull();
  }

  @Test
  void whoIsRemovedOrDemotedWhileAKeyIsMadeGetsNone() {
    // Given: after the first look at the role, before the key is kept
    CredentialDesk demoted =
        deskThatMeanwhile(
            () ->
                office.members.change(
                    office.admin, office.tenant, office.developer.user(), TenantRole.VIEWER));
    CredentialDesk removed =
        deskThatMeanwhile(
            () -> office.members.remove(office.admin, office.tenant, office.developer.user()));

    // When, Then
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> demoted.issue(office.developer, office.tenant, network, "late"));
    office.members.change(
        office.admin, office.tenant, office.developer.user(), TenantRole.DEVELOPER);
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> removed.issue(office.developer, office.tenant, network, "late"));
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
  }

  private CredentialDesk deskThatMeanwhile(Runnable change) {
    return new CredentialDesk(
        office.store,
        new Access(office.store, office.store.memberships),
        office.store.memberships,
        office.store.networks,
        office.store.credentials,
        office.store.audit,
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            change.run();
            super.nextBytes(bytes);
          }
        },
        office.clock);
  }

  @Test
  void aNetworkThatIsToGoTakesNoMore() {
    // Given
    office.networks.delete(office.admin, office.tenant, network);

    // When, Then
    Refused.as(ProblemType.ILLEGAL_TRANSITION, () -> issue("late"));
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
  }

  @Test
  void aNameIsPrintableAndNotTooLong() {
    for (String name : new String[] {"", " ", "x".repeat(65), "two\nlines"}) {
      assertThatThrownBy(() -> issue(name)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(issue("x".repeat(64))).isNotNull();
  }

  private CredentialDesk.Issued issue(String name) {
    return desk.issue(office.developer, office.tenant, network, name);
  }
}
