package io.ridgeway.engine.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.catalogue.Frameworks.FreezeRules;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.freeze.Freeze.Kind;
import io.ridgeway.engine.freeze.Freeze.State;
import io.ridgeway.model.FreezeId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FreezeDeskTest {
  private static final FreezeRequest BOB =
      new FreezeRequest(Kind.ACCOUNT, " 0xB0B ", true, "A court's order.", "case 7");

  private static final FreezeRequest LIFT =
      new FreezeRequest(Kind.ACCOUNT, "0xb0b", false, "It was lifted.", "case 7");

  private final Office office = new Office();
  private final FreezeDesk desk =
      new FreezeDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          office.store.operations,
          new Beginning(
              office.store.networks,
              office.store.operations,
              office.store.audit,
              office.store.schedule,
              office.clock),
          office.framework,
          office.store.freezes,
          office.clock);
  private final NetworkId network = office.order("tea").network();
  private Optional<String> obstacle = Optional.empty();

  /** Addresses are {@code 0x} and something. */
  private final class Rules implements FreezeRules {
    @Override
    public Optional<String> obstacle(Map<String, String> birth) {
      return obstacle;
    }

    @Override
    public Optional<String> wrong(Map<String, String> birth, boolean contract, String address) {
      return address.startsWith("0x") ? Optional.empty() : Optional.of("An address is 0x.");
    }

    @Override
    public String canonical(String address) {
      return address.toLowerCase(Locale.ROOT);
    }
  }

  @BeforeEach
  void aNetworkThatIsGoverned() {
    office.framework.freezeRules = Optional.of(new Rules());
    office.finish(network);
  }

  @Test
  void itBeginsAnOperationAndKeepsWhoAskedAndWhy() {
    // When
    Freeze begun = begin(office.admin, BOB);

    // Then
    assertThat(begun.state()).isEqualTo(State.RUNNING);
    assertThat(begun.address()).isEqualTo("0xb0b");
    assertThat(begun.ordered()).isFalse();
    assertThat(operation(begun).kind()).isEqualTo(Operation.Kind.FREEZE);
    assertThat(desk.list(office.viewer, office.tenant, network, Page.Request.first()).items())
        .containsExactly(begun);
    assertThat(office.store.asSystem(() -> office.store.audit.list(Page.Request.first())).items())
        .anySatisfy(
            event -> {
              assertThat(event.action()).isEqualTo("freeze.begin");
              assertThat(event.detail()).contains("account 0xb0b to be frozen").contains("case 7");
            });
  }

  @Test
  void anOperatorMayOnALawfulOrderAndTheTenantReadsIt() {
    // When
    Freeze begun = desk.order(office.operator, network, BOB);

    // Then
    assertThat(begun.ordered()).isTrue();
    assertThat(desk.get(office.viewer, office.tenant, network, begun.id())).isEqualTo(begun);
    assertThat(desk.get(office.operator, network, begun.id())).isEqualTo(begun);
    refused(ProblemType.FORBIDDEN, () -> desk.order(office.admin, network, BOB));
    refused(ProblemType.FORBIDDEN, () -> desk.list(office.admin, network, Page.Request.first()));
    assertThat(desk.network(office.operator, network).id()).isEqualTo(network);
    refused(ProblemType.FORBIDDEN, () -> desk.network(office.admin, network));
    refused(ProblemType.FORBIDDEN, () -> desk.obstacle(office.admin, network));
  }

  @Test
  void othersMayNot() {
    refused(ProblemType.FORBIDDEN, () -> begin(office.developer, BOB));
    refused(ProblemType.NOT_FOUND, () -> begin(office.stranger, BOB));
    refused(
        ProblemType.NOT_FOUND,
        () -> desk.get(office.viewer, office.tenant, network, FreezeId.next()));
  }

  @Test
  void whatCanNotBeIsRefused() {
    wrong("address", with("bob", "Why.", "1"), "An address is 0x.");
    wrong("reason", with("0xb0b", " ", "1"), "1 to 500");
    wrong("reason", with("0xb0b", "x".repeat(501), "1"), "1 to 500");
    wrong("reference", with("0xb0b", "Why.", "x".repeat(201)), "1 to 200");

    obstacle = Optional.of("It checks no permissions.");
    refused(ProblemType.CONFLICT, () -> begin(office.admin, BOB), "It checks no permissions.");

    office.framework.freezeRules = Optional.empty();
    refused(ProblemType.CONFLICT, () -> begin(office.admin, BOB), "Nothing can be frozen");
    assertThat(desk.obstacle(office.viewer, office.tenant, network))
        .hasValueSatisfying(why -> assertThat(why).contains("Nothing can be frozen"))
        .isEqualTo(desk.obstacle(office.operator, network));
  }

  @Test
  void oneThingIsDoneAtATime() {
    begin(office.admin, BOB);
    refused(ProblemType.CONFLICT, () -> begin(office.admin, BOB));
  }

  @Test
  void whatNobodyCarriesOutAnyMoreIsToldSo() {
    // Given
    Freeze begun = begin(office.admin, BOB);
    office.clock.advance(Duration.ofMinutes(5));
    end(begun);

    // Then
    Freeze stands = desk.get(office.viewer, office.tenant, network, begun.id());
    assertThat(stands.state()).isEqualTo(State.FAILED);
    assertThat(stands.message()).contains("ended before it did");
    assertThat(stands.endedAt()).contains(office.clock.instant()).isNotEqualTo(begun.requestedAt());
    assertThat(begin(office.admin, BOB).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void onlyAnOperatorLetsGoWhatAnOperatorHadFrozen() {
    // Given
    finish(desk.order(office.operator, network, BOB), State.DONE);
    // Then
    refused(ProblemType.FORBIDDEN, () -> begin(office.admin, LIFT), "only an operator");

    // When its tenant has it frozen too
    finish(begin(office.admin, BOB), State.DONE);
    // Then
    refused(ProblemType.FORBIDDEN, () -> begin(office.admin, LIFT), "only an operator");

    // When an operator's lift fails
    finish(desk.order(office.operator, network, LIFT), State.FAILED);
    // Then
    refused(ProblemType.FORBIDDEN, () -> begin(office.admin, LIFT), "only an operator");

    // When it doesn't
    finish(desk.order(office.operator, network, LIFT), State.DONE);
    finish(begin(office.admin, BOB), State.DONE);
    // Then
    assertThat(begin(office.admin, LIFT).state()).isEqualTo(State.RUNNING);
  }

  @Test
  void anOperatorsFreezeThatFailedHoldsIfItMayBeOnTheLedger() {
    // Given
    finish(desk.order(office.operator, network, BOB), State.FAILED);
    // Then
    finish(begin(office.admin, LIFT), State.DONE);

    // When
    Freeze lost = desk.order(office.operator, network, BOB);
    finish(
        lost.sending(
            new Freeze.Transaction("0x1", "It does.", office.clock.instant(), Optional.empty())),
        State.FAILED);
    // Then
    refused(ProblemType.FORBIDDEN, () -> begin(office.admin, LIFT), "only an operator");
  }

  private void finish(Freeze freeze, State state) {
    office.clock.advance(Duration.ofSeconds(1));
    end(freeze.ended(state, "", office.clock.instant()));
    office.clock.advance(Duration.ofSeconds(1));
  }

  @Test
  void whoHadAContractIsKeptAsLongAsItIsFrozen() {
    // Given
    Freeze frozen = begin(office.admin, contract(true));
    end(frozen.keeping("0xa").ended(State.DONE, "", office.clock.instant()));

    // When
    Freeze again = begin(office.admin, contract(false));
    // Then
    assertThat(again.administrator()).contains("0xa");

    // When
    end(again.ended(State.DONE, "", office.clock.instant()));
    // Then
    assertThat(begin(office.admin, contract(true)).administrator()).isEmpty();
  }

  private void end(Freeze freeze) {
    office.store.runAsSystem(
        () -> {
          office.store.freezes.update(freeze);
          office.store.operations.update(
              office
                  .store
                  .operations
                  .find(freeze.operation())
                  .orElseThrow()
                  .ended(Operation.State.FAILED, office.clock.instant()));
        });
  }

  private static FreezeRequest contract(boolean frozen) {
    return new FreezeRequest(Kind.CONTRACT, "0xc", frozen, "Why.", "1");
  }

  private static FreezeRequest with(String address, String reason, String reference) {
    return new FreezeRequest(Kind.ACCOUNT, address, true, reason, reference);
  }

  private Freeze begin(Actor actor, FreezeRequest request) {
    return desk.begin(actor, office.tenant, network, request);
  }

  private void wrong(String field, FreezeRequest request, String why) {
    assertThatThrownBy(() -> begin(office.admin, request))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(ProblemType.INVALID);
              assertThat(refusal.violations()).extracting(Violation::field).contains(field);
              assertThat(refusal.violations())
                  .anySatisfy(violation -> assertThat(violation.message()).contains(why));
            });
    assertThat(desk.list(office.viewer, office.tenant, network, Page.Request.first()).items())
        .as("nothing is kept")
        .isEmpty();
  }

  private static void refused(ProblemType type, Runnable what) {
    refused(type, what, "");
  }

  private static void refused(ProblemType type, Runnable what, String why) {
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.type()).isEqualTo(type);
              assertThat(refusal.detail()).contains(why);
            });
  }

  private Operation operation(Freeze freeze) {
    return office.store.asSystem(
        () -> office.store.operations.find(freeze.operation()).orElseThrow());
  }
}
