package io.ridgeway.store.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Membership;
import io.ridgeway.engine.access.Memberships;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.catalogue.CityNodeEntry;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.gateway.Credentials;
import io.ridgeway.engine.gateway.GatewayCredential;
import io.ridgeway.engine.member.Invitation;
import io.ridgeway.engine.member.Invitations;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.tenant.Tenant;
import io.ridgeway.engine.tenant.VerificationFile;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.InvitationId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.place.Capacity;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.place.Resources;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.store.testing.Samples;
import io.ridgeway.store.testing.StoreCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TenantPortsIT extends StoreCase {
  @Inject Memberships memberships;
  @Inject Invitations invitations;
  @Inject Credentials credentials;
  @Inject CityNodes cityNodes;

  @Test
  void aTenantIsKeptAsItIs() {
    // Given
    Tenant tenant = Samples.tenant(clock.instant());

    // When
    transactions.runAsSystem(() -> tenants.insert(tenant));
    transactions.runInTenant(
        tenant.id(), () -> tenants.update(tenant.with(Tenant.Verification.SUBMITTED)));

    // Then
    assertThat(transactions.inTenant(tenant.id(), () -> tenants.find(tenant.id())))
        .contains(tenant.with(Tenant.Verification.SUBMITTED));
    assertThat(transactions.inTenant(tenant.id(), () -> tenants.list(Page.Request.first())).items())
        .hasSize(1);
  }

  @Test
  void filesAreAddedAndTheNewestIsDecidedOn() {
    // Given
    TenantId tenant = signUp();
    VerificationFile first = file(tenant, "Fuji Tea Co", Optional.empty());
    VerificationFile second = file(tenant, "Fuji Tea Ltd", Optional.empty());
    transactions.runInTenant(
        tenant,
        () -> {
          tenants.submit(first);
          tenants.submit(second);
        });

    // Then: only the newest waits
    assertThat(
            transactions.asSystem(tenants::waiting).stream().filter(f -> f.tenant().equals(tenant)))
        .containsExactly(second);

    // When
    var decision = new VerificationFile.Decision(false, "unreadable", "ops", clock.instant());
    VerificationFile decided = file(tenant, "Fuji Tea Ltd", Optional.of(decision));
    transactions.runAsSystem(() -> tenants.decide(decided));

    // Then
    assertThat(transactions.inTenant(tenant, () -> tenants.file(tenant))).contains(decided);
    assertThat(transactions.asSystem(tenants::waiting))
        .extracting(VerificationFile::tenant)
        .doesNotContain(tenant);
    assertThat(
            really(
                "select legal_name from verification_file where tenant_id = '"
                    + tenant
                    + "' order by id"))
        .containsExactly("Fuji Tea Co", "Fuji Tea Ltd");
  }

  @Test
  void membershipsAreFoundByPersonAndByTenant() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    UserId mei = new UserId("mei of " + a);
    Instant now = clock.instant();
    Membership admin = new Membership(a, mei, "mei", TenantRole.ADMIN, now);
    Membership viewer = new Membership(b, mei, "mei", TenantRole.VIEWER, now.minusSeconds(60));
    Membership ada = new Membership(a, new UserId("ada of " + a), "ada", TenantRole.DEVELOPER, now);
    transactions.runAsSystem(() -> List.of(admin, viewer, ada).forEach(memberships::insert));

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(memberships.find(a, mei)).contains(admin);
          assertThat(memberships.find(b, ada.user())).isEmpty();
          assertThat(memberships.of(mei)).containsExactly(viewer, admin);
          assertThat(memberships.of(a)).containsExactly(ada, admin);
        });
  }

  @Test
  void rolesChangeMembersGoAndAddressesAreFoundInAnyTenant() {
    // Given
    TenantId a = signUp();
    TenantId b = signUp();
    Instant now = clock.instant();
    String email = "mei@" + a + ".example";
    Membership mei =
        new Membership(a, new UserId("mei of " + a), "mei", TenantRole.ADMIN, now, email);
    Membership other =
        new Membership(b, new UserId("mei of " + b), "mei", TenantRole.VIEWER, now, email);
    Membership ada = new Membership(a, new UserId("ada of " + a), "ada", TenantRole.VIEWER, now);
    transactions.runAsSystem(() -> List.of(mei, other, ada).forEach(memberships::insert));

    // When
    transactions.runAsSystem(
        () -> {
          assertThat(memberships.lock(a)).containsExactly(ada, mei);
          memberships.change(a, ada.user(), TenantRole.ADMIN);
          memberships.remove(a, mei.user());
        });

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(memberships.of(a)).containsExactly(ada.with(TenantRole.ADMIN));
          assertThat(memberships.withEmail(email)).containsExactly(other);
          assertThatThrownBy(() -> memberships.change(a, mei.user(), TenantRole.ADMIN))
              .isInstanceOf(IllegalStateException.class);
        });
    transactions.runInTenant(
        a,
        () -> {
          memberships.remove(b, other.user());
          assertThat(memberships.withEmail(email)).isEmpty();
        });
    assertThat(transactions.asSystem(() -> memberships.of(b))).containsExactly(other);
  }

  @Test
  void whoDecidesOfAllMembersWaitsForWhoDoes() throws Exception {
    // Given
    TenantId tenant = signUp();
    Membership mei =
        new Membership(
            tenant, new UserId("mei of " + tenant), "mei", TenantRole.ADMIN, clock.instant());
    transactions.runAsSystem(() -> memberships.insert(mei));
    CountDownLatch locked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () ->
                transactions.runAsSystem(
                    () -> {
                      memberships.lock(tenant);
                      locked.countDown();
                      join(go);
                      memberships.change(tenant, mei.user(), TenantRole.VIEWER);
                    }));
    locked.await();

    // When
    CompletableFuture<List<Membership>> second =
        CompletableFuture.supplyAsync(() -> transactions.asSystem(() -> memberships.lock(tenant)));
    pause(Duration.ofMillis(500));
    boolean waited = !second.isDone();
    go.countDown();
    first.join();

    // Then
    assertThat(second.join()).containsExactly(mei.with(TenantRole.VIEWER));
    assertThat(waited).isTrue();
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anInvitationIsKeptAsItIsWithHowItEnded() {
    // Given
    TenantId tenant = signUp();
    Instant now = clock.instant();
    Invitation open = invitation(tenant, now);
    Invitation old = invitation(tenant, now.minusSeconds(60));
    Invitation foreign = invitation(signUp(), now);
    transactions.runAsSystem(() -> List.of(old, open, foreign).forEach(invitations::insert));

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(invitations.withDigest(open.digest())).contains(open);
          assertThat(invitations.withDigest("none")).isEmpty();
          assertThat(invitations.since(tenant, now.minusSeconds(60))).containsExactly(open, old);
          assertThat(invitations.since(tenant, now)).containsExactly(open);
        });

    // When
    Invitation ended = open.ended(Invitation.Outcome.ACCEPTED, now);
    transactions.runAsSystem(() -> invitations.update(ended));

    // Then
    assertThat(transactions.asSystem(() -> invitations.lock(open.id()))).contains(ended);
    assertThat(transactions.inTenant(tenant, () -> invitations.lock(foreign.id()))).isEmpty();
  }

  @Test
  void whatWasIssuedToAPersonIsFoundWhileItIsInForce() {
    // Given
    TenantId tenant = signUp();
    Network network = network(tenant);
    UserId mei = new UserId("mei of " + tenant);
    var plain = Samples.credential(network, clock.instant());
    var theirs =
        new GatewayCredential(
            CredentialId.next(),
            tenant,
            network.id(),
            "theirs",
            "digest of theirs of " + tenant,
            "rw_abcde",
            clock.instant(),
            Optional.empty(),
            CallLimits.NONE,
            Optional.of(mei));
    transactions.runInTenant(
        tenant,
        () -> {
          credentials.insert(plain);
          credentials.insert(theirs);
        });

    // Then
    transactions.runAsSystem(
        () -> {
          assertThat(credentials.issuedTo(tenant, mei)).containsExactly(theirs);
          assertThat(credentials.issuedTo(TenantId.next(), mei)).isEmpty();
        });

    // When
    transactions.runAsSystem(() -> credentials.revoke(theirs.id(), clock.instant()));

    // Then
    assertThat(transactions.asSystem(() -> credentials.issuedTo(tenant, mei))).isEmpty();
  }

  private static Invitation invitation(TenantId tenant, Instant at) {
    InvitationId id = InvitationId.next();
    return new Invitation(
        id,
        tenant,
        "ann@example.com",
        TenantRole.DEVELOPER,
        "digest of " + id,
        new UserId("mei"),
        "Mei",
        at,
        Optional.empty());
  }

  @Test
  void cityNodesAreReadInAnyScopeAndWrittenInTheSystemsOnly() {
    // Given
    CityNode node =
        new CityNode(
            new CityNodeId("vienna-1"),
            "Vienna",
            "AT",
            "AT",
            "p",
            "local",
            50,
            CityNode.State.ACTIVE);
    Resources all = new Resources(1_000, 2_000, 3_000);
    var heard =
        new CityNodeEntry.Heard(
            new Capacity(all, Resources.NONE),
            Set.of(new Software("besu", "26.7.0"), new Software("goquorum", "22.7.4")),
            clock.instant(),
            "");
    transactions.runAsSystem(
        () -> {
          cityNodes.put(node, Map.of("range", "127.0.20.0/24"));
          cityNodes.heard(node.id(), heard);
        });
    TenantId tenant = signUp();

    // When: registered again, differently
    transactions.runAsSystem(() -> cityNodes.put(node, Map.of("range", "127.0.30.0/24")));

    // Then
    CityNodeEntry entry =
        new CityNodeEntry(node, Map.of("range", "127.0.30.0/24"), Optional.of(heard));
    assertThat(transactions.inTenant(tenant, () -> cityNodes.find(node.id()))).contains(entry);
    assertThat(transactions.inTenant(tenant, cityNodes::all)).contains(entry);
    assertThatThrownBy(
            () ->
                transactions.runInTenant(
                    tenant, () -> cityNodes.put(node, Map.of("range", "mine"))))
        .hasStackTraceContaining("row-level security");
    transactions.runInTenant(
        tenant,
        () ->
            cityNodes.heard(
                node.id(),
                new CityNodeEntry.Heard(heard.capacity(), Set.of(), heard.at(), "down")));
    assertThat(transactions.inTenant(tenant, () -> cityNodes.find(node.id()))).contains(entry);
  }

  @Test
  void pagesGoOnAfterTheLastRowWhateverIsAddedMeanwhile() {
    // Given: seven quotes, some of the same moment
    TenantId tenant = signUp();
    Instant now = clock.instant();
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      var quote = Samples.quote(tenant, Samples.spec("tea-" + i), now.plusSeconds(i / 3));
      expected.add(quote.id());
      transactions.runInTenant(tenant, () -> orders.insert(quote));
    }

    // When
    List<Object> seen = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    int pages = 0;
    do {
      Page.Request request = new Page.Request(cursor, 3);
      var page = transactions.inTenant(tenant, () -> orders.quotes(request));
      page.items().forEach(quote -> seen.add(quote.id()));
      cursor = page.next();
      pages++;
      // A newer one is on no later page.
      transactions.runInTenant(
          tenant,
          () -> orders.insert(Samples.quote(tenant, Samples.spec("new"), now.plusSeconds(60))));
    } while (cursor.isPresent());

    // Then
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(expected);
    assertThatThrownBy(
            () ->
                transactions.inTenant(
                    tenant, () -> orders.quotes(new Page.Request(Optional.of("nonsense!"), 3))))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.type()).isEqualTo(ProblemType.INVALID));
  }

  private VerificationFile file(
      TenantId tenant, String legalName, Optional<VerificationFile.Decision> decision) {
    return new VerificationFile(
        tenant, legalName, "REG-1", "Mei Lin", Instant.parse("2026-03-01T10:00:00Z"), decision);
  }
}
