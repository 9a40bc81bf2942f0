package io.ridgeway.engine.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.fake.SharedNodes;
import io.ridgeway.engine.gateway.ClientDesk.Client;
import io.ridgeway.engine.gateway.ClientDesk.Wanted;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.engine.gateway.KeyDesk.Account;
import io.ridgeway.engine.network.Hosting;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications' certificates are taken back, and asked of organisations' own authorities. */
class RevocationDeskTest {
  private final Office office = new Office();
  private final RevocationDesk desk = office.revocations;
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aLedgerThatRuns() {
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    office.framework.roots = Map.of("beta", "beta's root");
    office.born(network, Map.of("channel", "trade"));
    office.ready(network);
    end();
  }

  private void end() {
    office.store.runAsSystem(
        () ->
            office
                .store
                .operations
                .running(network)
                .ifPresent(
                    o ->
                        office.store.operations.update(
                            o.ended(Operation.State.SUCCEEDED, office.clock.instant()))));
  }

  @Test
  void anApplicationThatKeepsItsKeyIsTakenBackAndCantComeAgainWithIt() {
    // Given
    Client till = enrol("till", "key 1");

    // When
    Operation operation = desk.revoke(office.admin, office.tenant, network, "till");

    // Then
    assertThat(operation.kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(office.done()).contains("network.revoke");
    assertThat(desk.list(office.viewer, office.tenant, network))
        .singleElement()
        .matches((RevocationList list) -> list.holds(till.certificate()));
    assertThat(office.clients.list(office.viewer, office.tenant, network))
        .extracting(Client::revoked)
        .containsExactly(true);
    Refused.as(ProblemType.CONFLICT, () -> enrol("till", "key 1"));
    Client again = enrol("till", "key 2");
    assertThat(again.revoked()).isFalse();
    assertThat(again.certificate().generation()).isEqualTo(2);

    // Then one operation at a time
    Refused.as(
        ProblemType.CONFLICT, () -> desk.revoke(office.admin, office.tenant, network, "till"));
    end();
    desk.revoke(office.admin, office.tenant, network, "till");
    assertThat(desk.list(office.viewer, office.tenant, network).get(0).serials()).hasSize(2);
  }

  @Test
  void aManagedKeyIsTakenBackForGood() {
    // Given
    office.keys.create(office.developer, office.tenant, network, "clerk");

    // When
    desk.revoke(office.admin, office.tenant, network, "clerk");

    // Then
    assertThat(office.keys.list(office.viewer, office.tenant, network))
        .extracting(Account::revoked)
        .containsExactly(true);
    Refused.as(
        ProblemType.CONFLICT,
        () -> office.keys.create(office.developer, office.tenant, network, "clerk"));
  }

  @Test
  void whoIsNotThereOrMayNotIsRefused() {
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.revoke(office.admin, office.tenant, network, "nobody"));
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.revoke(office.developer, office.tenant, network, "nobody"));
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.bring(office.admin, office.tenant, network, "alpha", "ab cd"));
  }

  @Test
  void anOwnAuthorityIsAskedForAKeysCertificateAndBringsItsList() {
    // When
    Account bot = create("bot");

    // Then it is asked once, and no operation waits
    assertThat(bot.certificate()).isEmpty();
    assertThat(create("bot").certificate()).isEmpty();
    Approval asked =
        approvals()
            .list(office.viewer, office.tenant, network, Page.Request.first())
            .items()
            .get(0);
    assertThat(
            approvals().list(office.viewer, office.tenant, network, Page.Request.first()).items())
        .hasSize(1);
    assertThat(asked.operation()).isEmpty();
    assertThat(asked.request().organisation()).isEqualTo("beta");
    assertThat(asked.request().wanted().orElseThrow().name()).isEqualTo("bot-client");
    Refused.as(
        ProblemType.CONFLICT,
        () -> approvals().refuse(office.admin, office.tenant, network, asked.id(), "no"));
    Refused.as(
        ProblemType.INVALID,
        () -> approvals().sign(office.developer, office.tenant, network, asked.id(), "MEU="));
    Refused.as(
        ProblemType.CONFLICT,
        () ->
            office.clients.enrol(
                office.developer,
                office.tenant,
                network,
                new Wanted("till", "key", Optional.of("beta"), 6)));

    // When
    approvals()
        .certify(
            office.developer,
            office.tenant,
            network,
            asked.id(),
            asked.request().wanted().orElseThrow().request());

    // Then
    assertThat(office.keys.list(office.viewer, office.tenant, network).get(0).certificate())
        .hasValueSatisfying(c -> assertThat(c.authority()).isEqualTo("beta-ca"));
    assertThat(office.done()).contains("approval.certify");
    Operation operation = desk.bring(office.admin, office.tenant, network, "beta", "ab cd");
    assertThat(operation.kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(desk.list(office.viewer, office.tenant, network).get(0).serials())
        .containsOnly("ab", "cd");
  }

  @Test
  void aListThatHasWhatANodeIsKnownByNowIsRefused() {
    // Given
    create("bot");
    Approval asked =
        approvals()
            .list(office.viewer, office.tenant, network, Page.Request.first())
            .items()
            .get(0);
    approvals()
        .certify(
            office.developer,
            office.tenant,
            network,
            asked.id(),
            asked.request().wanted().orElseThrow().request());
    String serial =
        office.keys.list(office.viewer, office.tenant, network).stream()
            .flatMap(account -> account.certificate().stream())
            .map(Certificate::serial)
            .findFirst()
            .orElseThrow();
    office.framework.planned = Map.of("beta-ca", Set.of("bot-client"));

    // When
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.bring(office.admin, office.tenant, network, "beta", "ab " + serial));

    // Then
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
    assertThat(office.store.asSystem(() -> office.store.operations.running(network))).isEmpty();

    // When it is nobody's any more
    office.framework.planned = Map.of("beta-ca", Set.of("peer-beta-1"));

    // Then
    desk.bring(office.admin, office.tenant, network, "beta", "ab " + serial);
    assertThat(desk.list(office.viewer, office.tenant, network)).hasSize(1);
  }

  @Test
  void whereNodesReadNoListsNothingIsRevoked() {
    // Given
    enrol("till", "key 1");
    office.framework.whyNotRevoked = Optional.of("Its nodes read no list.");

    // Then
    Refused.as(
        ProblemType.CONFLICT, () -> desk.revoke(office.admin, office.tenant, network, "till"));
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.bring(office.admin, office.tenant, network, "beta", "ab cd"));
    assertThat(desk.list(office.viewer, office.tenant, network)).isEmpty();
    assertThat(office.clients.list(office.viewer, office.tenant, network))
        .extracting(Client::revoked)
        .containsExactly(false);
  }

  @Test
  void onSharedNodesItIsTheGuestsOwnAffair() {
    // Given
    SharedNodes nodes = new SharedNodes(office);
    NetworkId guest = NetworkId.next();
    office.store.runInTenant(
        office.tenant,
        () -> {
          office.store.networks.insert(
              Network.ordered(
                  guest, office.tenant, SharedNodes.order("silk", 0), office.clock.instant()));
          office.store.operations.insert(
              Operation.begun(office.tenant, guest, Operation.Kind.CREATE, office.clock.instant()));
        });
    nodes.arrived(guest);
    office.born(guest, Map.of("channel", "silk"));
    office.keys.create(office.developer, office.tenant, guest, "clerk");

    // When
    Operation operation = desk.revoke(office.admin, office.tenant, guest, "clerk");

    // Then
    assertThat(operation.kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(operation.network()).isEqualTo(guest);
    assertThat(desk.list(office.viewer, office.tenant, guest)).hasSize(1);
    assertThat(office.keys.list(office.viewer, office.tenant, guest))
        .extracting(Account::revoked)
        .containsExactly(true);
    // Then its host's lists are as they were
    assertThat(office.store.asSystem(() -> office.authorities.revocations(nodes.host))).isEmpty();
  }

  @Test
  void aNetworkThatHostsOthersRevokesToo() {
    // Given
    enrol("till", "key 1");
    office.store.runAsSystem(
        () -> {
          Network there = office.store.networks.get(network);
          office.store.networks.keep(there.with(there.made().hosting(new Hosting(5, true))));
        });

    // When
    Operation operation = desk.revoke(office.admin, office.tenant, network, "till");

    // Then
    assertThat(operation.kind()).isEqualTo(Operation.Kind.REVOKE);
    assertThat(desk.list(office.viewer, office.tenant, network)).hasSize(1);
  }

  private ApprovalDesk approvals() {
    return new ApprovalDesk(
        office.store,
        new Access(office.store, office.store.memberships),
        office.store.networks,
        office.store.operations,
        office.store.approvals,
        office.authorities,
        office.store.audit,
        office.store.schedule,
        office.clock);
  }

  private Account create(String name) {
    return office.keys.create(
        office.developer,
        office.tenant,
        network,
        name,
        new KeyDesk.Manner(Optional.of("beta"), true));
  }

  private Client enrol(String name, String request) {
    return office.clients.enrol(
        office.developer, office.tenant, network, new Wanted(name, request, Optional.empty(), 6));
  }
}
