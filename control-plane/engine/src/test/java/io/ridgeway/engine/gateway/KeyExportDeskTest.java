package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.KeyExport.State;
import io.ridgeway.model.KeyExportId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.KeyOrigin;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import io.ridgeway.model.problem.ProblemType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyExportDeskTest {
  private static final String PEM = "-----BEGIN PUBLIC KEY-----";
  private final Office office = new Office();
  private final KeyExportDesk desk = office.keyExports;
  private final Actor second = Office.reachable("ann");
  private final NetworkId network = office.order("tea").network();
  private final KeyId key =
      office.keys.create(office.developer, office.tenant, network, "app-1").key().id();

  @BeforeEach
  void anotherAdministrator() {
    office.come(second, TenantRole.ADMIN);
  }

  @Test
  void oneAsksAnotherApprovesAndTheAskerFetchesOnce() {
    // When
    KeyExportId id = ask();
    KeyExportDesk.Standing approved = desk.answer(second, office.tenant, network, id, true);
    String sealed = desk.fetch(office.admin, office.tenant, network, id);

    // Then
    assertThat(approved.state()).isEqualTo(State.APPROVED);
    assertThat(sealed).startsWith("sealed " + key);
    assertThat(office.done())
        .startsWith(
            "key.export",
            "key.export-approve",
            "key.export-ask",
            "member.join",
            "member.invite",
            "key.create");
    assertThat(desk.list(office.viewer, office.tenant, network))
        .extracting(KeyExportDesk.Standing::state)
        .containsExactly(State.FETCHED);
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION, () -> desk.fetch(office.admin, office.tenant, network, id));
  }

  @Test
  void whoAsksDoesntApproveAndWhoApprovesDoesntFetch() {
    // Given
    KeyExportId id = ask();

    // Then
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.answer(office.admin, office.tenant, network, id, true));
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION, () -> desk.fetch(office.admin, office.tenant, network, id));
    desk.answer(second, office.tenant, network, id, true);
    Refused.as(ProblemType.FORBIDDEN, () -> desk.fetch(second, office.tenant, network, id));
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.answer(second, office.tenant, network, id, false));
  }

  @Test
  void whoIsNoAdministratorAnyMoreNeitherApprovesNorFetches() {
    // Given
    KeyExportId first = ask();
    KeyExportId other = desk.ask(second, office.tenant, network, key, "too", PEM).export().id();
    desk.answer(office.admin, office.tenant, network, other, true);

    // When
    office.members.change(office.admin, office.tenant, second.user(), TenantRole.DEVELOPER);

    // Then
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.answer(second, office.tenant, network, first, true));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.fetch(second, office.tenant, network, other));

    // When
    office.members.remove(office.admin, office.tenant, second.user());

    // Then
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.answer(second, office.tenant, network, first, true));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.fetch(second, office.tenant, network, other));
  }

  @Test
  void whatIsRefusedOrLateIsntFetched() {
    // Given
    KeyExportId refused = ask();
    KeyExportId late = ask();
    KeyExportId unanswered = ask();
    desk.answer(second, office.tenant, network, refused, false);
    desk.answer(second, office.tenant, network, late, true);

    // When
    office.clock.advance(KeyExport.TO_FETCH);

    // Then
    for (KeyExportId id : new KeyExportId[] {refused, late}) {
      Refused.as(
          ProblemType.ILLEGAL_TRANSITION,
          () -> desk.fetch(office.admin, office.tenant, network, id));
    }

    // When
    office.clock.advance(KeyExport.TO_ANSWER.minus(KeyExport.TO_FETCH));

    // Then
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION,
        () -> desk.answer(second, office.tenant, network, unanswered, true));
    assertThat(desk.list(office.viewer, office.tenant, network))
        .extracting(KeyExportDesk.Standing::state)
        .containsExactlyInAnyOrder(State.REFUSED, State.EXPIRED, State.EXPIRED);
  }

  @Test
  void whatNeverLeavesIsntEvenAskedFor() {
    // Given
    KeyId kept =
        office
            .keys
            .create(
                office.developer,
                office.tenant,
                network,
                "kept",
                new KeyDesk.Manner(Optional.empty(), false))
            .key()
            .id();

    // Then
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.ask(office.admin, office.tenant, network, kept, "why", PEM));
  }

  @Test
  void onlyAdministratorsOfTheTenantAskWithAReasonAndARecipient() {
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.ask(office.developer, office.tenant, network, key, "why", PEM));
    for (String reason : new String[] {" ", "x".repeat(501)}) {
      Refused.as(
          ProblemType.INVALID,
          () -> desk.ask(office.admin, office.tenant, network, key, reason, PEM));
    }
    Refused.as(
        ProblemType.INVALID,
        () -> desk.ask(office.admin, office.tenant, network, key, "why", "mine"));
    KeyExportId id = ask();
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    NetworkId other = office.order("coffee").network();
    Refused.as(ProblemType.NOT_FOUND, () -> desk.answer(office.stranger, own, network, id, true));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.answer(second, office.tenant, other, id, true));
    Refused.as(ProblemType.FORBIDDEN, () -> desk.fetch(office.viewer, office.tenant, network, id));
  }

  @Test
  void aKeyOfWhichNothingIsLeftIsntFetched() {
    // Given
    KeyExportId id = ask();
    desk.answer(second, office.tenant, network, id, true);
    office.keyLives.destroy(office.admin, office.tenant, network, key, Duration.ofMinutes(1));
    office.clock.advance(Duration.ofMinutes(1));
    office.keySweep.sweep();

    // Then
    Refused.as(ProblemType.NOT_FOUND, () -> desk.fetch(office.admin, office.tenant, network, id));
  }

  @Test
  void administratorsBringKeysOnce() {
    // When
    KeyDesk.Account brought =
        office.keys.bring(
            office.admin, office.tenant, network, "mine", KeyDesk.Manner.USUAL, file());

    // Then
    assertThat(brought.kept().origin()).isEqualTo(KeyOrigin.IMPORTED);
    assertThat(office.done()).startsWith("key.import");
    Refused.as(
        ProblemType.CONFLICT,
        () ->
            office.keys.bring(
                office.admin, office.tenant, network, "mine", KeyDesk.Manner.USUAL, file()));
    Refused.as(
        ProblemType.FORBIDDEN,
        () ->
            office.keys.bring(
                office.developer, office.tenant, network, "other", KeyDesk.Manner.USUAL, file()));
  }

  @Test
  void aFileIsOpenedOutOfAnyTransactionAndWiped() {
    // Given
    List<Boolean> within = new ArrayList<>();
    office.store.custody.opening = () -> within.add(office.store.inTransaction());
    KeyFile file = file();

    // When
    office.keys.bring(office.admin, office.tenant, network, "mine", KeyDesk.Manner.USUAL, file);
    KeyFile again = file();
    Refused.as(
        ProblemType.CONFLICT,
        () ->
            office.keys.bring(
                office.admin, office.tenant, network, "mine", KeyDesk.Manner.USUAL, again));
    KeyFile unwanted = file();
    Refused.as(
        ProblemType.FORBIDDEN,
        () ->
            office.keys.bring(
                office.developer, office.tenant, network, "x", KeyDesk.Manner.USUAL, unwanted));

    // Then
    assertThat(within).containsExactly(false, false);
    assertThat(office.store.custody.opened)
        .hasSize(2)
        .allSatisfy(opened -> assertThat(opened.privateKey()).containsOnly(0));
    for (KeyFile taken : List.of(file, again, unwanted)) {
      assertThat(taken.bytes()).containsOnly(0);
      assertThat(taken.password()).containsOnly('\0');
    }
  }

  private static KeyFile file() {
    byte[] bytes = new byte[32];
    bytes[31] = 1;
    return new KeyFile(bytes, "password".toCharArray());
  }

  private KeyExportId ask() {
    return desk.ask(office.admin, office.tenant, network, key, "moving out", PEM).export().id();
  }
}
