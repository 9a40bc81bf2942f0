package io.ridgeway.engine.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.engine.fake.Office;
import io.ridgeway.engine.fake.Refused;
import io.ridgeway.engine.gateway.KeyDesk.Account;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyLife.State;
import io.ridgeway.model.key.KeyLives;
import io.ridgeway.model.key.KeyPolicy;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.problem.ProblemType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyLifeDeskTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Office office = new Office();
  private final KeyLifeDesk desk = office.keyLives;
  private final NetworkId network = office.order("tea").network();
  private final KeyId key =
      office.keys.create(office.developer, office.tenant, network, "app-1").key().id();

  @Test
  void developersDisableAndAdministratorsEnable() {
    // Given
    List<NetworkId> told = new ArrayList<>();
    office.store.changes.listen(told::add);

    // When
    Account disabled = desk.disable(office.developer, office.tenant, network, key);
    desk.disable(office.developer, office.tenant, network, key);

    // Then
    assertThat(disabled.kept().life().state()).isEqualTo(State.DISABLED);
    assertThat(told).as("gateways hear of it, once").containsExactly(network);
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.enable(office.developer, office.tenant, network, key));
    Refused.as(
        ProblemType.FORBIDDEN, () -> desk.disable(office.viewer, office.tenant, network, key));
    assertThat(desk.enable(office.admin, office.tenant, network, key).kept().life().state())
        .isEqualTo(State.IN_FORCE);
    assertThat(office.done()).startsWith("key.enable", "key.disable", "key.create");
  }

  @Test
  void whatIsToBeDestroyedIsDestroyedInTimeUnlessTakenBack() {
    // When
    Account ending = desk.destroy(office.admin, office.tenant, network, key, MINUTE);

    // Then
    assertThat(ending.kept().life().state()).isEqualTo(State.ENDING);
    assertThat(office.keySweep.sweep()).isZero();

    // When
    desk.keep(office.admin, office.tenant, network, key);
    office.clock.advance(MINUTE);

    // Then
    assertThat(office.keySweep.sweep()).isZero();

    // When
    desk.destroy(office.admin, office.tenant, network, key, MINUTE);
    office.clock.advance(MINUTE);

    // Then
    assertThat(office.keySweep.sweep()).isEqualTo(1);
    assertThat(office.keySweep.sweep()).isZero();
    assertThat(office.done()).startsWith("key.destroy", "key.destroy-later", "key.keep");
    assertThat(office.keys.list(office.viewer, office.tenant, network))
        .as("the record stays")
        .extracting(a -> a.kept().life().state())
        .containsExactly(State.DESTROYED);
    Refused.as(
        ProblemType.ILLEGAL_TRANSITION, () -> desk.keep(office.admin, office.tenant, network, key));
  }

  @Test
  void aNetworkThatFailsKeepsNoOthersKeys() {
    // Given
    NetworkId other = office.order("coffee").network();
    KeyId spared = office.keys.create(office.developer, office.tenant, other, "app-2").key().id();
    desk.destroy(office.admin, office.tenant, network, key, MINUTE);
    desk.destroy(office.admin, office.tenant, other, spared, MINUTE);
    office.clock.advance(MINUTE);
    InvocationHandler failing =
        (proxy, method, arguments) -> {
          if (method.getName().equals("destroyDue") && arguments[0].equals(network)) {
            throw new IllegalStateException("its record was altered");
          }
          return method.invoke(office.store.custody, arguments);
        };
    KeyLives lives =
        (KeyLives)
            Proxy.newProxyInstance(
                KeyLives.class.getClassLoader(), new Class<?>[] {KeyLives.class}, failing);

    // When
    int destroyed =
        new KeySweep(office.store, office.store.networks, lives, office.store.audit, office.clock)
            .sweep();

    // Then
    assertThat(destroyed).isEqualTo(1);
    assertThat(office.keys.list(office.viewer, office.tenant, other))
        .extracting(a -> a.kept().life().state())
        .containsExactly(State.DESTROYED);
    assertThat(office.keySweep.sweep()).as("it is tried again").isEqualTo(1);
  }

  @Test
  void theWaitIsAMinuteToThirtyDays() {
    for (Duration wait : List.of(MINUTE.minusSeconds(1), Duration.ofDays(30).plusSeconds(1))) {
      Refused.as(
          ProblemType.INVALID, () -> desk.destroy(office.admin, office.tenant, network, key, wait));
    }
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.destroy(office.developer, office.tenant, network, key, MINUTE));
  }

  @Test
  void aNewKeyIsAnotherAccountAndTheOldOneIsDisabledUnlessToldOtherwise() {
    // When
    Account fresh = desk.rotate(office.developer, office.tenant, network, key, false);
    Account next = desk.rotate(office.developer, office.tenant, network, fresh.key().id(), true);

    // Then
    List<Account> all = office.keys.list(office.viewer, office.tenant, network);
    assertThat(all)
        .extracting(a -> a.kept().life().state())
        .containsExactly(State.IN_FORCE, State.IN_FORCE, State.DISABLED);
    assertThat(all.stream().map(Account::account)).doesNotHaveDuplicates();
    assertThat(office.keys.create(office.developer, office.tenant, network, "app-1"))
        .isEqualTo(next);
    assertThat(desk.enable(office.admin, office.tenant, network, key).kept().life().state())
        .isEqualTo(State.IN_FORCE);
  }

  @Test
  void whatIsDisabledIsFollowedByANewKeyOnlyIfAnAdministratorWantsIt() {
    // Given
    desk.disable(office.admin, office.tenant, network, key);

    // Then
    for (boolean inForce : List.of(true, false)) {
      Refused.as(
          ProblemType.FORBIDDEN,
          () -> desk.rotate(office.developer, office.tenant, network, key, inForce));
    }
    assertThat(office.keys.list(office.viewer, office.tenant, network)).hasSize(1);
    assertThat(desk.rotate(office.admin, office.tenant, network, key, false).kept().life().state())
        .isEqualTo(State.IN_FORCE);
  }

  @Test
  void whereMembersCertifyKeysTheNewOneGetsTheCertificate() {
    // Given
    office.framework.keys = Optional.of(Curve.P256);
    office.framework.organisations = List.of("alpha", "beta");
    Account old =
        office.keys.create(
            office.developer,
            office.tenant,
            network,
            "bot",
            new KeyDesk.Manner(Optional.of("beta"), true));

    // Then
    Refused.as(
        ProblemType.INVALID,
        () -> desk.rotate(office.developer, office.tenant, network, old.key().id(), true));

    // When
    Account fresh = desk.rotate(office.developer, office.tenant, network, old.key().id(), false);

    // Then
    assertThat(fresh.certificate().orElseThrow().authority()).isEqualTo("beta-ca");
    assertThat(fresh.certificate().orElseThrow().generation()).isEqualTo(2);
    assertThat(
            office.keys.list(office.viewer, office.tenant, network).stream()
                .filter(a -> a.key().id().equals(old.key().id())))
        .allMatch(a -> a.certificate().isEmpty());
    Refused.as(
        ProblemType.CONFLICT,
        () -> desk.enable(office.admin, office.tenant, network, old.key().id()));
  }

  @Test
  void administratorsLimitWhatAKeyMayDo() {
    // Given
    KeyPolicy policy = contracts("notary");

    // Then
    Refused.as(
        ProblemType.FORBIDDEN,
        () -> desk.limit(office.developer, office.tenant, network, key, policy));
    assertThat(desk.limit(office.admin, office.tenant, network, key, policy).kept().policy())
        .isEqualTo(policy);
    assertThat(office.done()).startsWith("key.policy");
    Refused.as(
        ProblemType.INVALID,
        () ->
            desk.limit(
                office.admin,
                office.tenant,
                network,
                key,
                new KeyPolicy(
                    Set.of(),
                    Set.of(),
                    KeyPolicy.Rate.NONE,
                    Optional.of(BigInteger.ONE),
                    Optional.empty(),
                    Optional.empty())));
  }

  @Test
  void nodesKeysAndOthersKeysArentThere() {
    // Given
    KeyId node =
        office.store.asSystem(
            () ->
                office
                    .store
                    .custody
                    .ensure(office.tenant, network, Curve.SECP256K1, Purpose.NODE, "validator-1")
                    .id());
    TenantId own = office.tenants.signUp(office.stranger, "Other", "US").id();
    NetworkId other = office.order("coffee").network();

    // Then
    Refused.as(
        ProblemType.NOT_FOUND, () -> desk.disable(office.admin, office.tenant, network, node));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.disable(office.stranger, own, network, key));
    Refused.as(ProblemType.NOT_FOUND, () -> desk.disable(office.admin, office.tenant, other, key));
    Refused.as(
        ProblemType.NOT_FOUND,
        () -> desk.disable(office.admin, office.tenant, network, KeyId.next()));
  }

  private static KeyPolicy contracts(String name) {
    return new KeyPolicy(
        Set.of(name),
        Set.of(),
        KeyPolicy.Rate.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
