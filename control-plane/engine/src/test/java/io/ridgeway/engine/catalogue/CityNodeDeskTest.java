package io.ridgeway.engine.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.RealmRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.catalogue.CityNodeRegistry.Registration;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.network.Network;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.SettableClock;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.UserId;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NetworkState;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNode;
import io.ridgeway.model.place.CityNode.State;
import io.ridgeway.model.place.CityNodeId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CityNodeDeskTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final CityNodeId ID = new CityNodeId("cn-1");
  private static final String TOKEN = "recognisable-token";
  private static final Actor OPERATOR =
      new Actor(new UserId("op"), "op", Set.of(RealmRole.OPERATOR));
  private static final Actor MOBILE =
      new Actor(new UserId("mo"), "mo", Set.of(RealmRole.PROVIDER), Optional.of("mobile"));
  private static final Actor UNICOM =
      new Actor(new UserId("un"), "un", Set.of(RealmRole.PROVIDER), Optional.of("unicom"));
  private static final UnitCost COST = UnitCost.of("12.50", "0.10", "3", "USD");

  private final SettableClock clock = SettableClock.fixedAt(NOW);
  private final InMemoryStore store = new InMemoryStore();
  private final FakeAdapters adapters = new FakeAdapters();
  private final CityNodeOffice office =
      new CityNodeOffice(
          store,
          store.cityNodes,
          store.cityNodeCredentials,
          adapters,
          store.networks,
          store.audit,
          clock);
  private final CityNodeDesk desk = new CityNodeDesk(office);
  private final CityNodeRegistry registry = new CityNodeRegistry(office, store.schedule);

  @Test
  void aSecretGoesToCustodyAndIsShownOnlyAsSet() {
    // When
    boolean fresh = registry.register(OPERATOR, registration("CN", "mobile"));

    // Then
    assertThat(fresh).isTrue();
    CityNodeEntry row = store.asSystem(() -> store.cityNodes.find(ID)).orElseThrow();
    assertThat(row.configuration()).isEqualTo(Map.of("place", "here"));
    CityNodeDesk.Shown shown = desk.get(OPERATOR, ID);
    assertThat(shown.kept()).singleElement().satisfies(k -> assertThat(k.version()).isEqualTo(1));
    assertThat(shown.toString()).doesNotContain(TOKEN);
    assertThat(registration("CN", "mobile").toString()).doesNotContain(TOKEN);
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains(TOKEN);
    assertThat(events().toString()).contains("city-node.register").doesNotContain(TOKEN);
    assertThat(shown.entry().cost()).contains(COST);
  }

  @Test
  void theSameRegistrationAgainChangesNothingAndAnotherOneIsRefused() {
    registry.register(OPERATOR, registration("CN", "mobile"));

    assertThat(registry.register(OPERATOR, registration("CN", "mobile"))).isFalse();
    assertThat(events()).hasSize(1);
    refused(ProblemType.CONFLICT, () -> registry.register(OPERATOR, registration("CN", "unicom")));
  }

  @Test
  void aChangeOfItsSettingsWakesTheNetworksThatAreThere() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    NetworkId there = order();
    Registration changed =
        new Registration(node("CN", "mobile"), Map.of("place", "there"), Optional.empty());

    // When
    registry.change(OPERATOR, changed);

    // Then
    assertThat(store.asSystem(store.schedule::dueNetworks)).containsExactly(there);
  }

  @Test
  void whatTheInstallationsConfigurationChangesWakesThemTooAndTheSameAgainDoesNot() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    NetworkId there = order();

    // When
    registry.seed(node("CN", "mobile"), Map.of("place", "here", "token", TOKEN));
    // Then
    assertThat(store.asSystem(store.schedule::dueNetworks)).isEmpty();

    // When
    registry.seed(node("CN", "mobile"), Map.of("place", "there", "token", TOKEN));
    // Then
    assertThat(store.asSystem(store.schedule::dueNetworks)).containsExactly(there);
  }

  @Test
  void everythingThatIsWrongWithAConfigurationIsSaidAtOnce() {
    Registration nothing = new Registration(node("CN", "mobile"), Map.of(), Optional.empty());

    assertThatThrownBy(() -> registry.register(OPERATOR, nothing))
        .isInstanceOfSatisfying(
            Refusal.class,
            r ->
                assertThat(r.violations())
                    .extracting(Violation::field)
                    .containsExactly("configuration.place", "configuration.token"));
    assertThat(store.asSystem(store.cityNodes::all)).isEmpty();
  }

  @Test
  void aChangeKeepsSecretsThatAreNotGivenAndTheState() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    desk.drain(OPERATOR, ID);

    // When
    registry.change(
        OPERATOR,
        new Registration(node("CN", "mobile"), Map.of("place", "there"), Optional.empty()));

    // Then
    CityNodeDesk.Shown shown = desk.get(OPERATOR, ID);
    assertThat(shown.entry().configuration()).isEqualTo(Map.of("place", "there"));
    assertThat(shown.entry().node().state()).isEqualTo(State.DRAINING);
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains(TOKEN);
  }

  @Test
  void aSecretIsRotatedAndOneThatTheAdapterDoesNotKnowIsRefused() {
    registry.register(OPERATOR, registration("CN", "mobile"));

    assertThat(registry.setCredential(OPERATOR, ID, "token", "next").version()).isEqualTo(2);
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains("next");
    refused(ProblemType.NOT_FOUND, () -> registry.setCredential(OPERATOR, ID, "place", "x"));
  }

  @Test
  void aProvidersPeopleSeeAndRunTheirOwnCityNodesOnlyAndNoCost() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));

    // Then
    assertThat(desk.list(MOBILE)).singleElement().matches(e -> e.cost().isEmpty());
    assertThat(desk.list(UNICOM)).isEmpty();
    refused(ProblemType.NOT_FOUND, () -> desk.get(UNICOM, ID));
    refused(ProblemType.NOT_FOUND, () -> desk.drain(UNICOM, ID));
    refused(ProblemType.NOT_FOUND, () -> registry.setCredential(UNICOM, ID, "token", "x"));
    refused(
        ProblemType.FORBIDDEN,
        () -> desk.list(new Actor(new UserId("x"), "x", Set.of(RealmRole.PROVIDER))));
    refused(
        ProblemType.FORBIDDEN,
        () -> desk.list(new Actor(new UserId("x"), "x", Set.of(RealmRole.AUDITOR))));
    assertThat(desk.test(MOBILE, ID).passed()).isTrue();
    desk.drain(MOBILE, ID);
    desk.disable(MOBILE, ID);
    desk.activate(MOBILE, ID);
    registry.setCredential(MOBILE, ID, "token", "next");
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains("next");
    assertThat(desk.get(OPERATOR, ID).entry().cost()).contains(COST);
  }

  @Test
  void onlyOperatorsRegisterCityNodesAndChangeTheirRegistration() {
    // When, Then
    refused(ProblemType.FORBIDDEN, () -> registry.register(MOBILE, registration("CN", "mobile")));
    refused(ProblemType.FORBIDDEN, () -> registry.offers(MOBILE));
    assertThat(store.asSystem(store.cityNodes::all)).isEmpty();
    registry.register(OPERATOR, registration("CN", "mobile"));
    assertThatThrownBy(() -> registry.change(MOBILE, registration("CN", "mobile")))
        .isInstanceOfSatisfying(
            Refusal.class,
            r -> {
              assertThat(r.type()).isEqualTo(ProblemType.FORBIDDEN);
              assertThat(r.detail()).contains("role OPERATOR", "ask");
            });
    assertThat(registry.offers(OPERATOR)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"allowExec", "allowInsecure"})
  void aProvidersPeopleSetNoSecretThatTheRegistrationTrusts(String setting) {
    // Given
    Map<String, String> trusting = Map.of("place", "here", "token", TOKEN, setting, "true");
    registry.register(OPERATOR, new Registration(node("CN", "mobile"), trusting, Optional.empty()));

    // When, Then
    refused(ProblemType.FORBIDDEN, () -> registry.setCredential(MOBILE, ID, "token", "next"));
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains(TOKEN);
    registry.setCredential(OPERATOR, ID, "token", "next");
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains("next");
  }

  @Test
  void drainingSaysWhichNetworksStayAndRemovalIsRefusedWhileAnyDoes() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    NetworkId network = order();

    // When
    CityNodeDesk.Moved moved = desk.drain(OPERATOR, ID);

    // Then
    assertThat(moved.cityNode().entry().node().state()).isEqualTo(State.DRAINING);
    assertThat(moved.staying())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.network()).isEqualTo(network);
              assertThat(s.name()).isEqualTo("one");
            });
    assertThat(desk.networks(MOBILE, ID))
        .singleElement()
        .satisfies(s -> assertThat(s.name() + s.tenant()).isEmpty());
    assertThatThrownBy(() -> desk.remove(OPERATOR, ID))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.detail()).contains(network.value()));
    refused(ProblemType.CONFLICT, () -> registry.change(OPERATOR, registration("SG", "mobile")));

    // When: it is gone
    store.runAsSystem(
        () -> store.networks.keep(store.networks.get(network).with(new NetworkState.Deleted())));
    desk.remove(OPERATOR, ID);

    // Then
    assertThat(desk.list(OPERATOR)).isEmpty();
    assertThat(store.cityNodeCredentials.of(ID)).isEmpty();
  }

  @Test
  void whatTakesOrdersIsNotRemoved() {
    registry.register(OPERATOR, registration("CN", "mobile"));

    refused(ProblemType.ILLEGAL_TRANSITION, () -> desk.remove(OPERATOR, ID));
    desk.disable(OPERATOR, ID);
    desk.disable(OPERATOR, ID);
    assertThat(events()).filteredOn(e -> e.action().equals("city-node.disable")).hasSize(1);
    desk.activate(OPERATOR, ID);
    refused(ProblemType.ILLEGAL_TRANSITION, () -> desk.remove(OPERATOR, ID));
  }

  @Test
  void aTestSaysWhatIsWrongAndOneThatFailedKeepsWhatWasHeard() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    adapters.problems.add("No permission to create statefulsets.");

    // When, Then
    assertThat(desk.test(OPERATOR, ID).passed()).isFalse();
    CityNodeEntry.Heard before = heard();
    assertThat(before.problem()).isEmpty();
    assertThat(before.capacity().free().cpuMillis()).isEqualTo(1_000);
    adapters.away = true;
    assertThat(desk.test(OPERATOR, ID).passed()).isFalse();
    assertThat(heard()).isEqualTo(before);
  }

  @Test
  void whatTheInstallationNamesIsSeededWithoutLosingItsState() {
    // Given
    registry.seed(node("CN", "mobile"), Map.of("place", "here", "token", TOKEN));
    desk.disable(OPERATOR, ID);

    // When
    registry.seed(node("CN", "mobile"), Map.of("place", "there", "token", TOKEN));

    // Then
    CityNodeDesk.Shown shown = desk.get(OPERATOR, ID);
    assertThat(shown.entry().node().state()).isEqualTo(State.DISABLED);
    assertThat(shown.entry().configuration()).isEqualTo(Map.of("place", "there"));
    assertThat(shown.kept()).singleElement().satisfies(k -> assertThat(k.version()).isEqualTo(1));
  }

  @Test
  void aSecretThatDoesNotOpenAnyMoreIsReplaced() {
    // Given
    registry.register(OPERATOR, registration("CN", "mobile"));
    store.cityNodeCredentials.damaged = true;

    // When
    registry.change(
        OPERATOR,
        new Registration(node("CN", "mobile"), Map.of("place", "there"), Optional.empty()));
    int version = registry.setCredential(OPERATOR, ID, "token", "next").version();

    // Then
    store.cityNodeCredentials.damaged = false;
    assertThat(version).isEqualTo(2);
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains("next");
    refused(
        ProblemType.INVALID,
        () ->
            registry.change(
                OPERATOR, new Registration(node("CN", "mobile"), Map.of(), Optional.empty())));
  }

  @Test
  void withoutItsAdapterNothingIsSeededUntilItIsThere() {
    // Given
    adapters.installed = false;

    // When
    registry.seed(node("CN", "mobile"), Map.of("place", "here", "token", TOKEN));

    // Then: nothing is kept in clear
    assertThat(store.asSystem(store.cityNodes::all)).isEmpty();

    // When: the next start has it
    adapters.installed = true;
    registry.seed(node("CN", "mobile"), Map.of("place", "here", "token", TOKEN));

    // Then
    CityNodeEntry row = store.asSystem(() -> store.cityNodes.find(ID)).orElseThrow();
    assertThat(row.configuration()).isEqualTo(Map.of("place", "here"));
    assertThat(store.cityNodeCredentials.open(ID, "token")).contains(TOKEN);
  }

  private CityNodeEntry.Heard heard() {
    return desk.get(OPERATOR, ID).entry().heard().orElseThrow();
  }

  private NetworkId order() {
    NetworkId id = NetworkId.next();
    TenantId tenant = TenantId.next();
    NetworkSpec spec =
        new NetworkSpec(
            "one",
            new Framework("sample", "1"),
            Tier.DEDICATED,
            Map.of("validator", 4),
            Map.of(),
            List.of(ID),
            10,
            10);
    store.runInTenant(tenant, () -> store.networks.insert(Network.ordered(id, tenant, spec, NOW)));
    return id;
  }

  private List<AuditEvent> events() {
    return store.asSystem(() -> store.audit.list(Page.Request.first())).items();
  }

  private static Registration registration(String country, String provider) {
    return new Registration(
        node(country, provider), Map.of("place", "here", "token", TOKEN), Optional.of(COST));
  }

  private static CityNode node(String country, String provider) {
    return new CityNode(ID, "Shanghai", country, country, provider, "cloud", 100, State.ACTIVE);
  }

  private static void refused(ProblemType type, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.type()).isEqualTo(type));
  }
}
