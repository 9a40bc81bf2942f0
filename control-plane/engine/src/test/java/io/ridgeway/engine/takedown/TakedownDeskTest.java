package io.ridgeway.engine.takedown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.OneCollection;
import io.ridgeway.engine.fake.PlainSecrets;
import io.ridgeway.engine.takedown.Takedown.State;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TakedownId;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import io.ridgeway.model.problem.Violation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TakedownDeskTest {
  private static final TakedownRequest PERSON =
      new TakedownRequest("book", "own", List.of("person-17"), "She asked for it.", "DSR 2026-4");

  private final Office office = new Office();
  private final PlainSecrets seal = new PlainSecrets();
  private final TakedownDesk desk =
      new TakedownDesk(
          office.store,
          new Access(office.store, office.store.memberships),
          office.store.networks,
          new Beginning(
              office.store.networks,
              office.store.operations,
              office.store.audit,
              office.store.schedule,
              office.clock),
          office.store.contracts,
          office.framework,
          office.store.takedowns,
          seal,
          office.clock);
  private final NetworkId network = office.order("tea").network();

  @BeforeEach
  void aNetworkThatKeepsPrivateData() {
    office.framework.privateRules = Optional.of(new OneCollection());
    office.framework.born = Optional.of(new BornContract("book", "1"));
    office.finish(network);
  }

  @Test
  void itBeginsAnOperationAndKeepsTheKeysSealed() {
    // When
    Takedown begun = desk.begin(office.admin, office.tenant, network, PERSON);

    // Then
    assertThat(begun.state()).isEqualTo(State.PURGING);
    assertThat(begun.keyHashes()).containsExactly("hash of 9");
    assertThat(Keys.read(seal.open(office.tenant, Takedown.use(begun.id()), begun.sealedKeys())))
        .containsExactly("person-17");
    assertThat(operation(begun).kind()).isEqualTo(Operation.Kind.PURGE);
    assertThat(begun.ordered()).isFalse();
    assertThat(desk.list(office.viewer, office.tenant, network, Page.Request.first()).items())
        .containsExactly(begun);
    assertThat(office.store.asSystem(() -> office.store.audit.list(Page.Request.first())).items())
        .anySatisfy(
            event -> {
              assertThat(event.action()).isEqualTo("takedown.begin");
              assertThat(event.detail()).contains("DSR 2026-4").doesNotContain("person-17");
            });
    assertThat(PERSON.toString()).doesNotContain("person-17");
  }

  @Test
  void anOperatorMayOnALawfulOrder() {
    // When
    Takedown begun = desk.order(office.operator, network, PERSON);

    // Then
    assertThat(begun.ordered()).isTrue();
    assertThat(desk.get(office.viewer, office.tenant, network, begun.id())).isEqualTo(begun);
    refused(ProblemType.FORBIDDEN, () -> desk.order(office.admin, network, PERSON));
  }

  @Test
  void othersMayNot() {
    refused(ProblemType.FORBIDDEN, () -> begin(office.developer, PERSON));
    refused(ProblemType.NOT_FOUND, () -> begin(office.stranger, PERSON));
    refused(
        ProblemType.NOT_FOUND,
        () -> desk.get(office.viewer, office.tenant, network, TakedownId.next()));
  }

  @Test
  void whatIsNotThereOrNotSaidIsRefused() {
    wrong("contract", with("tale", "own", List.of("k"), "Why.", "1"), "No contract tale runs");
    wrong("collection", with("book", "x", List.of("k"), "Why.", "1"), "has no collection x");
    wrong("keys", with("book", "own", List.of(), "Why.", "1"), "1 to 20 keys");
    wrong("keys", with("book", "own", List.of(" "), "Why.", "1"), "isn't blank");
    wrong("keys", with("book", "own", List.of("k", "k"), "Why.", "1"), "each key once");
    wrong("keys", with("book", "own", List.of("k".repeat(1025)), "Why.", "1"), "1 to 1024");
    wrong("keys", with("book", "own", Collections.nCopies(21, "k"), "Why.", "1"), "1 to 20");
    wrong("reason", with("book", "own", List.of("k"), "", "1"), "1 to 500");
    wrong("reference", with("book", "own", List.of("k"), "Why.", "x".repeat(201)), "1 to 200");

    office.framework.privateRules = Optional.empty();
    wrong("contract", PERSON, "have no private data that can be erased");
  }

  @Test
  void oneThingIsDoneAtATime() {
    begin(office.admin, PERSON);
    refused(ProblemType.CONFLICT, () -> begin(office.admin, PERSON));
  }

  @Test
  void whatFailedIsTriedAgainAndWhatIsUnderWayIsNot() {
    // Given
    Takedown begun = begin(office.admin, PERSON);
    refused(
        ProblemType.CONFLICT, () -> desk.retry(office.admin, office.tenant, network, begun.id()));
    office.store.runAsSystem(
        () ->
            office.store.operations.update(
                operation(begun).ended(Operation.State.FAILED, office.clock.instant())));

    // Then what nobody carries out any more is told so
    Takedown stands = desk.get(office.viewer, office.tenant, network, begun.id());
    assertThat(stands.state()).isEqualTo(State.FAILED);
    assertThat(stands.message()).contains("ended before it did");

    // When
    Takedown again = desk.retry(office.admin, office.tenant, network, begun.id());

    // Then
    assertThat(again.state()).isEqualTo(State.PURGING);
    assertThat(again.operation()).isNotEqualTo(begun.operation());
    assertThat(again.sealedKeys()).isEqualTo(begun.sealedKeys());
  }

  @Test
  void theKeysAreWrittenAndReadAlike() {
    List<String> keys = List.of("a", "\u0000composite\u0000key\u0000", "键", "");
    assertThat(Keys.read(Keys.write(keys))).isEqualTo(keys);
  }

  private Takedown begin(Actor actor, TakedownRequest request) {
    return desk.begin(actor, office.tenant, network, request);
  }

  private static TakedownRequest with(
      String contract, String collection, List<String> keys, String reason, String reference) {
    return new TakedownRequest(contract, collection, keys, reason, reference);
  }

  private void wrong(String field, TakedownRequest request, String why) {
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
    assertThatThrownBy(what::run)
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(type));
  }

  private Operation operation(Takedown takedown) {
    return office.store.asSystem(
        () -> office.store.operations.find(takedown.operation()).orElseThrow());
  }
}
